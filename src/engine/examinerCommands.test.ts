import { beforeAll, expect, test } from 'vitest';
import type { RunConfig } from '#lexicon/config.ts';
import type { EventName, Events } from '#lexicon/events.ts';
import { ProblemError } from '#lexicon/problems.ts';
import { handlers } from './commands.ts';
import { Engine } from './engine.ts';

const STORY = 'The bell rang three times. Who rings the bell? The sea rings the bell. '.repeat(12).trim();
const SMALL: Partial<RunConfig> = {
  d_model: 16,
  n_layers: 1,
  n_heads: 2,
  d_mlp: 16,
  n_ctx: 24,
  batch_size: 4,
  tokenizer: { kind: 'word', vocab_size: 128 },
};

const events: { [N in EventName]?: Events[N][] } = {};
function emit<N extends EventName>(name: N, value: Events[N]): void {
  ((events[name] ??= []) as Events[N][]).push(value);
}
const last = <N extends EventName>(name: N): Events[N] => {
  const value = (events[name] as Events[N][] | undefined)?.at(-1);
  if (!value) throw new Error(`no ${name} came`);
  return value;
};
const engine = new Engine(emit);
const call = handlers(engine, emit);

beforeAll(async () => {
  await call.boot({ text: STORY, config: SMALL, backend: 'cpu', wasmBase: '' });
  await call.sampling({ everySteps: 0, prompt: '' });
});

test('a story has no examples to answer, and that is said', async () => {
  await expect(call.examine({ count: 4 })).rejects.toThrow(ProblemError);
  await expect(call.examine({ count: 0 })).rejects.toThrow(/fieldRange/);
});

test('a task takes the place of the story, which waits beside it, and the way back leads to the trained run', async () => {
  await call.train({ steps: 2 });
  const { id } = engine.running();
  await call.configure({ patch: { task: 'sort' } });
  const { config, text } = engine.running();
  expect([config.d_model, config.task, text?.raw]).toEqual([16, 'sort', STORY]);
  expect(last('text').story).toBe(STORY);
  expect(last('text').examples?.train).toBeGreaterThan(1000);
  await call.restoreRun({ runId: id });
  expect([engine.running().config.task, engine.running().step]).toEqual(['story', 2]);
});

test('held-out examples are answered when asked and when a stretch is over; scores are kept by step', async () => {
  await call.configure({ patch: { task: 'topic' } });
  const report = await call.examine({ count: 4 });
  expect(report?.answers.length).toBe(4);
  expect(last('taskReport')).toEqual(report);
  await call.train({ steps: 1 });
  await expect.poll(() => engine.running().history.scores.map(({ step }) => step)).toEqual([0, 1]);
  expect(last('taskScores').rows.map(({ step }) => step)).toEqual([0, 1]);
});

test('a new story ends a task that is not made of stories, and stays with one that is', async () => {
  await call.loadText({ text: STORY });
  expect(engine.running().config.task).toBe('story');
  const many = Array.from({ length: 30 }, (_, i) => `The bell rang ${i} times.`).join(' ');
  await call.loadText({ text: many, patch: { task: 'nextSentence' } });
  await call.loadText({ text: `${many} Then it was still.` });
  expect(engine.running().config.task).toBe('nextSentence');
});

test('a story of too few sentences is refused for pairs, and the running model stays', async () => {
  const { id } = engine.running();
  await expect(call.loadText({ text: 'One. Two.' })).rejects.toThrow(/tooFewExamples/);
  expect(engine.running().id).toBe(id);
});
