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
  expect(holder.take(first)).toBeNull();
  const loss = holder.read('probe.loss');
  expect(loss).toEqual({ name: 'probe.loss', shape: [2], axes: 'T', data: new Float32Array([5, 6]) });
  expect(loss?.data.buffer).toBe(first.data.buffer);
  expect(holder.read('probe.loss')).toBe(loss);
  holder.take(frame(2));
  expect(holder.read('probe.loss')?.data).toEqual(new Float32Array([10, 12]));
});

test('the buffer of a replaced frame is handed over once, the present one never', () => {
  const holder = createFrameHolder();
  const [first, second] = [frame(1), frame(2)];
  holder.take(first);
  expect(holder.take(second)).toBe(first.data.buffer);
  expect(holder.take(second)).toBeNull();
  expect(holder.clear()).toBe(second.data.buffer);
  expect(holder.clear()).toBeNull();
});
