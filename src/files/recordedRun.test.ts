import { expect, test } from 'vitest';
import { readRecordedRun, writeRecordedRun } from './recordedRun.ts';
import type { RecordedRun } from './recordedRun.ts';
import { writeSafetensors } from './safetensors.ts';

const run: RecordedRun = {
  config: { d_model: 4 },
  raw: '雾散了。\r\nOnce\u0000',
  tokenizer: { kind: 'char' },
  step: 40,
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
  evaluations: [{ step: 2, valLoss: 5, valAccuracy: 0.1, trainAccuracy: 0.2 }],
  samples: [{ step: 2, prompt: '', text: '雾' }],
  checkpoints: [
    { step: 0, weights: Float32Array.of(1, 2, 3, 4) },
    { step: 20, weights: Float32Array.of(-1, 0, 1, 2) },
  ],
};

test('a run comes back whole, its weights and moments within half precision of their size', () => {
  const back = readRecordedRun(writeRecordedRun(run));
  const { weights, m, v, ...exact } = back;
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

test('another safetensors file is refused with what it is', () => {
  expect(() => readRecordedRun(writeSafetensors(new Map(), { format: 'pt' }))).toThrow(/format pt/);
  expect(() => readRecordedRun(new Uint8Array(20))).toThrow(/safetensors/);
});
