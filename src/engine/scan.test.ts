import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { ProblemError } from '#lexicon/problems.ts';
import { story, testEngine } from './fixtures/engine.ts';

const { engine, call, start, fractions } = testEngine();

beforeAll(async () => {
  await start({ text: story(4), config: { n_layers: 2 } });
  await call.train({ steps: 20 });
});

/** What the probe reads of a neuron at each token of the stretch that begins there. */
async function probed(start: number, layer: number, neuron: number, step?: number): Promise<number[]> {
  const { text } = engine.running();
  await call.probe({ input: Array.from(text?.info.ids.subarray(start, start + 12) ?? []) });
  const name = `blocks.${layer}.mlp.hook_post`;
  const { shape, data } = await call.read(step === undefined ? { name } : { name, step });
  return Array.from({ length: shape[0] ?? 0 }, (_, t) => data[t * (shape[1] ?? 0) + neuron] ?? Number.NaN);
}

test('the places found are those of brute force: each token read by the probe with half a context before it', async () => {
  const tokens = engine.running().text?.info.ids.length ?? 0;
  const found = await call.scan({ layer: 1, neuron: 7, step: null });
  expect(found?.step).toBe(20);
  expect(found?.values.length).toBe(tokens);
  const wanted: number[] = [];
  for (let start = 0; wanted.length < tokens; start += 6) {
    const at = Math.min(start, tokens - 12);
    const read = await probed(at, 1, 7);
    wanted.push(...read.slice(wanted.length - at));
  }
  found?.values.forEach((value, index) => expect(Math.abs(value - (wanted[index] ?? Number.NaN))).toBeLessThan(1e-5));
  const strongest = wanted.indexOf(Math.max(...wanted));
  expect(found?.values.indexOf(Math.max(...found.values))).toBe(strongest);
  const progress = fractions('scan');
  expect(progress.at(-1)).toBe(1);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
});

test('a reading goes on between training steps, by the weights it began with', async () => {
  const before = await call.scan({ layer: 0, neuron: 3, step: null });
  const scan = call.scan({ layer: 0, neuron: 3, step: null });
  const training = call.train({ steps: 15 });
  const during = await scan;
  await training;
  const after = await call.scan({ layer: 0, neuron: 3, step: null });
  expect(during).toEqual(before);
  expect(after?.values).not.toEqual(before?.values);
  expect((await call.scan({ layer: 0, neuron: 3, step: before?.step ?? 0 }))?.values).toEqual(before?.values);
});

test('a reading that is stopped or followed by another answers with nothing, and leaves no tensor', async () => {
  const tensors = memory().numTensors;
  const first = call.scan({ layer: 0, neuron: 0, step: null });
  const second = call.scan({ layer: 0, neuron: 1, step: null });
  expect(await first).toBeNull();
  expect((await second)?.values.length).toBeGreaterThan(0);
  const third = call.scan({ layer: 0, neuron: 0, step: null });
  await call.stopScan({});
  expect(await third).toBeNull();
  expect(memory().numTensors).toBe(tensors);
});

test('a neuron that is not there is refused', async () => {
  const refused = call.scan({ layer: 0, neuron: 24, step: null });
  await expect(refused).rejects.toBeInstanceOf(ProblemError);
  await expect(call.scan({ layer: 2, neuron: 0, step: null })).rejects.toMatchObject({ problem: { code: 'fieldRange' } });
});
