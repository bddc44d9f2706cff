import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyPatch } from '#lexicon/check.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { packText, readRun, unpackText, writeRun } from './linkedRun.ts';

const patch: fc.Arbitrary<Partial<RunConfig>> = fc.record(
  {
    n_layers: fc.integer({ min: 1, max: 8 }),
    d_model: fc.constantFrom(8, 16, 64),
    learning_rate: fc.constantFrom(1e-5, 3e-4, 0.02),
    dropout: fc.constantFrom(0, 0.1, 0.25),
    act_fn: fc.constantFrom('gelu', 'relu', 'silu'),
    tie_embeddings: fc.boolean(),
    seed: fc.integer({ min: 0, max: 4294967295 }),
    tokenizer: fc.record({ kind: fc.constantFrom('char', 'word', 'bpe'), vocab_size: fc.integer({ min: 300, max: 900 }) }),
    frozen: fc.constantFrom(['wte'], ['h.0', 'ln_f']),
    top_p: fc.constantFrom(0.5, 1),
  },
  { requiredKeys: [] },
);

test('a run written into a link is read back as it was', () => {
  fc.assert(
    fc.property(patch, (wanted) => {
      const config = { ...DEFAULT_CONFIG, ...wanted };
      const search = writeRun({ config, text: { kind: 'sample', id: 'en-ferry' } }, '?lang=zh');
      const back = readRun(search);
      expect(applyPatch({ ...DEFAULT_CONFIG, d_vocab: 2 }, back?.config ?? {})).toEqual({ ...config, d_vocab: 2 });
      expect(back).toMatchObject({ text: { kind: 'sample', id: 'en-ferry' }, ignored: [], problem: null });
      expect(writeRun(null, search)).toBe('?lang=zh');
    }),
  );
});

test('only what differs from the defaults is spelled out, and the text by its name', () => {
  const config = { ...DEFAULT_CONFIG, n_layers: 3, d_vocab: 77 };
  expect(writeRun({ config, text: { kind: 'sample', id: 'zh-teahouse' } }, '')).toBe('?n_layers=3&text=zh-teahouse');
});

test('a link without a run describes none', () => {
  expect(readRun('?lang=zh&panel=ffn&pos=3&layer=2')).toBeNull();
});

test('a text of any script comes back from a link as it was, a long one is not packed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 300 }), async (text) => {
      const packed = await packText(text.toWellFormed());
      expect(packed === null ? null : await unpackText(packed)).toBe(text.toWellFormed());
      expect(packed).toMatch(/^[\w-]+$/);
    }),
    { numRuns: 50 },
  );
  expect(
    await packText(Array.from({ length: 9000 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20000))).join('')),
  ).toBeNull();
});

test('settings that do not go together are said, and none of them is taken', () => {
  expect(readRun('?n_heads=5&n_layers=3')).toMatchObject({ config: {}, problem: { code: 'headsDivide' } });
  expect(readRun('?frozen=no.such.weight')?.problem?.code).toBe('fieldChoice');
});

test('whatever stands in a damaged link, it is read, its nonsense is named, and nothing is thrown', async () => {
  const sound = writeRun(
    {
      config: { ...DEFAULT_CONFIG, n_layers: 3, seed: 9, learning_rate: 1e-4 },
      text: { kind: 'packed', packed: (await packText('The fog lifted.')) ?? '' },
    },
    '?panel=ffn&pos=2',
  );
  const damaged = fc
    .tuple(fc.nat(sound.length), fc.nat(12), fc.string({ maxLength: 12 }))
    .map(([at, cut, put]) => sound.slice(0, at) + put + sound.slice(at + cut));
  const made = fc
    .array(
      fc.tuple(
        fc.constantFrom('n_layers', 'seed', 'tokenizer', 'frozen', 'story', 'text', 'dropout', 'act_fn', '__proto__'),
        fc.string({ maxLength: 40 }),
      ),
      { maxLength: 8 },
    )
    .map((parts) => `?${parts.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&')}`);
  await fc.assert(
    fc.asyncProperty(fc.oneof(damaged, made, fc.string()), async (search) => {
      const run = readRun(search);
      if (run === null) return;
      expect(() => applyPatch({ ...DEFAULT_CONFIG, d_vocab: 2 }, run.config)).not.toThrow();
      if (run.text?.kind === 'packed') expect(['string', 'object']).toContain(typeof (await unpackText(run.text.packed)));
    }),
    { numRuns: 1000 },
  );
});
