import { softmax } from '#math/softmax.ts';
import { largest, mean, norm, rowOf, standardDeviation } from '#math/statistics.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import type { StepId } from '#lexicon/course.ts';
import { textOfPieces } from '#lexicon/pieces.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { followedWeight, lastStream, lookHere, nameOf } from '../model.ts';
import { rows, text, tokens, vector } from '../shown.ts';
import type { Step } from '../step.ts';
import { hasWritten } from '../tasks.ts';

/** What the first norm of a layer reads: the stream before the layer, or after it the sum with what attention adds. */
function normInput({ norm_placement }: ModelConfig, layer: number): string {
  return norm_placement === 'pre' ? `blocks.${layer}.hook_resid_pre` : `blocks.${layer}.ln1.sum`;
}

/** The change that Adam would make to a weight by the moments it holds (Kingma and Ba 2015; decay as Loshchilov and Hutter 2019). */
function adamChange(config: AdamConfig, weight: number, m: number, v: number, step: number, rate: number): number {
  const { beta1, beta2, adam_eps, weight_decay, optimizer } = config;
  const mean1 = m / (1 - beta1 ** step);
  const mean2 = v / (1 - beta2 ** step);
  return -rate * (mean1 / (Math.sqrt(mean2) + adam_eps) + (optimizer === 'adamw' ? weight_decay * weight : 0));
}
type AdamConfig = { beta1: number; beta2: number; adam_eps: number; weight_decay: number; optimizer: string };

