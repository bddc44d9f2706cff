import { describe, expect, test } from 'vitest';
import { axesOf } from '#lexicon/axes.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { COURSE } from '#lexicon/course.ts';
import type { ElementRef } from '#lexicon/expression.ts';
import type { TextInfo } from '#lexicon/messages.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { course } from '#lexicon/words/en/course.ts';
import { streamKey } from '#math/random.ts';
import { INITIAL_STATE } from '#state/store.ts';
import { factOf } from './facts.ts';
import { steps } from './index.ts';
import { piecesOf } from './markup.ts';
import { placeIn } from './shown.ts';
import type { Moment, Reading, Shown } from './step.ts';

const T = 7;
const config = (more: Partial<RunConfig>): RunConfig => ({
  ...DEFAULT_CONFIG,
  n_ctx: 9,
  d_vocab: 11,
  d_model: 12,
  d_mlp: 10,
  n_heads: 3,
  n_layers: 2,
  ...more,
});

/** Models that differ in all that a step could take for granted. */
const MODELS: Readonly<Record<string, RunConfig>> = {
  small: config({}),
  deep: config({ n_layers: 4, d_model: 8, n_heads: 2, d_mlp: 24, d_vocab: 17 }),
  rotary: config({ position: 'rope', normalization: 'rmsnorm', act_fn: 'silu', n_layers: 1, tie_embeddings: false }),
  post: config({ norm_placement: 'post', position: 'none', n_heads: 1 }),
};

function shapeOf(model: RunConfig, name: string): number[] {
  const plain = name.replace(/^adam\.[mv]\./, '');
  const slot = weightLayout(model).byName.get(plain.replace(/^grad\./, ''));
  if (slot) return [...slot.shape];
  const lengths: Record<string, number> = {
    T,
    S: T,
    D: model.d_model,
    H: model.n_heads,
    K: model.d_model / model.n_heads,
    F: model.d_mlp,
    V: model.d_vocab,
    '1': 1,
  };
  const axes = axesOf(model, plain);
  if (axes === null) throw new Error(`${name}: this model has no such array`);
  return Array.from(axes, (axis) => lengths[axis] ?? Number.NaN);
}

/** A number for each element of each array, always the same, between 0 and 1. */
function arrayOf(model: RunConfig, name: string): Float32Array {
  const size = shapeOf(model, name).reduce((product, length) => product * length, 1);
  return Float32Array.from({ length: size }, (_, i) => streamKey(1, name, i) / 2 ** 32);
}

function elementAt(model: RunConfig, { name, index }: ElementRef): number | undefined {
  const shape = shapeOf(model, name);
  if (index.length !== shape.length || index.some((i, axis) => i < 0 || i >= (shape[axis] ?? 0))) return undefined;
  return arrayOf(model, name)[index.reduce((flat, i, axis) => flat * (shape[axis] ?? 1) + i, 0)];
}

function textOf({ d_vocab }: RunConfig): TextInfo {
  const ids = Int32Array.from({ length: 40 }, (_, i) => (i * 3) % d_vocab);
  return {
    text: 'abc '.repeat(10),
    cleaning: { before: 41, after: 40, changes: [{ kind: 'control', count: 1, example: '' }] },
    ids,
    vocabulary: Array.from({ length: d_vocab }, (_, id) => ({ id, text: String.fromCodePoint(97 + id) })),
    counts: Uint32Array.from({ length: d_vocab }, (_, id) => ids.filter((other) => other === id).length),
    merges: [],
    trainTokens: 36,
    uniformNats: Math.log(d_vocab),
    unigramNats: 2,
    bigramNats: 1,
    notices: [],
    examples: {
      from: Int32Array.of(0, 5),
      answer: Int32Array.of(3, 8),
      scored: Int32Array.of(4, 9),
      to: Int32Array.of(5, 10),
      train: 1,
    },
  } as TextInfo;
}

function momentOf(model: RunConfig, more: Partial<Moment> = {}): Moment {
  const text = textOf(model);
  return {
    state: {
      ...INITIAL_STATE,
      config: model,
      text,
      step: 60,
      run: { runId: 1, config: model, parameters: 1, step: 60, tuned: true },
      writing: null,
      exchanges: [{ key: 1, says: 'a', reply: ' b', tokens: 3, fallen: 0, approved: true, corrected: null }],
      report: { runId: 1, report: { step: 60, changes: [], answers: [{ prompt: 'a', before: 'b', after: 'c' }] } },
    },
    config: model,
    text,
    written: { prompt: [0, 1], ids: [2, 3, 4], vocabulary: text.vocabulary },
    metrics: {
      last: () => ({ step: 60, loss: 2.5, gradNorm: 1, learningRate: 0.003 }),
      columns: () => ({
        step: Float64Array.of(1, 60),
        loss: Float32Array.of(4, 2.5),
        gradNorm: Float32Array.of(1, 1),
        learningRate: Float32Array.of(0.003, 0.003),
      }),
      evaluations: () => [{ step: 60, valLoss: 3, valAccuracy: 0.2, trainAccuracy: 0.4 }],
    },
    ids: text.ids.subarray(0, T),
    position: 4,
    target: text.ids[5],
    layer: model.n_layers - 1,
    head: model.n_heads - 1,
    read: async (name) => arrayOf(model, name),
    lookUp: async (ids) => ({
      starts: Int32Array.from({ length: ids.length + 1 }, (_, i) => i),
      lengths: Int32Array.from(ids, (_, i) => i),
      places: Int32Array.from(ids, () => 0),
      searched: 36,
    }),
    first: null,
    ...more,
  };
}

