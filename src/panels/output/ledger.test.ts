import { expect, test } from 'vitest';
import { rng } from '#math/random.ts';
import { softmax } from '#math/softmax.ts';
import { guesses, lossOf, makeLedger } from './ledger.ts';

const uniform = rng(2, 'logits');
const LOGITS = Float32Array.from({ length: 200 }, () => 6 * uniform() - 3);

test('rows and tail together are the whole distribution, before and after the filters', () => {
  for (const settings of [
    { temperature: 1, top_k: 0, top_p: 1 },
    { temperature: 0.6, top_k: 40, top_p: 0.9 },
    { temperature: 2.5, top_k: 5, top_p: 1 },
    { temperature: 0, top_k: 0, top_p: 1 },
  ]) {
    const { rows, tail } = makeLedger(LOGITS, settings, 14, null);
    expect(rows.length + tail.count).toBe(200);
    expect(rows.reduce((sum, row) => sum + row.before, tail.before)).toBeCloseTo(1, 12);
    expect(rows.reduce((sum, row) => sum + row.after, tail.after)).toBeCloseTo(1, 12);
  }
});

test('each row holds its logit, its logit over T and its softmax, by falling logit', () => {
  const { rows } = makeLedger(LOGITS, { temperature: 0.5, top_k: 3, top_p: 1 }, 6, null);
  const p = softmax(LOGITS, 0.5);
  rows.forEach((row, i) => {
    expect(row.logit).toBe(LOGITS[row.id]);
    expect(row.warm).toBe(row.logit / 0.5);
    expect(row.before).toBe(p[row.id]);
    expect(row.rank).toBe(i + 1);
    expect(row.kept).toBe(i < 3);
    expect(row.after > 0).toBe(i < 3);
    if (i > 0) expect(row.logit).toBeLessThanOrEqual(rows[i - 1]?.logit ?? NaN);
  });
});

test('the token of the text gets a row of its own with its true rank, and no second one', () => {
  const all = makeLedger(LOGITS, { temperature: 1, top_k: 0, top_p: 1 }, 200, null).rows;
  const far = all[150];
  const { rows, tail } = makeLedger(LOGITS, { temperature: 1, top_k: 0, top_p: 1 }, 14, far?.id ?? 0);
  expect(rows.length).toBe(15);
  expect(rows.at(-1)).toEqual(far);
  expect(tail.count).toBe(185);
  expect(makeLedger(LOGITS, { temperature: 1, top_k: 0, top_p: 1 }, 14, all[3]?.id ?? 0).rows.length).toBe(14);
});

test('the tail says how many of it are kept, and entropy falls when it is cut', () => {
  const whole = makeLedger(LOGITS, { temperature: 1, top_k: 50, top_p: 1 }, 14, null);
  expect(whole.tail.kept).toBe(36);
  expect(whole.entropyAfter).toBeLessThan(whole.entropyBefore);
  expect(makeLedger(LOGITS, { temperature: 0, top_k: 0, top_p: 1 }, 14, null).entropyBefore).toBe(0);
});

test('the loss is −ln p at T = 1, and each position guesses its largest logit', () => {
  const p = softmax(LOGITS);
  expect(lossOf(LOGITS, 17)).toBeCloseTo(-Math.log(p[17] ?? 0), 10);
  const logits = Float32Array.from([0, 3, 1, 2, 2, -1]);
  const [first, second] = guesses(logits, 2, 3, (position) => (position === 0 ? 2 : null));
  expect([first?.id, first?.actual]).toEqual([1, 2]);
  expect(first?.p).toBeCloseTo(softmax([0, 3, 1])[1] ?? NaN, 12);
  expect(first?.pActual).toBeCloseTo(softmax([0, 3, 1])[2] ?? NaN, 12);
  expect(second?.id).toBe(0);
  expect(second?.pActual).toBeNaN();
});
