import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortTokens } from './sortTokens.ts';

describe('sortTokens', () => {
  it('lists, for every id, exactly the rows that hold it, in rising order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }).chain((V) => fc.tuple(fc.constant(V), fc.array(fc.nat(V - 1), { maxLength: 100 }))),
        ([V, list]) => {
          const { order, starts } = sortTokens(Int32Array.from(list), V);
          for (let v = 0; v < V; v++) {
            const rows = list.flatMap((id, row) => (id === v ? [row] : []));
            expect(Array.from(order.subarray(starts[v], starts[v + 1]))).toEqual(rows);
          }
          expect(starts[V]).toBe(list.length);
        },
      ),
    );
  });

  it('refuses an id outside the vocabulary and says which', () => {
    expect(() => sortTokens(Int32Array.of(0, 5), 5)).toThrow('id 5 came, 0 … 4 was wanted');
    expect(() => sortTokens(Int32Array.of(-1), 5)).toThrow('id -1 came');
  });
});
