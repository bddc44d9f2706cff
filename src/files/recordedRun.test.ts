import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack, unpack } from './gzip.ts';
import { readRecordedRun, readRunFile, writeRecordedRun, writeRunFile } from './recordedRun.ts';
import type { RecordedRun } from './recordedRun.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';

const run: RecordedRun = {
  config: { d_model: 4, frozen: ['wte'], tokenizer: { kind: 'char', vocab_size: 64 } },
  raw: '雾散了。\r\nOnce\u0000',
  pasted: {
    text: '<p>雾散了了。',
    preparation: {
      choice: { markup: null, width: true, spaces: false },
      rounds: [[{ kind: 'doubledWord', at: 2, before: '了了', after: '了' }]],
    },
  },
  tokenizer: { kind: 'char', characters: '雾散了', mask: false },
  name: '雾',
  step: 40,
  playhead: 20,
  ids: Int32Array.of(3, 1, 2),
  weights: Float32Array.of(0.5, -0.25, 1e-3, 0),
  m: Float32Array.of(1e-9, -2e-9, 0, 4e-10),
  v: Float32Array.of(1e-12, 4e-12, 0, 9e-14),
  metrics: {
    step: Float64Array.of(1, 2),
    loss: Float32Array.of(5.5, 5.25),
    gradNorm: Float32Array.of(1, 2),
    learningRate: Float32Array.of(0.1, 0.2),
  },
  evaluations: [{ step: 2, valLoss: Number.NaN, valAccuracy: 0.1, trainAccuracy: 0.2 }],
  samples: [{ step: 2, prompt: '', text: '雾' }],
  scores: [{ step: 2, scores: { perplexity: Number.NaN, exactMatch: 0.25 } }],
  base: null,
  checkpoints: [
    { step: 0, weights: Float32Array.of(1, 2, 3, 4) },
    { step: 20, weights: Float32Array.of(-1, 0, 1, 2) },
  ],
};

test('a run comes back from its file whole and to the last bit', async () => {
  const file = await writeRunFile(run, 'exact');
  expect(await readRunFile(file)).toEqual(run);
});

test('a run that was fine-tuned brings the weights along that it began with', async () => {
  const base = Float32Array.of(2, 1, 0.5, -8);
  expect((await readRunFile(await writeRunFile({ ...run, base }, 'small'))).base).toEqual(base);
});

test('written small, its weights and moments come back within half precision of their size, all else whole', () => {
  const { weights, m, v, ...exact } = readRecordedRun(writeRecordedRun(run, 'small'));
  const { weights: w0, m: m0, v: v0, ...wanted } = run;
  expect(exact).toEqual(wanted);
  for (const [got, sent] of [
    [weights, w0],
    [m, m0],
    [v, v0],
  ] as const) {
    sent.forEach((value, i) => expect(Math.abs((got[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(Math.abs(value) * 2 ** -9));
  }
});

test('the runs that the page opens with, of the first version and not packed, are read', async () => {
  for (const language of ['en', 'zh']) {
    const old = await readRunFile(readFileSync(new URL(`../../public/runs/${language}.gfrun`, import.meta.url)));
    expect([old.step, old.metrics.step.length, old.playhead]).toEqual([1000, 1000, null]);
    expect(old.weights.every(Number.isFinite)).toBe(true);
  }
});

test('another safetensors file is refused with what it is', async () => {
  expect(() => readRecordedRun(writeSafetensors(new Map(), { format: 'pt' }))).toThrow(/format pt/);
  await expect(readRunFile(new Uint8Array(20))).rejects.toThrow(/safetensors/);
});

test('a text that was pasted as the cleaning met it is written once; a file that knows neither it nor scores is read', () => {
  const pasted = { text: run.raw, preparation: { choice: { markup: false, width: false, spaces: false }, rounds: [] } };
  const { tensors, metadata } = readSafetensors(writeRecordedRun({ ...run, pasted }, 'exact'));
  expect(metadata['pasted']).not.toContain('Once');
  expect(readRecordedRun(writeSafetensors(tensors, metadata)).pasted).toEqual(pasted);
  const { pasted: _pasted, scores: _scores, ...before } = metadata;
  expect(readRecordedRun(writeSafetensors(tensors, before))).toEqual({ ...run, pasted: null, scores: [] });
});

test('a part of a wrong kind is refused with its place', () => {
  const { tensors, metadata } = readSafetensors(writeRecordedRun(run, 'exact'));
  const withPart = (name: string, value: unknown): (() => RecordedRun) => {
    const bytes = writeSafetensors(tensors, { ...metadata, [name]: JSON.stringify(value) });
    return () => readRecordedRun(bytes);
  };
  expect(withPart('samples', [{ step: 2, prompt: '', text: 7 }])).toThrow(/samples\.0\.text/);
  expect(withPart('evaluations', [{ step: -1, valLoss: 1, valAccuracy: 0, trainAccuracy: 0 }])).toThrow(/evaluations\.0\.step/);
  expect(withPart('config', { d_model: { deep: { deeper: 1 } } })).toThrow(/config\.d_model/);
  expect(withPart('tokenizer', { kind: 'bpe', merges: [[300, 1]], mask: false })).toThrow(/merge of pieces that come later/);
  expect(withPart('scores', [{ step: 2, scores: { charm: 1 } }])).toThrow(/scores\.0\.scores\.charm/);
  expect(withPart('pasted', { choice: { markup: null, width: true, spaces: true }, rounds: [[{ kind: 'spelling' }]] })).toThrow(
    /pasted\.rounds\.0\.0\.at/,
  );
  expect(withPart('scalars', { step: 1.5 })).toThrow(/scalars\.step/);
});

test('a small file that would unpack to more than may be is given up early', async () => {
  const bomb = await pack(new Uint8Array(1 << 20), 'gzip');
  expect(bomb.length).toBeLessThan(5000);
  await expect(unpack(bomb, 'gzip', 1 << 16)).rejects.toThrow(RangeError);
});

test('however a file is damaged, it is read or refused with a sentence, and nothing else happens', async () => {
  const packed = await writeRunFile(run, 'exact');
  const plain = writeRecordedRun(run, 'exact');
  const damage = fc.record({
    at: fc.nat(1 << 16),
    with: fc.uint8Array({ minLength: 1, maxLength: 12 }),
    cut: fc.oneof(fc.constant(0), fc.nat(400)),
  });
  const spoil = (bytes: Uint8Array, { at, with: patch, cut }: { at: number; with: Uint8Array; cut: number }): Uint8Array => {
    const copy = bytes.slice(0, bytes.length - Math.min(cut, bytes.length));
    if (copy.length > 0) copy.set(patch.subarray(0, Math.max(0, copy.length - (at % copy.length))), at % copy.length);
    return copy;
  };
  const outcome = async (bytes: Uint8Array): Promise<void> => {
    try {
      const read = await readRunFile(bytes);
      expect(read.m.length).toBe(read.weights.length);
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
      expect((error as Error).message.length).toBeLessThan(400);
    }
  };
  await fc.assert(
    fc.asyncProperty(damage, async (how) => outcome(spoil(plain, how))),
    { numRuns: 10_000 },
  );
  await fc.assert(
    fc.asyncProperty(damage, async (how) => outcome(spoil(packed, how))),
    { numRuns: 500 },
  );
});