/** Every number of a side that has a place in the model, with the place. */
function placed(shown: Shown): { value: number; cell: ElementRef }[] {
  if (shown.kind === 'rows') return shown.rows.flatMap(({ value, cell }) => (cell ? [{ value, cell }] : []));
  const start = shown.kind === 'vector' ? shown.start : null;
  if (shown.kind !== 'vector' || start === null) return [];
  return Array.from(shown.values, (value, i) => ({ value, cell: placeIn(start, i) }));
}

/** The task that a step's reading is about, where it needs one. */
const TASKS: Readonly<Record<string, RunConfig['task']>> = {
  nextSentence: 'nextSentence',
  writtenTasks: 'summary',
  labelTasks: 'topic',
};

async function readingOf(id: (typeof COURSE)[number]['id'], model: RunConfig, more: Partial<Moment> = {}): Promise<Reading> {
  const reading = await steps[id].read(momentOf({ ...model, task: TASKS[id] ?? 'story' }, more));
  if (!reading) throw new Error(`${id} reads nothing`);
  return reading;
}

describe.each(Object.entries(MODELS))('in a %s model', (_name, model) => {
  test.each(COURSE.map(({ id }) => id))('%s shows each number where it stands in the model', async (id) => {
    const { before, after } = await readingOf(id, model);
    for (const { value, cell } of [...placed(before), ...placed(after)])
      expect(elementAt(model, cell), `${cell.name}[${cell.index.join(', ')}]`).toBe(value);
  });

  test.each(COURSE.map(({ id }) => id))('%s knows every number that its sentences name, and one right answer', async (id) => {
    const said = course.steps[id];
    const reading = await readingOf(id, model);
    const { text, task, done, says, ask } = said;
    const sentences = [...text, task, done, ...(says === undefined ? [] : [says]), ...(ask ? [ask.question, ask.reveal] : [])];
    const facts = sentences.flatMap(piecesOf).flatMap((piece) => (piece.kind === 'fact' ? [piece.fact] : []));
    expect(facts.filter((fact) => /^–$|NaN/.test(factOf(fact, momentOf(model), reading.values)))).toEqual([]);
    const right = steps[id].right?.(reading) ?? -1;
    expect(ask === undefined || ask.options[right] !== undefined).toBe(true);
  });
});

test('an example that lies outside the probed stretch is shown without a probability, the first one inside with it', async () => {
  const model = config({ task: 'topic' });
  const outside = await steps.labelTasks.read({ ...momentOf(model), state: { ...momentOf(model).state, probedFrom: 20 } });
  expect(outside?.after.kind).toBe('tokens');
  const inside = await steps.labelTasks.read({ ...momentOf(model), state: { ...momentOf(model).state, probedFrom: 5 } });
  expect(inside?.after).toMatchObject({ kind: 'rows', rows: [{ cell: { name: 'probe.softmax', index: [2, 24 % 11] } }, {}, {}] });
});

test('the update shows the weight as it was on arrival beside what it has become', async () => {
  const model = config({});
  const { values } = await readingOf('weightUpdate', model, { first: { weight: 9, to: 12 } });
  expect(values).toMatchObject({ from: 12, to: 60 });
  const { before } = await readingOf('weightUpdate', model, { first: { weight: 9, to: 12 } });
  expect(before).toMatchObject({ rows: [{ value: 9 }, {}] });
});

test('the step of Adam is the one that its moments give', async () => {
  const model = config({ optimizer: 'adam', adam_eps: 0 });
  const weight = 'h.1.mlp.c_fc.weight';
  const [m = 0, v = 0] = [arrayOf(model, `adam.m.${weight}`)[0], arrayOf(model, `adam.v.${weight}`)[0]];
  const wanted = -0.003 * (m / (1 - 0.9 ** 60) / Math.sqrt(v / (1 - 0.99 ** 60)));
  expect((await readingOf('optimizer', model)).values['change']).toBeCloseTo(wanted, 10);
});

test('on arrival the position of the card is selected where none is, and one that is selected stays', () => {
  const moment = momentOf(config({}));
  const selecting = COURSE.map(({ id }) => id).filter((id) => steps[id].look?.(moment));
  expect(selecting).toContain('output');
  for (const id of selecting) expect(steps[id].look?.(moment), id).toEqual({ position: 4 });
  const chosen = { ...moment, state: { ...moment.state, locked: { position: 0 } } };
  expect(selecting.filter((id) => steps[id].look?.(chosen))).toEqual([]);
  expect(selecting.filter((id) => steps[id].look?.({ ...moment, position: -1 }))).toEqual([]);
});
