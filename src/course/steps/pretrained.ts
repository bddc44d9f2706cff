import type { StepId } from '#lexicon/course.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { rowOf } from '#math/statistics.ts';
import { nameOf } from '../model.ts';
import { rows, tokens, vector } from '../shown.ts';
import type { Moment, Step } from '../step.ts';
import { isOtherStory } from '../tasks.ts';

/** Tokens of a training example that the card writes out. */
const QUOTED = 8;
/** What the learner is asked to change of the architecture. */
const SIZES = ['n_layers', 'd_model'] as const;

/** The token looked at: the selected one, else the one at the position. */
function tokenOf({ state, config, ids, position }: Moment): number | undefined {
  const { token } = state.locked;
  return token !== null && token !== undefined && token < config.d_vocab ? token : ids[position];
}

/** How many parameters lie in weights whose names match. */
function parametersIn({ config }: Moment, names: RegExp): number {
  return weightLayout(config)
    .slots.filter(({ name }) => names.test(name))
    .reduce((sum, { size }) => sum + size, 0);
}

/** What stands before training: the text as examples, the list of tokens, the table, the machine. */
export const pretrained = {
  collecting: {
    id: 'collecting',
    acts: '.story__actions .menu > button',
    done: (now, then, { touched }) => touched > 0 || isOtherStory(now, then),
    read: async ({ text, config }) => {
      if (!text) return null;
      const parameters = weightLayout(config).parameters;
      const perParameter = text.ids.length / parameters;
      return {
        before: rows({ name: { word: 'characters' }, value: Array.from(text.text).length, as: 'count' }),
        after: rows(
          { name: { word: 'tokens' }, value: text.ids.length, as: 'count' },
          { name: { word: 'parameters' }, value: parameters, as: 'count' },
          { name: { word: 'perParameter' }, value: perParameter },
        ),
        values: { perParameter },
      };
    },
    right: ({ values }) => (Number(values['perParameter']) < 1 ? 0 : 1),
  },
  preprocessing: {
    id: 'preprocessing',
    acts: '.text-panel__story .token-flow__chip, .text-panel__first',
    done: (now, then, { touched }) => touched > 0 && now.probedFrom !== null && now.probedFrom !== then.probedFrom,
    read: async ({ text, ids, config }) => {
      if (!text || ids.length < 2) return null;
      const shown = Math.min(QUOTED, ids.length - 1);
      return {
        before: tokens(ids.subarray(0, shown)),
        after: tokens(ids.subarray(1, shown + 1)),
        values: { windows: Math.max(0, text.trainTokens - config.n_ctx) },
      };
    },
  },
  vocabulary: {
    id: 'vocabulary',
    acts: '.text-panel__table tbody button',
    done: (now, _then, { touched }) => touched > 0 && (now.locked.token ?? null) !== null,
    read: async (moment) => {
      const token = tokenOf(moment);
      if (!moment.text || token === undefined) return null;
      const count = moment.text.counts[token] ?? 0;
      const place = moment.text.ids.indexOf(token);
      return {
        before: tokens([token]),
        after: rows(
          { name: { word: 'id' }, value: token, as: 'count' },
          { name: { word: 'count' }, value: count, as: 'count' },
          ...(place < 0 ? [] : [{ name: { word: 'firstPlace' }, value: place, as: 'count' } as const]),
        ),
        values: { id: token, count },
      };
    },
  },
  embeddingTable: {
    id: 'embeddingTable',
    tex: String.raw`\textcolor{embed}{E}\in\mathbb R^{V\times D},\qquad \mathrm{id}\;\mapsto\;\textcolor{embed}{E_{\mathrm{id}}}`,
    acts: '[role=grid], [role=listbox]',
    done: (now, _then, { touched }) => touched > 0 && (now.locked.token ?? null) !== null,
    read: async (moment) => {
      const { config } = moment;
      const token = tokenOf(moment);
      if (token === undefined) return null;
      const row = rowOf(await moment.read('wte.weight'), token, config.d_model);
      return {
        before: tokens([token], true),
        after: vector(row, 'wte.weight', [token], '--embed'),
        values: { id: token, piece: nameOf(moment, token), table: config.d_vocab * config.d_model },
      };
    },
  },
  architecture: {
    id: 'architecture',
    done: ({ preview, config }, then) =>
      SIZES.some((size) => preview?.[size] !== undefined || config[size] !== then.config[size]),
    read: async (moment) => {
      const { config } = moment;
      const total = weightLayout(config).parameters;
      const attention = parametersIn(moment, /^h\.\d+\.attn\./);
      const ffn = parametersIn(moment, /^h\.\d+\.mlp\./);
      const tables = parametersIn(moment, /^(wte|wpe|lm_head)\./);
      return {
        before: rows(
          { name: { word: 'layers' }, value: config.n_layers, as: 'count' },
          { name: { word: 'heads' }, value: config.n_heads, as: 'count' },
          { name: { word: 'width' }, value: config.d_model, as: 'count' },
          { name: { word: 'ffnWidth' }, value: config.d_mlp, as: 'count' },
          { name: { word: 'context' }, value: config.n_ctx, as: 'count' },
          { name: { word: 'vocabulary' }, value: config.d_vocab, as: 'count' },
        ),
        after: rows(
          { name: { word: 'inTables' }, value: tables, as: 'count' },
          { name: { word: 'inAttention' }, value: attention, as: 'count' },
          { name: { word: 'inFfn' }, value: ffn, as: 'count' },
          { name: { word: 'inNorms' }, value: total - tables - attention - ffn, as: 'count' },
          { name: { word: 'parameters' }, value: total, as: 'count' },
        ),
        values: { total, tables, attention, ffn },
      };
    },
    right: ({ values }) => {
      const sizes = [Number(values['tables']), Number(values['attention']), Number(values['ffn'])];
      return sizes.indexOf(Math.max(...sizes));
    },
  },
} satisfies Partial<Record<StepId, Step>>;
