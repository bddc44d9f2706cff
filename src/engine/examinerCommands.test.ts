import { beforeAll, expect, test } from 'vitest';
import { ProblemError } from '#lexicon/problems.ts';
import { testEngine } from './fixtures/engine.ts';

const STORY = 'The bell rang three times. Who rings the bell? The sea rings the bell. '.repeat(12).trim();
const { engine, call, start, last } = testEngine();

beforeAll(() => start({ text: STORY, config: { d_mlp: 16, n_ctx: 24, tokenizer: { kind: 'word', vocab_size: 128 } } }));

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