/** The rest of a layer, the way out, and what makes all of it better. */
export const block = {
  feedForward: {
    id: 'feedForward',
    look: lookHere,
    tex: String.raw`\textcolor{ffn}{m_t}=W^2\,\phi(W^1 x_t+b^1)+b^2`,
    done: (now, then) => (now.locked.neuron ?? null) !== null && now.locked.neuron !== then.locked.neuron,
    read: async (moment) => {
      const { config, layer, position, read, ids } = moment;
      if (ids.length === 0) return null;
      const [pre, post] = [`blocks.${layer}.mlp.hook_pre`, `blocks.${layer}.mlp.hook_post`];
      const before = rowOf(await read(pre), position, config.d_mlp);
      const after = rowOf(await read(post), position, config.d_mlp);
      const [top = 0] = largest(before, 1);
      const [low = 0] = largest(
        before.map((x) => -x),
        1,
      );
      const neurons = [...new Set([moment.state.locked.neuron ?? top, top, low])].filter((neuron) => neuron < config.d_mlp);
      const listed = (name: string, values: Float32Array) =>
        rows(
          ...neurons.map((neuron) => ({
            name: { plain: `#${neuron}` },
            value: values[neuron] ?? Number.NaN,
            cell: { name, index: [position, neuron] },
          })),
        );
      return {
        before: listed(pre, before),
        after: listed(post, after),
        values: { low: before[low] ?? Number.NaN, bent: after[low] ?? Number.NaN },
      };
    },
    right: ({ values }) => (Math.abs(Number(values['bent'])) < 0.5 * Math.abs(Number(values['low'])) ? 0 : 1),
  },
  residual: {
    id: 'residual',
    look: lookHere,
    tex: String.raw`\textcolor{resid}{x'}=\textcolor{resid}{x}+\textcolor{attn}{\mathrm{attn}(x)},\qquad \textcolor{resid}{x''}=\textcolor{resid}{x'}+\textcolor{ffn}{\mathrm{ffn}(x')}`,
    done: (now, then, { positions }) => positions > 0 || (now.locked.layer ?? 0) !== (then.locked.layer ?? 0),
    read: async (moment) => {
      const { config, layer, position, read, ids } = moment;
      if (ids.length === 0) return null;
      const row = async (name: string) => rowOf(await read(name), position, config.d_model);
      const [from, to] = [`blocks.${layer}.hook_resid_pre`, `blocks.${layer}.hook_resid_post`];
      const [before, after] = [await row(from), await row(to)];
      return {
        before: vector(before, from, [position], '--resid'),
        after: vector(after, to, [position], '--resid'),
        values: {
          was: norm(before),
          now: norm(after),
          attention: norm(await row(`blocks.${layer}.hook_attn_out`)),
          ffnAdds: norm(await row(`blocks.${layer}.hook_mlp_out`)),
        },
      };
    },
  },
  layerNorm: {
    id: 'layerNorm',
    look: lookHere,
    tex: String.raw`\hat x_i=\dfrac{x_i-\mu}{\sigma},\qquad y_i=\gamma_i\hat x_i+\beta_i`,
    done: (_now, _then, { positions }) => positions > 0,
    read: async (moment) => {
      const { config, layer, position, read, ids } = moment;
      if (ids.length === 0) return null;
      const before = rowOf(await read(normInput(config, layer)), position, config.d_model);
      const after = rowOf(await read(`blocks.${layer}.ln1.hook_normalized`), position, config.d_model);
      const scale = `blocks.${layer}.ln1.hook_scale`;
      return {
        before: rows(
          { name: { word: 'mean' }, value: mean(before) },
          {
            name: { word: 'scale' },
            value: (await read(scale))[position] ?? Number.NaN,
            cell: { name: scale, index: [position, 0] },
          },
        ),
        after: rows(
          { name: { word: 'mean' }, value: mean(after) },
          { name: { word: 'spread' }, value: standardDeviation(after) },
        ),
        values: {},
      };
    },
  },
  output: {
    id: 'output',
    look: lookHere,
    also: ['sampling'],
    tex: String.raw`\textcolor{pred}{p_v}=\dfrac{e^{\ell_v/T}}{\sum_u e^{\ell_u/T}}`,
    done: (now, then) => now.config.temperature !== then.config.temperature,
    read: async (moment) => {
      const { config, position, read, ids } = moment;
      if (ids.length === 0) return null;
      const logits = rowOf(await read('unembed.hook_out'), position, config.d_vocab);
      const top = largest(logits, 4);
      const temperature = Math.max(config.temperature, 1e-6);
      const p = softmax(logits, temperature);
      return {
        before: rows(
          ...top.map((token) => ({
            name: { token },
            value: logits[token] ?? Number.NaN,
            cell: { name: 'unembed.hook_out', index: [position, token] },
          })),
        ),
        after: rows(...top.map((token) => ({ name: { token }, value: p[token] ?? Number.NaN, as: 'share' as const }))),
        values: { top: nameOf(moment, top[0] ?? 0), p: p[top[0] ?? 0] ?? Number.NaN, stream: lastStream(config) },
      };
    },
    right: () => 1,
  },
  optimizer: {
    id: 'optimizer',
    also: ['training', 'controls', 'curve'],
    tex: String.raw`\begin{aligned}m&\leftarrow\beta_1 m+(1-\beta_1)\,g\\ v&\leftarrow\beta_2 v+(1-\beta_2)\,g^2\\ \Delta w&=-\eta\,\dfrac{\hat m}{\sqrt{\hat v}+\varepsilon}\end{aligned}`,
    done: ({ config }, then, { trained }) =>
      trained > 0 && (config.learning_rate !== then.config.learning_rate || config.optimizer !== then.config.optimizer),
    read: async (moment) => {
      const { config, state, read, metrics } = moment;
      if (config.optimizer === 'sgd' || state.step === 0) return null;
      const { name, index } = followedWeight(moment);
      const shape = weightLayout(config).byName.get(name)?.shape ?? [];
      const at = index.reduce((flat, i, axis) => flat * (shape[axis] ?? 1) + i, 0);
      const [weight = Number.NaN, m = Number.NaN, v = Number.NaN] = [
        (await read(name))[at],
        (await read(`adam.m.${name}`))[at],
        (await read(`adam.v.${name}`))[at],
      ];
      const rate = metrics.last()?.learningRate ?? config.learning_rate;
      const change = adamChange(config, weight, m, v, state.playhead ?? state.step, rate);
      return {
        before: rows(
          { name: { plain: `w = ${name}[${index.join(', ')}]` }, value: weight, cell: { name, index } },
          { name: { plain: 'm' }, value: m },
          { name: { plain: 'v' }, value: v },
        ),
        after: rows({ name: { plain: 'Δw' }, value: change }),
        values: { change, eta: String(Number(rate.toPrecision(3))) },
      };
    },
  },
  evaluation: {
    id: 'evaluation',
    also: ['controls'],
    tex: String.raw`\mathrm{PPL}=e^{L}`,
    done: (now, then, { trained }) => trained >= 50 || (now.playhead !== null && now.playhead !== then.playhead),
    read: async ({ metrics }) => {
      const last = metrics.last();
      const judged = metrics.evaluations().at(-1);
      if (!last || !judged) return null;
      return {
        before: rows(
          { name: { word: 'trainingLoss' }, value: last.loss },
          { name: { word: 'perplexity' }, value: Math.exp(last.loss) },
          { name: { word: 'accuracy' }, value: judged.trainAccuracy, as: 'share' },
        ),
        after: rows(
          { name: { word: 'validationLoss' }, value: judged.valLoss },
          { name: { word: 'perplexity' }, value: Math.exp(judged.valLoss) },
          { name: { word: 'accuracy' }, value: judged.valAccuracy, as: 'share' },
        ),
        values: { gap: judged.valLoss - last.loss },
      };
    },
    right: ({ values }) => (Number(values['gap']) > 0 ? 0 : 1),
  },
  using: {
    id: 'using',
    done: hasWritten,
    read: async ({ written }) => {
      if (written === null) return null;
      return {
        before: tokens(written.prompt),
        after: text(textOfPieces(written.vocabulary, [...written.prompt, ...written.ids])),
        values: { drawn: written.ids.length },
      };
    },
  },
} satisfies Partial<Record<StepId, Step>>;
