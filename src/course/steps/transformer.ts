import { headWidth } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import type { StepId } from '#lexicon/course.ts';
import { largest, norm, rowOf } from '#math/statistics.ts';
import { lookHere, nameOf } from '../model.ts';
import { rows, tokens, vector } from '../shown.ts';
import type { Moment, Row, Step } from '../step.ts';
import { isNewCell } from '../tasks.ts';

/** Keys that the card lists. */
const KEYS = 4;
/** What says of one token how it looks at another. */
const ATTENTION = /\.attn\.hook_(attn_scores|pattern)$/;

/** One row of scores or weights of the head looked at, with its place. */
async function attentionRow(
  { ids, layer, head, position, read }: Moment,
  hook: string,
): Promise<{ name: string; row: Float32Array }> {
  const name = `blocks.${layer}.attn.${hook}`;
  const T = ids.length;
  return { name, row: rowOf(await read(name), head * T + position, T) };
}

/** The numbers of a row at some keys, each under the key's token. */
function keyRows(
  { ids, head, position }: Moment,
  name: string,
  row: Float32Array,
  keys: readonly number[],
  as: Row['as'],
): Row[] {
  return keys.map((key) => ({
    name: { token: ids[key] ?? 0 },
    value: row[key] ?? Number.NaN,
    as: as ?? 'number',
    cell: { name, index: [head, position, key] },
  }));
}

/** The keys that a query can see, the best fitting first. */
const seenKeys = (scores: Float32Array): number[] => largest(scores, KEYS).filter((key) => scores[key] !== -Infinity);

/** One head's vector of a position, [K], with its place. */
async function headVector(moment: Moment, hook: string, role: string) {
  const { config, layer, head, position, read } = moment;
  const name = `blocks.${layer}.attn.${hook}`;
  const row = rowOf(await read(name), position * config.n_heads + head, headWidth(config));
  return vector(row, name, [position, head], role);
}

/** Where the position of a token comes in: added to its embedding, by turning queries and keys, or nowhere. */
async function positionIn(moment: Moment) {
  const { config, position, read } = moment;
  const row = async (name: string) => vector(rowOf(await read(name), position, config.d_model), name, [position], '--embed');
  if (config.position === 'rope')
    return [await headVector(moment, 'hook_q', '--q'), await headVector(moment, 'hook_rot_q', '--q')] as const;
  return [await row('hook_embed'), await row('blocks.0.hook_resid_pre')] as const;
}

/** Two tokens alike at two places stay alike where no position is added to the vector itself. */
const changesVector = ({ position }: ModelConfig): boolean => position === 'learned' || position === 'sinusoidal';

/** From a number to what one token takes from another. */
export const transformer = {
  input: {
    id: 'input',
    look: lookHere,
    tex: String.raw`\textcolor{embed}{x_t}=\textcolor{embed}{E_{\mathrm{id}_t}}`,
    done: (_now, _then, { positions }) => positions > 0,
    read: async (moment) => {
      const { config, ids, position } = moment;
      const id = ids[position];
      if (id === undefined) return null;
      const row = rowOf(await moment.read('hook_embed'), position, config.d_model);
      return {
        before: tokens([id], true),
        after: vector(row, 'hook_embed', [position], '--embed'),
        values: { piece: nameOf(moment, id), id, place: position },
      };
    },
  },
  order: {
    id: 'order',
    look: lookHere,
    tex: String.raw`\textcolor{resid}{x_t}=\textcolor{embed}{E_{\mathrm{id}_t}}+\textcolor{embed}{P_t}`,
    done: (_now, _then, { positions }) => positions > 0,
    read: async (moment) => {
      if (moment.ids.length === 0) return null;
      const [before, after] = await positionIn(moment);
      return { before, after, values: { place: moment.position, changes: changesVector(moment.config) ? 1 : 0 } };
    },
    right: ({ values }) => (values['changes'] === 1 ? 0 : 1),
  },
  queryKey: {
    id: 'queryKey',
    look: lookHere,
    tex: String.raw`S_{t,s}=\dfrac{\textcolor{q}{q_t}\cdot\textcolor{k}{k_s}}{\sqrt{d}}`,
    acts: '.pattern [role=grid]',
    done: (now, then, { touched }) =>
      (touched > 0 && (now.locked.key ?? null) !== null) || isNewCell(now, then, (name) => ATTENTION.test(name)),
    read: async (moment) => {
      if (moment.ids.length === 0) return null;
      const { name, row } = await attentionRow(moment, 'hook_attn_scores');
      const keys = seenKeys(row);
      return {
        before: await headVector(moment, moment.config.position === 'rope' ? 'hook_rot_q' : 'hook_q', '--q'),
        after: rows(...keyRows(moment, name, row, keys, 'number')),
        values: {
          query: nameOf(moment, moment.ids[moment.position] ?? 0),
          best: nameOf(moment, moment.ids[keys[0] ?? 0] ?? 0),
        },
      };
    },
  },
  pattern: {
    id: 'pattern',
    acts: '.pattern [role=grid]',
    look: lookHere,
    tex: String.raw`\textcolor{attn}{A_{t,s}}=\dfrac{e^{S_{t,s}}}{\sum_{s'\le t}e^{S_{t,s'}}},\qquad \textcolor{attn}{z_t}=\sum_s \textcolor{attn}{A_{t,s}}\,\textcolor{v}{v_s}`,
    done: (_now, _then, { positions }) => positions > 0,
    read: async (moment) => {
      if (moment.ids.length === 0) return null;
      const scores = await attentionRow(moment, 'hook_attn_scores');
      const weights = await attentionRow(moment, 'hook_pattern');
      const first = (await moment.read(weights.name))[moment.head * moment.ids.length ** 2] ?? Number.NaN;
      const keys = seenKeys(scores.row);
      return {
        before: rows(...keyRows(moment, scores.name, scores.row, keys, 'number')),
        after: rows(...keyRows(moment, weights.name, weights.row, keys, 'share')),
        values: { first, sum: weights.row.reduce((sum, weight) => sum + weight, 0) },
      };
    },
    right: ({ values }) => (Number(values['first']) > 0.999 ? 0 : 1),
  },
  heads: {
    id: 'heads',
    look: lookHere,
    tex: String.raw`\textcolor{attn}{o_t}=[\textcolor{attn}{z^1_t};\dots;\textcolor{attn}{z^H_t}]\,W^O`,
    // A model with a single head has no other to look at.
    done: ({ locked, run }, then) =>
      (locked.head ?? 0) !== (then.locked.head ?? 0) ||
      (locked.layer ?? 0) !== (then.locked.layer ?? 0) ||
      (run?.config.n_heads === 1 && run.config.n_layers === 1),
    read: async (moment) => {
      const { config, layer, position, ids } = moment;
      if (ids.length === 0) return null;
      const name = `blocks.${layer}.hook_attn_out`;
      const row = rowOf(await moment.read(name), position, config.d_model);
      return {
        before: await headVector(moment, 'hook_z', '--attn'),
        after: vector(row, name, [position], '--attn'),
        values: { length: norm(row) },
      };
    },
  },
} satisfies Partial<Record<StepId, Step>>;
