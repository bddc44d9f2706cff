import { expect, test } from 'vitest';
import { learningRateAt } from './schedule.ts';

const base = { learning_rate: 0.01, warmup_steps: 10, schedule_steps: 110 } as const;

test('warm-up rises linearly and reaches the peak at its last step', () => {
  expect(learningRateAt({ ...base, schedule: 'cosine' }, 1)).toBeCloseTo(0.001, 12);
  expect(learningRateAt({ ...base, schedule: 'cosine' }, 10)).toBe(0.01);
});

test('a constant schedule stays, linear and cosine are halfway in the middle and end at a tenth', () => {
  expect(learningRateAt({ ...base, schedule: 'constant' }, 5000)).toBe(0.01);
  for (const schedule of ['linear', 'cosine'] as const) {
    expect(learningRateAt({ ...base, schedule }, 60)).toBeCloseTo(0.0055, 12);
    expect(learningRateAt({ ...base, schedule }, 110)).toBeCloseTo(0.001, 12);
    expect(learningRateAt({ ...base, schedule }, 9999)).toBeCloseTo(0.001, 12);
  }
});
