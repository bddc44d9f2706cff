import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { COURSE } from '#lexicon/course.ts';
import type { StepId } from '#lexicon/course.ts';
import type { RunInfo, TextInfo } from '#lexicon/messages.ts';
import { INITIAL_STATE } from '#state/store.ts';
import type { Generation } from '#state/store.ts';
import { append, beginWriting } from '#state/writing.ts';
import { NO_ACTS, follow } from './acts.ts';
import type { Acts } from './acts.ts';
import { steps } from './index.ts';
import type { Known } from './step.ts';

const run = (runId: number, config: Partial<RunConfig> = {}, more: Partial<RunInfo> = {}): RunInfo => ({
  runId,
  config: { ...DEFAULT_CONFIG, ...config },
  parameters: 1,
  step: 500,
  ...more,
});

type Change = TextInfo['cleaning']['changes'][number];
const CONTROL: Change = { kind: 'control', count: 1, example: '' };
const story = (text: string, ...changes: Change[]): TextInfo =>
  ({ text, cleaning: { before: text.length, after: text.length, changes } }) as unknown as TextInfo;

/** A trained model on a story, before the learner does anything. */
const ARRIVED: Known = {
  ...INITIAL_STATE,
  phase: 'ready',
  run: run(1),
  text: story('Once upon a time.'),
  step: 500,
  writing: null,
  exchanges: [],
  report: null,
};

const config = (more: Partial<RunConfig>): Partial<Known> => ({ config: { ...DEFAULT_CONFIG, ...more } });
/** Another model, of such a config, that stands at such a step. */
const model = (more: Partial<RunConfig>, step = 0): Partial<Known> => ({ ...config(more), run: run(2, more), step });
const cell = (name: string): Partial<Known> => ({ locked: { cell: { name, index: [0, 0] } } });

const BEGUN = beginWriting({ runId: 1, vocabulary: [], prompt: [1], seed: 1 });
const WRITTEN = append(BEGUN, { id: 2, ledger: {} as never, byHand: false });
const generation = { prompt: 'Once', seed: 1, step: 500, result: { ids: [1, 2], steps: [] } } as unknown as Generation;
const says = (key: number): Known['exchanges'][number] => ({
  key,
  says: 'a',
  reply: 'b',
  tokens: 1,
  fallen: 0,
  approved: false,
  corrected: null,
});
const APART = {} as NonNullable<Known['apart']>;

/** Something that can happen: what the store holds afterwards, and what the hands did. */
type Event = { now?: Partial<Known>; acts?: Partial<Acts> };
const touch: Event = { acts: { touched: 1 } };
const go: Event = { acts: { positions: 1 } };

/** The ways to do what each step asks. */
const WAYS: Readonly<Record<StepId, readonly Event[]>> = {
  story: [touch, { now: { text: story('Another one.') } }],
  cleaning: [touch, { now: { text: story('Once upon a time.', CONTROL) } }],
  splitting: [{ ...touch, now: { locked: { token: 3 } } }],
  distribution: [{ acts: { trained: 50 } }],
  latent: [touch],
  sampling: [touch],
  postprocessing: [{ now: { generation } }, { now: { writing: WRITTEN } }],
  newStory: [{ now: { writing: WRITTEN, ...config({ temperature: 0.4 }) } }],
  collecting: [touch, { now: { text: story('Another one.') } }],
  preprocessing: [{ ...touch, now: { probedFrom: 40 } }],
  vocabulary: [{ ...touch, now: { locked: { token: 3 } } }],
  embeddingTable: [{ ...touch, now: { locked: { token: 3 } } }],
  architecture: [{ now: { preview: { n_layers: 3 } } }, { now: { preview: { d_model: 8 } } }, { now: model({ n_layers: 3 }) }],
  nextToken: [go],
  masked: [{ now: model({ objective: 'masked' }) }],
  nextSentence: [{ now: model({ task: 'nextSentence' }) }],
  writtenTasks: [{ now: model({ task: 'summary' }) }, { now: model({ task: 'dialogue' }) }],
  labelTasks: [{ now: model({ task: 'topic' }, 20) }],
  prediction: [go],
  crossEntropy: [{ acts: { positions: 2 } }],
  gradient: [{ now: cell('grad.unembed.hook_out') }, { now: cell('h.0.attn.c_attn.weight') }],
  weightUpdate: [{ acts: { trained: 1 } }, { now: { apart: APART } }],
  saving: [touch],
  input: [go],
  order: [go],
  queryKey: [{ ...touch, now: { locked: { key: 2 } } }, { now: cell('blocks.0.attn.hook_pattern') }],
  pattern: [go],
  heads: [{ now: { locked: { head: 1 } } }, { now: { locked: { layer: 1 } } }],
  feedForward: [{ now: { locked: { neuron: 5 } } }],
  residual: [go, { now: { locked: { layer: 1 } } }],
  layerNorm: [go],
  output: [{ now: config({ temperature: 0.4 }) }],
  optimizer: [{ acts: { trained: 1 }, now: config({ learning_rate: 0.5 }) }],
  evaluation: [{ acts: { trained: 50 } }, { now: { playhead: 40 } }],
  using: [{ now: { generation } }, { now: { writing: WRITTEN } }],
  pretrainStories: [{ acts: { trained: 100 } }],
  fineTune: [{ acts: { trained: 1 }, now: { run: run(2, {}, { tuned: true }) } }],
  talk: [{ now: { exchanges: [says(1)] } }],
  learnOn: [{ ...touch, now: { run: run(2, { task: 'talks' }) } }],
};

