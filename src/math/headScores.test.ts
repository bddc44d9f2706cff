import { describe, expect, it } from 'vitest';
import { SCORE_KINDS, headScore } from './headScores.ts';
import type { Score, ScoreKind } from './headScores.ts';

/** A pattern that puts all weight of query t on `key(t)`. */
function pointing(T: number, key: (t: number) => number): Float32Array {
  const pattern = new Float32Array(T * T);
  for (let t = 0; t < T; t++) pattern[t * T + key(t)] = 1;
  return pattern;
}

/** Even weight on all that query t may see. */
function even(T: number, causal: boolean): Float32Array {
  const pattern = new Float32Array(T * T);
  for (let t = 0; t < T; t++) {
    const sees = causal ? t + 1 : T;
    pattern.fill(1 / sees, t * T, t * T + sees);
  }
  return pattern;
}

/** All scores of a pattern. */
function headScores(pattern: Float32Array, ids: number[], causal: boolean): Record<ScoreKind, Score> {
  return Object.fromEntries(SCORE_KINDS.map((kind) => [kind, headScore(kind, pattern, ids, causal)])) as Record<ScoreKind, Score>;
}

const IDS = [5, 6, 7, 5, 6, 7];

describe('headScore', () => {
  it('gives a head that looks one back a previous-token score of 1 and no entropy', () => {
    const scores = headScores(
      pointing(6, (t) => Math.max(0, t - 1)),
      IDS,
      true,
    );
    expect(scores.previous).toMatchObject({ score: 1, queries: 5 });
    expect(scores.entropy.score).toBe(0);
    expect(scores.first.score).toBeCloseTo(1 / 5);
    expect(scores.induction.score).toBe(0);
  });

  it('gives a head that looks behind the last occurrence an induction score of 1', () => {
    // Queries 3, 4, 5 repeat 0, 1, 2; what followed those stands at 1, 2, 3.
    const scores = headScores(
      pointing(6, (t) => (t < 3 ? 0 : t - 2)),
      IDS,
      true,
    );
    expect(scores.induction).toMatchObject({ score: 1, queries: 3 });
    expect(scores.induction.uniform).toBeCloseTo((1 / 4 + 1 / 5 + 1 / 6) / 3);
  });

  it('counts only other places of the same token', () => {
    const onItself = headScores(
      pointing(6, (t) => t),
      IDS,
      true,
    );
    expect(onItself.same).toMatchObject({ score: 0, queries: 3 });
    const onTheTwin = headScores(
      pointing(6, (t) => (t < 3 ? 0 : t - 3)),
      IDS,
      true,
    );
    expect(onTheTwin.same.score).toBe(1);
  });

  it('measures an even head as exactly uniform in every score', () => {
    for (const causal of [true, false]) {
      for (const one of Object.values(headScores(even(6, causal), IDS, causal))) expect(one.score).toBeCloseTo(one.uniform, 6);
    }
  });

  it('looks at both sides when nothing is masked', () => {
    expect(headScores(even(6, false), IDS, false).same.queries).toBe(6);
    expect(headScores(even(6, true), IDS, true).same.queries).toBe(3);
  });

  it('says nothing where the text never repeats', () => {
    const scores = headScores(even(3, true), [1, 2, 3], true);
    expect(scores.same).toEqual({ score: Number.NaN, uniform: Number.NaN, queries: 0 });
    expect(scores.induction.queries).toBe(0);
  });

  it('refuses a pattern that is not square in the text', () => {
    expect(() => headScores(new Float32Array(5), [1, 2], true)).toThrow('wanted 2 × 2');
  });
});
