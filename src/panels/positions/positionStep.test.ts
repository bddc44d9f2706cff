import { expect, test } from 'vitest';
import { positionStep } from './PositionAxis.tsx';

test('the numbers along an axis go in round steps that leave room between them', () => {
  expect([24, 12, 8, 2, 1, 0.5].map(positionStep)).toEqual([1, 2, 5, 10, 20, 50]);
});
