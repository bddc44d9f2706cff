import { describe, expect, it } from 'vitest';
import { ARC_LIMIT, ARC_THRESHOLD, visibleArcs } from './Arcs.tsx';

const arc = (weight: number, to = 0) => ({ from: 5, to, weight, role: '--attn' });

describe('visibleArcs', () => {
  it('leaves out what is too light to see and draws the heaviest last, on top', () => {
    expect(visibleArcs([arc(0.9, 1), arc(ARC_THRESHOLD, 2), arc(0.1, 3)]).map(({ to }) => to)).toEqual([3, 1]);
  });
  it('keeps the heaviest when there are too many', () => {
    const many = Array.from({ length: 400 }, (_, to) => arc(0.1 + to / 1000, to));
    const shown = visibleArcs(many);
    expect(shown).toHaveLength(ARC_LIMIT);
    expect(shown[0]?.to).toBe(200);
    expect(shown.at(-1)?.to).toBe(399);
  });
});
