import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rng } from './random.ts';
import { sampleDistribution } from './sampling.ts';
import { samplingLedger } from './samplingLedger.ts';

const LOGITS = [1, 3, 2, 0, -1];
const PLAIN = { temperature: 1, top_k: 0, top_p: 1 };

test('the drawn token is the one whose stretch of the cumulative sum holds the random number', () => {
  const settings = fc.record({
    temperature: fc.constantFrom(0.5, 1, 2),
    top_k: fc.nat(6),
    top_p: fc.constantFrom(0.4, 0.8, 1),
  });
  fc.assert(
    fc.property(
      fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: 1, maxLength: 12 }),
      settings,
      fc.double({ min: 0, max: 0.999_999, noNaN: true }),
      (logits, given, uniform) => {
        const { id, rows } = samplingLedger(logits, given, uniform, 99);
        const drawn = rows.find((row) => row.id === id);
        expect(drawn?.kept).toBe('kept');
        expect(uniform).toBeGreaterThanOrEqual((drawn?.from ?? 1) - 1e-12);
        expect(uniform).toBeLessThan((drawn?.from ?? 0) + (drawn?.probability ?? 0) + 1e-9);
        const { probabilities } = sampleDistribution(logits, given);
        for (const row of rows) expect(row.probability).toBe(probabilities[row.id]);
      },
    ),
  );
});

test('what was cut says by which filter, and nothing is lost in the rest', () => {
  const ledger = samplingLedger(LOGITS, { temperature: 1, top_k: 3, top_p: 0.8 }, 0, 2);
  expect(ledger.rows.map(({ id, kept }) => [id, kept])).toEqual([
    [1, 'kept'],
    [2, 'kept'],
  ]);
  const all = samplingLedger(LOGITS, { temperature: 1, top_k: 3, top_p: 0.8 }, 0, 9).rows;
  expect(all.map(({ kept }) => kept)).toEqual(['kept', 'kept', 'topP', 'topK', 'topK']);
  const model = ledger.rows.reduce((sum, row) => sum + row.model, ledger.rest.model);
  expect(model).toBeCloseTo(1, 12);
  expect(ledger.rest).toMatchObject({ count: 3, kept: 0, probability: 0 });
});

test('a drawn token far down has its row', () => {
  const ledger = samplingLedger(LOGITS, PLAIN, 0.9999, 1);
  expect(ledger.rows.map(({ rank }) => rank)).toEqual([1, 5]);
  expect(ledger.id).toBe(4);
});

test('temperature 0 takes the largest logit whatever the random number', () => {
  for (const uniform of [0, 0.5, 0.99]) expect(samplingLedger(LOGITS, { ...PLAIN, temperature: 0 }, uniform, 3).id).toBe(1);
});

test('over many draws the shares are the probabilities', () => {
  const draw = rng(5, 'sample');
  const counts = new Float64Array(LOGITS.length);
  for (let i = 0; i < 20_000; i++) {
    const { id } = samplingLedger(LOGITS, PLAIN, draw(), 1);
    counts[id] = (counts[id] ?? 0) + 1;
  }
  const { probabilities } = sampleDistribution(LOGITS, PLAIN);
  counts.forEach((count, id) => expect(count / 20_000).toBeCloseTo(probabilities[id] ?? 0, 1.7));
});
