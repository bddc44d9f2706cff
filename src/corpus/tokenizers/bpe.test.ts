import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createPace } from '../pace.ts';
import { applyMerges, ranksOf } from './applyMerges.ts';
import { bpe } from './bpe.ts';
import { createHeap } from './heap.ts';
import { learnMerges } from './learnMerges.ts';

type Pair = readonly [number, number];
const utf8 = new TextEncoder();
const sample = (name: string): string => readFileSync(new URL(`../../../public/samples/${name}`, import.meta.url), 'utf8');

/** Replaces a pair everywhere, from left to right. */
function mergeAll(symbols: readonly number[], [left, right]: Pair, merged: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < symbols.length; i++) {
    const found = symbols[i] === left && symbols[i + 1] === right;
    out.push(found ? merged : (symbols[i] ?? 0));
    if (found) i++;
  }
  return out;
}

/** The definition, counting anew for every merge. */
function learnByDefinition(words: ReadonlyMap<string, number>, wanted: number): Pair[] {
  let current = [...words].map(([word, count]) => ({ symbols: [...utf8.encode(word)], count }));
  const merges: Pair[] = [];
  while (merges.length < wanted) {
    const counts = new Map<string, { pair: Pair; count: number }>();
    for (const { symbols, count } of current) {
      for (let i = 1; i < symbols.length; i++) {
        const pair: Pair = [symbols[i - 1] ?? 0, symbols[i] ?? 0];
        const known = counts.get(pair.join()) ?? { pair, count: 0 };
        known.count += count;
        counts.set(pair.join(), known);
      }
    }
    const [best] = [...counts.values()].toSorted((a, b) => b.count - a.count || a.pair[0] - b.pair[0] || a.pair[1] - b.pair[1]);
    if (!best || best.count < 2) break;
    const merged = 256 + merges.length;
    current = current.map(({ symbols, count }) => ({ symbols: mergeAll(symbols, best.pair, merged), count }));
    merges.push(best.pair);
  }
  return merges;
}

const words = fc
  .array(
    fc.tuple(
      fc.string({ unit: fc.constantFrom('a', 'a', 'b', 'c', '钟', '铃'), minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 4 }),
    ),
    { maxLength: 12, size: 'max' },
  )
  .map((entries) => new Map(entries));

test('incremental counting learns the merges that the definition learns', async () => {
  await fc.assert(
    fc.asyncProperty(words, async (own) => {
      expect(await learnMerges(own, 40, createPace(1 << 30))).toEqual(learnByDefinition(own, 40));
    }),
    { numRuns: 500 },
  );
});

test('a word is encoded as if each merge were applied everywhere in turn', async () => {
  await fc.assert(
    fc.asyncProperty(words, fc.string({ unit: fc.constantFrom('a', 'b', 'c', '钟', '铃'), maxLength: 20 }), async (own, word) => {
      const merges = await learnMerges(own, 40, createPace(1 << 30));
      let expected = [...utf8.encode(word)];
      merges.forEach((pair, rank) => (expected = mergeAll(expected, pair, 256 + rank)));
      expect([...applyMerges(utf8.encode(word), ranksOf(merges))]).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test('worked example: low, lower, newest, widest (after Sennrich et al. 2016)', async () => {
  const own = new Map([
    ['low', 5],
    ['lower', 2],
    ['newest', 6],
    ['widest', 3],
  ]);
  const merges = await learnMerges(own, 3, createPace(1 << 30));
  const [e, s, t] = utf8.encode('est');
  // e s and s t stand 9 times each; the smaller left byte wins.
  expect(merges[0]).toEqual([e, s]);
  expect(merges[1]).toEqual([256, t]);
  expect(merges[2]).toEqual([...utf8.encode('lo')]);
});

test('ids 0 to 255 are the bytes, and merge k makes id 256 + k from pieces that exist before it', async () => {
  const tokenizer = await bpe.learn(sample('zh-lighthouse.txt'), { vocab_size: 512 });
  tokenizer.merges.forEach(([left, right, merged], k) => {
    expect(merged).toBe(256 + k);
    expect(Math.max(left, right)).toBeLessThan(merged);
  });
  for (let byte = 0; byte < 256; byte++) {
    const piece = tokenizer.pieces[byte];
    expect(byte < 128 ? piece?.text : piece?.bytes).toEqual(byte < 128 ? String.fromCharCode(byte) : [byte]);
  }
});

test('no merge crosses the border of a word: pieces hold one word at most', async () => {
  const tokenizer = await bpe.learn(sample('en-lighthouse.txt'), { vocab_size: 1024 });
  for (const { text } of tokenizer.pieces)
    expect(text).toMatch(/^(?:'(?:[stmd]|re|ve|ll)| ?\p{L}*| ?\p{N}*| ?[^\s\p{L}\p{N}]*|\s*)$/u);
  expect(tokenizer.pieces.map((piece) => piece.text)).toContain(' the');
});

test('a Chinese character that is frequent enough is one piece, a rare one several that are no text', async () => {
  const tokenizer = await bpe.learn(sample('zh-lighthouse.txt'), { vocab_size: 512 });
  expect(tokenizer.encode('钟').length).toBe(1);
  const rare = [...tokenizer.encode('龘')].map((id) => tokenizer.pieces[id]);
  expect(rare.length).toBeGreaterThan(1);
  expect(rare.every((piece) => piece?.text === '' && piece.bytes)).toBe(true);
});

test('learning stops where no pair stands twice', async () => {
  expect((await bpe.learn('abcdefg', { vocab_size: 400 })).d_vocab).toBe(256);
});

test('a heap gives back what it was given, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (numbers) => {
      const heap = createHeap<number>((a, b) => a < b);
      for (const number of numbers) heap.push(number);
      expect(numbers.map(() => heap.pop())).toEqual(numbers.toSorted((a, b) => a - b));
      expect(heap.pop()).toBeUndefined();
    }),
  );
});
