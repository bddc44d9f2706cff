import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Checkpoints, nextMilestone } from './checkpoints.ts';

const weights = new Float32Array(4);
const filled = (count: number, capacity: number): Checkpoints => {
  const checkpoints = new Checkpoints(4, capacity * 16);
  for (let step = 0; step < count; step++) checkpoints.add({ step, weights });
  return checkpoints;
};

test('whatever the number of steps, the first and the newest stay and the budget holds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 8, max: 60 }), (count, capacity) => {
      const steps = filled(count, capacity).steps();
      expect(steps.length).toBeLessThanOrEqual(capacity);
      expect(steps[0]).toBe(0);
      expect(steps[steps.length - 1]).toBe(count - 1);
    }),
  );
});

test('the kept step nearest to the one asked for answers', () => {
  const checkpoints = new Checkpoints(
    4,
    1e6,
    [3, 10, 50].map((step) => ({ step, weights })),
  );
  expect(checkpoints.nearest(0)?.step).toBe(3);
  expect(checkpoints.nearest(29)?.step).toBe(10);
  expect(checkpoints.nearest(31)?.step).toBe(50);
  expect(checkpoints.exact(11)).toBeUndefined();
});

test('milestones are 1, 2, 5, 10, 20, 50, …', () => {
  const milestones: number[] = [];
  for (let step = 0; step < 1000; step = nextMilestone(step)) milestones.push(step);
  expect(milestones).toEqual([0, 1, 2, 5, 10, 20, 50, 100, 200, 500]);
});

test('going back forgets what came after', () => {
  const checkpoints = filled(20, 100);
  checkpoints.truncate(7);
  expect(Array.from(checkpoints.steps())).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('a selection holds both ends and is denser early', () => {
  const steps = filled(300, 400)
    .selection(6)
    .map(({ step }) => step);
  expect(steps[0]).toBe(0);
  expect(steps.at(-1)).toBe(299);
  expect(steps.filter((step) => step < 150).length).toBeGreaterThan(3);
});
