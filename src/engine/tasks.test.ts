import { dispose } from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { prepare } from '#corpus/prepare.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { TaskMeasure, TaskReport } from '#lexicon/messages.ts';
import { headScore } from '#math/headScores.ts';
import { useBackend } from '#model/fixtures/backends.ts';
import { probe } from '#model/probe.ts';
import { simdTrainerOf } from '#model/simd/simdTrainer.ts';
import { disposeAll } from './capture.ts';
import { Examiner } from './examiner.ts';
import { Lock } from './lock.ts';
import { freshRun, revive } from './run.ts';
import type { Run } from './run.ts';
import { batchAt, evaluateRun, settingsAt } from './training.ts';

const LITTLE = readFileSync(new URL('../../public/samples/en-little-stories.txt', import.meta.url), 'utf8');

/** A small model that learns exercises fast: distances in short texts turn its rotary pairs far enough. */
const SMALL: RunConfig = {
  ...DEFAULT_CONFIG,
  d_model: 32,
  d_mlp: 64,
  n_layers: 2,
  n_heads: 4,
  n_ctx: 64,
  position: 'rope',
  rope_base: 30,
  tie_embeddings: false,
  batch_size: 32,
  learning_rate: 0.01,
  schedule: 'cosine',
  weight_decay: 0.01,
  tokenizer: { kind: 'word', vocab_size: 512 },
};

beforeAll(() => useBackend('wasm'));

/** A model as the engine makes it, with the trainer of the SIMD module. */
async function made(patch: Partial<RunConfig>, story = ''): Promise<Run> {
  const config = { ...SMALL, ...patch };
  const text = { ...(await prepare(story, config)), raw: story };
  const { state, ...rest } = freshRun(1, { ...config, d_vocab: text.tokenizer.d_vocab }, text);
  return { ...rest, trainer: await simdTrainerOf('portable')(rest.config, state) };
}

async function train(run: Run, steps: number): Promise<void> {
  const config = { ...run.config, schedule_steps: steps };
  for (let step = 1; step <= steps; step++) run.trainer.step(batchAt(run, step), settingsAt(config, step));
  await run.trainer.scalars();
  run.step = steps;
}

async function examined(run: Run, count = 64): Promise<TaskReport> {
  const report = await new Examiner(
    new Lock(),
    () => undefined,
    () => run,
  ).examine(run, count, () => undefined);
  if (!report) throw new Error('the examination was ended');
  return report;
}

type Law = { patch: Partial<RunConfig>; steps: number; measure: TaskMeasure; atLeast: number };
const LAWS: readonly Law[] = [
  { patch: { task: 'copy' }, steps: 800, measure: 'exactMatch', atLeast: 0.9 },
  { patch: { task: 'reverse', position: 'learned' }, steps: 350, measure: 'exactMatch', atLeast: 0.9 },
  { patch: { task: 'sort', position: 'learned' }, steps: 400, measure: 'exactMatch', atLeast: 0.9 },
  {
    patch: { task: 'addition', position: 'learned', tokenizer: { kind: 'char', vocab_size: 64 } },
    steps: 600,
    measure: 'exactMatch',
    atLeast: 0.85,
  },
  { patch: { task: 'sentiment', batch_size: 16 }, steps: 120, measure: 'accuracy', atLeast: 0.95 },
  { patch: { task: 'topic' }, steps: 150, measure: 'accuracy', atLeast: 0.95 },
  { patch: { task: 'entities', task_language: 'zh' }, steps: 120, measure: 'f1', atLeast: 0.98 },
  { patch: { task: 'questions', n_layers: 1 }, steps: 250, measure: 'exactMatch', atLeast: 0.95 },
  { patch: { task: 'translation', n_layers: 1 }, steps: 200, measure: 'bleu', atLeast: 0.95 },
  { patch: { task: 'summary', batch_size: 16 }, steps: 200, measure: 'rougeL', atLeast: 0.95 },
  { patch: { task: 'dialogue', batch_size: 16, n_layers: 1 }, steps: 500, measure: 'exactMatch', atLeast: 0.9 },
  { patch: { task: 'nextSentence', n_layers: 1 }, steps: 400, measure: 'accuracy', atLeast: 0.8 },
];

