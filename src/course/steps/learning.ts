import type { StepId } from '#lexicon/course.ts';
import { largest, rowOf } from '#math/statistics.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { followedWeight, isWeight, lastStream, likeliest, lookHere, nameOf, probabilitiesAt, probabilityRow } from '../model.ts';
import { rows, vector } from '../shown.ts';
import type { Step } from '../step.ts';
import { isNewCell } from '../tasks.ts';

/** Bytes of a float32. */
const FLOAT = 4;
/** A kept state holds each weight with both moments of the optimizer. */
const KEPT = 3;

/** One round of training, from the guess to the new weight, and keeping what was learnt. */
export const learning = {
  prediction: {
    id: 'prediction',
    acts: 'button:has(.output__at)',
    look: lookHere,
    tex: String.raw`\textcolor{resid}{x_t}\;\to\;\ell_t=\textcolor{embed}{U}\,\mathrm{norm}(\textcolor{resid}{x_t})\;\to\;\textcolor{pred}{p_t}=\mathrm{softmax}(\ell_t)`,
    done: (_now, _then, { positions }) => positions > 0,
    read: async (moment) => {
      const { config, position, target } = moment;
      if (target === undefined) return null;
      const name = lastStream(config);
      const probabilities = await probabilitiesAt(moment);
      return {
        before: vector(rowOf(await moment.read(name), position, config.d_model), name, [position], '--resid'),
        after: rows(...likeliest(probabilities, 4, position)),
        values: { next: nameOf(moment, target), p: probabilities[target] ?? Number.NaN },
      };
    },
  },
  crossEntropy: {
    id: 'crossEntropy',
    acts: '[role=slider]',
    look: lookHere,
    tex: String.raw`L_t=-\sum_v y_v\ln \textcolor{pred}{p_v}=-\ln \textcolor{pred}{p_{\text{\small next}}}`,
    done: (_now, _then, { positions }) => positions > 1,
    read: async (moment) => {
      const { position, target, read } = moment;
      if (target === undefined) return null;
      const p = (await probabilitiesAt(moment))[target] ?? Number.NaN;
      const loss = (await read('probe.loss'))[position] ?? Number.NaN;
      return {
        before: rows(probabilityRow(target, p, position)),
        after: rows({ name: { word: 'lossHere' }, value: loss, cell: { name: 'probe.loss', index: [position] } }),
        values: { p, here: loss, next: nameOf(moment, target) },
      };
    },
    right: () => 1,
  },
  gradient: {
    id: 'gradient',
    look: lookHere,
    tex: String.raw`\dfrac{\partial L}{\partial \ell_{t,v}}=\dfrac{\textcolor{pred}{p_{t,v}}-y_{t,v}}{N}`,
    done: (now, then) => isNewCell(now, then, (name) => name.startsWith('grad.') || isWeight(name)),
    read: async (moment) => {
      const { config, position, target, read } = moment;
      if (target === undefined) return null;
      const probabilities = await probabilitiesAt(moment);
      const slopes = rowOf(await read('grad.unembed.hook_out'), position, config.d_vocab);
      const wrong = largest(probabilities, 3).filter((token) => token !== target);
      const shown = [target, ...wrong.slice(0, 2)];
      return {
        before: rows(...shown.map((token) => probabilityRow(token, probabilities[token] ?? Number.NaN, position))),
        after: rows(
          ...shown.map((token) => ({
            name: { token },
            value: slopes[token] ?? Number.NaN,
            cell: { name: 'grad.unembed.hook_out', index: [position, token] },
          })),
        ),
        values: { next: nameOf(moment, target), slope: slopes[target] ?? Number.NaN },
      };
    },
    right: ({ values }) => (Number(values['slope']) < 0 ? 0 : 1),
  },
  weightUpdate: {
    id: 'weightUpdate',
    also: ['controls', 'curve'],
    tex: String.raw`w\;\leftarrow\; w-\eta\,\dfrac{\hat m}{\sqrt{\hat v}+\varepsilon}-\eta\lambda w`,
    done: (now, then, { trained }) => trained > 0 || (now.apart !== null && now.apart !== then.apart),
    read: async (moment) => {
      const { state, read, first, config } = moment;
      const { name, index } = followedWeight(moment);
      const shape = weightLayout(config).byName.get(name)?.shape ?? [];
      const flat = index.reduce((at, i, axis) => at * (shape[axis] ?? 1) + i, 0);
      const weight = (await read(name))[flat] ?? Number.NaN;
      const before = Number(first?.['weight'] ?? weight);
      const slope = (await read(`grad.${name}`))[flat] ?? Number.NaN;
      return {
        before: rows(
          { name: { plain: `w = ${name}[${index.join(', ')}]` }, value: before },
          { name: { plain: '∂L/∂w' }, value: slope, cell: { name: `grad.${name}`, index } },
        ),
        after: rows(
          { name: { plain: 'w' }, value: weight, cell: { name, index } },
          { name: { word: 'change' }, value: weight - before },
        ),
        values: { weight, from: Number(first?.['to'] ?? state.step), to: state.step },
      };
    },
  },
  saving: {
    id: 'saving',
    acts: '#library',
    done: (_now, _then, { touched }) => touched > 0,
    read: async ({ config, state }) => {
      const { parameters } = weightLayout(config);
      return {
        before: rows({ name: { word: 'parameters' }, value: parameters, as: 'count' }),
        after: rows(
          { name: { word: 'keptNumbers' }, value: parameters * KEPT, as: 'count' },
          { name: { word: 'bytes' }, value: parameters * KEPT * FLOAT, as: 'count' },
        ),
        values: { kept: state.checkpoints.length },
      };
    },
  },
} satisfies Partial<Record<StepId, Step>>;
