import type { RunConfig } from './config.ts';

/** Where a falling schedule ends, as a share of the peak rate. */
const FLOOR = 0.1;

type ScheduleConfig = Pick<RunConfig, 'learning_rate' | 'schedule' | 'warmup_steps' | 'schedule_steps'>;

/**
 * The learning rate of update `step` (1 for the first): a linear warm-up from 0, then constant, or a
 * linear or cosine (Loshchilov and Hutter 2017) fall to a tenth of the peak at `schedule_steps`.
 */
export function learningRateAt(config: ScheduleConfig, step: number): number {
  const { learning_rate: peak, schedule, warmup_steps: warmup, schedule_steps: end } = config;
  if (step <= warmup) return (peak * step) / warmup;
  const progress = Math.min(1, (step - warmup) / Math.max(1, end - warmup));
  switch (schedule) {
    case 'constant':
      return peak;
    case 'linear':
      return peak * (1 - (1 - FLOOR) * progress);
    case 'cosine':
      return peak * (FLOOR + ((1 - FLOOR) * (1 + Math.cos(Math.PI * progress))) / 2);
  }
}