test.each(LAWS)(
  '$patch.task: after $steps steps from the seed, held-out examples are answered to $measure ≥ $atLeast',
  async ({ patch, steps, measure, atLeast }) => {
    const run = await made(patch, LITTLE);
    await train(run, steps);
    const { scores, answers, heldOut, step } = await examined(run);
    expect(step).toBe(steps);
    expect(heldOut).toBeGreaterThan(answers.length - 1);
    expect(scores[measure]).toBeGreaterThanOrEqual(atLeast);
    expect(scores.perplexity).toBeLessThan(3);
    expect(answers.filter(({ right }) => right).length / answers.length).toBeCloseTo(scores.exactMatch ?? Number.NaN, 9);
    run.trainer.dispose();
  },
);

/** The highest induction score of any head on the probed example. */
async function bestInduction(run: Run): Promise<number> {
  const { config, ids } = run;
  const weights = run.trainer.tensors();
  const names = Array.from({ length: config.n_layers }, (_, layer) => `blocks.${layer}.attn.hook_pattern`);
  const patterns = probe(config, weights, ids, names);
  disposeAll(weights);
  const size = ids.length ** 2;
  const scores = [...patterns.values()].flatMap((pattern) => {
    const data = pattern.dataSync<'float32'>();
    return Array.from({ length: config.n_heads }, (_, head) => {
      return headScore('induction', data.subarray(head * size, (head + 1) * size), ids, true).score;
    });
  });
  dispose([...patterns.values()]);
  return Math.max(...scores);
}

test('induction: a head comes up that looks behind the earlier occurrence, and rows never seen are continued', async () => {
  const run = await made({ task: 'induction' });
  const before = await bestInduction(run);
  await train(run, 700);
  const after = await bestInduction(run);
  expect(before).toBeLessThan(0.25);
  expect(after).toBeGreaterThan(0.5);
  expect((await examined(run)).scores.exactMatch).toBeGreaterThan(0.8);
  run.trainer.dispose();
});

test('hidden words of a story are guessed better than by how frequent they are', async () => {
  const run = await made({ objective: 'masked', n_ctx: 32 }, LITTLE);
  await train(run, 250);
  const { valLoss, valAccuracy } = await evaluateRun(run);
  expect(valLoss).toBeLessThan(0.5 * (run.text?.info.unigramNats ?? 0));
  expect(valAccuracy).toBeGreaterThan(0.5);
  run.trainer.dispose();
});

test('with the masked objective an answer is filled in at once, from both sides', async () => {
  const run = await made({ task: 'topic', objective: 'masked' });
  await train(run, 150);
  const { scores } = await examined(run);
  expect(scores.accuracy).toBeGreaterThan(0.95);
  run.trainer.dispose();
});

test('before training nothing is known, and an examination that is ended answers with null', async () => {
  const run = await made({ task: 'translation' });
  expect((await examined(run, 8)).scores.exactMatch).toBe(0);
  const examiner = new Examiner(
    new Lock(),
    () => undefined,
    () => run,
  );
  const under = examiner.examine(run, 8, () => undefined);
  examiner.stop();
  expect(await under).toBeNull();
  run.trainer.dispose();
});

test('the same seed gives the same answers, and a kept run goes on where it stood', async () => {
  const [a, b] = [await made({ task: 'topic' }), await made({ task: 'topic' })];
  await train(a, 40);
  await train(b, 40);
  const [first, second] = [await examined(a, 16), await examined(b, 16)];
  expect(second).toEqual(first);
  const state = await a.trainer.state();
  a.trainer.dispose();
  const { trainer: _, ...kept } = a;
  const back = await revive({ ...kept, state });
  expect((await examined(back, 16)).answers).toEqual(first.answers);
  back.trainer.dispose();
  b.trainer.dispose();
});
