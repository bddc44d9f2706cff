import { expect, test } from 'vitest';
import type { Frame } from '#lexicon/messages.ts';
import { createFrameHolder } from './frame.ts';

const frame = (step: number): Frame => ({
  runId: 1,
  step,
  live: true,
  ids: new Int32Array([3, 4]),
  entries: [
    { name: 'hook_embed', shape: [2, 2], axes: 'TD', offset: 0, length: 4 },
    { name: 'probe.loss', shape: [2], axes: 'T', offset: 4, length: 2 },
  ],
  data: Float32Array.from([1, 2, 3, 4, 5, 6], (value) => value * step),
});

test('arrays are views of the frame by name, the same until the next frame', () => {
  const holder = createFrameHolder();
  const first = frame(1);
  expect(holder.read('hook_embed')).toBeUndefined();
  holder.take(first);
  const loss = holder.read('probe.loss');
  expect(loss).toEqual({ name: 'probe.loss', shape: [2], axes: 'T', data: new Float32Array([5, 6]) });
  expect(loss?.data.buffer).toBe(first.data.buffer);
  expect(holder.read('probe.loss')).toBe(loss);
  holder.take(frame(2));
  expect(holder.read('probe.loss')?.data).toEqual(new Float32Array([10, 12]));
});

test('a snapshot stays what it was when the next frame comes', () => {
  const holder = createFrameHolder();
  holder.take(frame(1));
  const before = holder.snapshot();
  holder.take(frame(2));
  expect(before.frame?.step).toBe(1);
  expect(before.read('probe.loss')?.data).toEqual(new Float32Array([5, 6]));
  expect(holder.snapshot().version).toBeGreaterThan(before.version);
});

test('of a frame with another step every array can be read as the difference, and as it is', () => {
  const holder = createFrameHolder();
  const data = Float32Array.of(1, 1, -Infinity, 1, 2, 2);
  holder.take({ ...frame(1), data: Float32Array.of(1, 2, -Infinity, 4, 5, 6), other: { step: 0, data } });
  const { read, readDifference, readOther, difference } = holder.snapshot();
  expect(difference).toEqual({ a: 1, b: 0 });
  expect(readDifference('hook_embed')?.data).toEqual(Float32Array.of(0, 1, Number.NaN, 3));
  expect(readDifference('probe.loss')).toMatchObject({ shape: [2], axes: 'T', data: Float32Array.of(3, 4) });
  expect(read('probe.loss')?.data).toEqual(Float32Array.of(5, 6));
  expect(readOther('probe.loss')?.data).toEqual(Float32Array.of(2, 2));
  holder.take(frame(2));
  expect(holder.snapshot().difference).toBeNull();
  expect(holder.snapshot().readDifference('probe.loss')).toEqual(holder.read('probe.loss'));
});
