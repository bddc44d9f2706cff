import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { dotsPath, linePath } from './LineChart.path.ts';

describe('linePath', () => {
  it('goes from place to place, begins anew behind a gap, and closes a place by itself', () => {
    expect(linePath(['0,1', '2,3', null, '4,5', null, null, '6,7', '8,9'])).toBe('M0,1L2,3M4,5ZM6,7L8,9');
    expect(linePath(['0,1'])).toBe('M0,1Z');
    expect(linePath([null])).toBe('');
    expect(linePath([])).toBe('');
  });

  it('takes little more room than its text has characters', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const curve = (): string => linePath(Array.from({ length: 1500 }, (_, at) => `${at / 10},${(at * 7) % 300}`));
    const bytesHeld = (): number => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    curve();
    const before = bytesHeld();
    const held = Array.from({ length: 100 }, curve);
    const bytes = bytesHeld() - before;
    expect(bytes).toBeLessThan(3 * held.reduce((sum, path) => sum + path.length, 0));
  });
});

it('dots stand at their places and nowhere in a gap', () => {
  expect(dotsPath(['0,1', null, '2,3'])).toBe('M0,1h0M2,3h0');
});