/** What no step asks for; the first four the page does by itself. */
const NOTHING: Readonly<Record<string, Event>> = {
  'saving by itself': {
    now: { keeping: { ...ARRIVED.keeping, state: 'kept', step: 500, version: 1 }, checkpoints: Float64Array.of(500) },
  },
  'a new frame': { now: { frameVersion: 9, metricsVersion: 9 } },
  'what a pointer passes over': { now: { hovered: { position: 3, token: 3, head: 1 } } },
  'the same story told again': { now: { run: run(2), text: story('Once upon a time.'), probedFrom: 0 } },
  'another language': { now: { language: 'zh' } },
  'a panel that stands alone': { now: { openPanel: 'flow' } },
  'a text that is begun and not gone on with': { now: { writing: BEGUN } },
  'a wider batch': { now: config({ batch_size: 64 }) },
  'a context under a hand': { now: { preview: { n_ctx: 8 } } },
  'a dimension': { now: { locked: { dimension: 3 } } },
  'a cell of the embeddings': { now: cell('hook_embed') },
  'a token, chosen elsewhere': { now: { locked: { token: 3 } } },
  'a key, chosen elsewhere': { now: { locked: { key: 2 } } },
};

/** Steps that one act does together, as they ask the same of the learner. */
const SAME: readonly (readonly StepId[])[] = [
  ['story', 'collecting'],
  ['nextToken', 'prediction', 'crossEntropy', 'input', 'order', 'pattern', 'residual', 'layerNorm'],
  ['heads', 'residual'],
  ['postprocessing', 'using', 'newStory'],
  ['output', 'newStory'],
  ['distribution', 'evaluation', 'pretrainStories', 'weightUpdate', 'optimizer', 'fineTune'],
];
const isSame = (a: StepId, b: StepId): boolean => a === b || SAME.some((ids) => ids.includes(a) && ids.includes(b));

const isDone = (id: StepId, { now, acts }: Event, then: Known = ARRIVED): boolean =>
  steps[id].done({ ...then, ...now }, then, { ...NO_ACTS, ...acts });

const IDS = COURSE.map(({ id }) => id);

describe.each(IDS)('the task of %s', (id) => {
  test('is done by each way to do what it asks', () => {
    expect(WAYS[id].map((way) => isDone(id, way))).toEqual(WAYS[id].map(() => true));
  });

  test('is not done on arrival, nor by what the page does by itself, nor by what nobody asked for', () => {
    expect(isDone(id, {})).toBe(false);
    expect(Object.keys(NOTHING).filter((name) => isDone(id, NOTHING[name] ?? {}))).toEqual([]);
  });

  test('is not done by what another step asks', () => {
    // A press in the place of another step is none in this one's.
    const others = IDS.filter((other) => !isSame(id, other)).flatMap((other) =>
      WAYS[other].filter(({ now, acts }) => isDone(id, { now: now ?? {}, acts: { ...acts, touched: 0 } })).map(() => other),
    );
    expect(others).toEqual([]);
  });
});

test('letting go of a selection does nothing that is asked', () => {
  const held: Known = {
    ...ARRIVED,
    playhead: 40,
    locked: { position: 3, key: 2, token: 3, neuron: 5, cell: { name: 'grad.unembed.hook_out', index: [3, 1] } },
  };
  expect(IDS.filter((id) => isDone(id, { now: { locked: {}, playhead: null } }, held))).toEqual([]);
});

test('a model that is already what a step asks for has done it on arrival', () => {
  for (const id of ['masked', 'nextSentence', 'writtenTasks', 'labelTasks'] as const)
    expect(isDone(id, {}, { ...ARRIVED, ...WAYS[id][0]?.now }), id).toBe(true);
  expect(isDone('heads', {}, { ...ARRIVED, run: run(1, { n_heads: 1, n_layers: 1 }) })).toBe(true);
});

test('the second exchange after the talk was emptied is one, and an old text that is looked at again is not written', () => {
  expect(isDone('talk', { now: { exchanges: [says(3)] } }, { ...ARRIVED, exchanges: [says(1), says(2)] })).toBe(true);
  expect(isDone('talk', { now: { exchanges: [says(1)] } }, { ...ARRIVED, exchanges: [says(1), says(2)] })).toBe(false);
  expect(isDone('using', { now: { writing: { ...WRITTEN, current: 0 } } }, { ...ARRIVED, writing: WRITTEN })).toBe(false);
  expect(isDone('using', { now: { writing: BEGUN } }, { ...ARRIVED, writing: WRITTEN })).toBe(false);
});

test('steps are counted where they were taken, not where a run was opened that has them', () => {
  const later = { ...ARRIVED, step: 530 };
  expect(follow(NO_ACTS, ARRIVED, later).trained).toBe(30);
  expect(follow(NO_ACTS, ARRIVED, { ...later, run: run(2) }).trained).toBe(0);
  expect(follow({ ...NO_ACTS, trained: 30 }, later, ARRIVED).trained).toBe(30);
});

test('a position counts when it is another one', () => {
  const at = (position: number | null): Known => ({ ...ARRIVED, locked: { position } });
  expect(follow(NO_ACTS, ARRIVED, at(3)).positions).toBe(1);
  expect(follow(NO_ACTS, at(3), at(3)).positions).toBe(0);
  expect(follow(NO_ACTS, at(3), at(null)).positions).toBe(0);
  expect(follow(NO_ACTS, at(3), at(4)).positions).toBe(1);
});
