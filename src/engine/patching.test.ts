import { memory } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { PATCH_SITES, patchHook } from '#lexicon/writing.ts';
import type { PatchArgs, PatchMap } from '#lexicon/writing.ts';
import { softmax } from '#math/softmax.ts';
import { askedOf } from './asked.ts';
import { story, testEngine } from './fixtures/engine.ts';

const LOGITS = 'unembed.hook_out';
const { engine, call, start, fractions } = testEngine();
/** Of one length, apart at places 4 and 10. */
const A = 'The bell rang';
const B = 'The sell ring';
let other: number[] = [];

beforeAll(async () => {
  await start({ text: story(6), config: { n_layers: 2, n_ctx: 16 } });
  await call.train({ steps: 6 });
  await call.probe({ input: A });
  other = (await call.encode({ text: B })).ids;
});
afterEach(() => call.intervene({ list: [] }));

const mapOf = async (args: Partial<PatchArgs>): Promise<PatchMap> => {
  const found = await call.patch({
    ids: other,
    site: 'resid_pre',
    head: null,
    position: A.length - 1,
    tokens: [],
    step: null,
    ...args,
  });
  if (!found) throw new Error('no map came');
  return found;
};
const V = (): number => engine.running().config.d_vocab;
const logitsAt = async (position: number): Promise<Float32Array> =>
  (await call.read({ name: LOGITS })).data.slice(position * V(), (position + 1) * V());
async function logitsOf(text: string): Promise<Float32Array> {
  await call.probe({ input: text });
  const { data } = await call.read({ name: LOGITS });
  await call.probe({ input: A });
  return data;
}

test('each cell is what the model says when that one value is the other text’s, at every site', async () => {
  await call.probe({ input: B });
  const donors = new Map<string, { shape: number[]; data: Float32Array }>();
  for (const site of PATCH_SITES) {
    for (const layer of [0, 1]) donors.set(patchHook(site, layer), await call.read({ name: patchHook(site, layer) }));
  }
  await call.probe({ input: A });
  const position = 10;
  for (const site of PATCH_SITES) {
    const head = site === 'z' ? 1 : null;
    const map = await mapOf({ site, head, position, tokens: [3] });
    expect(map.positions).toBe(position + 1);
    expect(map.tokens).toContain(3);
    for (const layer of [0, 1]) {
      const hook = patchHook(site, layer);
      const { shape = [], data = new Float32Array() } = donors.get(hook) ?? {};
      const width = shape.at(-1) ?? 1;
      const each = data.length / A.length;
      for (const place of [0, 4, 5, 10]) {
        const start = place * each + (head ?? 0) * width;
        const value = data.slice(start, start + width);
        await call.intervene({ list: [{ hook, position: place, ...(head === null ? {} : { head }), value }] });
        const row = await logitsAt(position);
        const p = softmax(row);
        for (const [c, token] of map.tokens.entries()) {
          const at = (layer * map.positions + place) * map.tokens.length + c;
          expect(map.logits[at]).toBeCloseTo(row[token] ?? Number.NaN, 4);
          expect(map.probabilities[at]).toBeCloseTo(p[token] ?? Number.NaN, 5);
        }
      }
    }
    await call.intervene({ list: [] });
  }
});

test('the whole stream of any layer put in gives the other text’s logits, number for number', async () => {
  const wanted = await logitsOf(B);
  const positions = Array.from({ length: A.length }, (_, at) => at);
  for (const layer of [0, 1]) {
    for (const site of ['resid_pre', 'resid_post'] as const) {
      const list = await call.putIn({ ids: other, site, head: null, layer, positions, step: null });
      expect(list).toHaveLength(A.length);
      await call.intervene({ list });
      expect((await call.read({ name: LOGITS })).data).toEqual(wanted);
    }
  }
});

test('a text put into itself, and what comes before texts differ, changes nothing; behind the last layer only its own place counts', async () => {
  const { ids } = await call.encode({ text: A });
  const own = await mapOf({ ids });
  const C = own.tokens.length;
  own.logits.forEach((logit, at) => expect(logit).toBeCloseTo(own.plain.logits[at % C] ?? Number.NaN, 5));
  const map = await mapOf({ site: 'resid_post' });
  const cells = (layer: number, place: number): number[] =>
    Array.from(map.tokens, (_, c) => map.logits[(layer * map.positions + place) * map.tokens.length + c] ?? Number.NaN);
  const last = map.positions - 1;
  for (const place of [0, 5, last - 1]) {
    cells(1, place).forEach((logit, c) => expect(logit).toBeCloseTo(map.plain.logits[c] ?? Number.NaN, 5));
  }
  cells(1, last).forEach((logit, c) => expect(logit).toBeCloseTo(map.other.logits[c] ?? Number.NaN, 5));
  cells(0, 3).forEach((logit, c) => expect(logit).toBeCloseTo(map.plain.logits[c] ?? Number.NaN, 5));
});

test('texts of unlike length are read where both have a counterpart, and changes in force are in force in both', async () => {
  const { ids } = await call.encode({ text: 'The old bell rang' });
  await expect(mapOf({ ids })).rejects.toThrow('fieldRange');
  const short = (await call.encode({ text: 'The ll rang' })).ids;
  await call.intervene({ list: [{ hook: 'blocks.0.hook_mlp_out', position: -1, scale: 0 }] });
  const plain = await logitsAt(A.length - 1);
  const map = await mapOf({ ids: short });
  expect([...map.counterparts].slice(0, 8)).toEqual([0, 1, 2, 3, -1, -1, 4, 5]);
  map.tokens.forEach((token, c) => expect(map.plain.logits[c]).toBeCloseTo(plain[token] ?? Number.NaN, 5));
  const C = map.tokens.length;
  expect([...map.logits.slice(4 * C, 6 * C)].every(Number.isNaN)).toBe(true);
  expect([...map.logits.slice(6 * C)].some(Number.isNaN)).toBe(true);
  expect(map.logits.slice(6 * C, 13 * C).every(Number.isFinite)).toBe(true);
  const late = await mapOf({ ids: short, site: 'resid_post' });
  const cell = late.logits.slice(-late.tokens.length);
  cell.forEach((logit, c) => expect(logit).toBeCloseTo(late.other.logits[c] ?? Number.NaN, 5));
});

test('it leaves nothing behind, tells how far it is, ends when stopped, and says what it cannot do', async () => {
  await call.read({ name: LOGITS });
  const tensors = memory().numTensors;
  const before = fractions('patch').length;
  await mapOf({ site: 'attn_out' });
  expect(memory().numTensors).toBe(tensors);
  const progress = fractions('patch').slice(before);
  expect(progress.toSorted((a, b) => a - b)).toEqual(progress);
  expect(progress.at(-1)).toBe(1);
  const working = call.patch({ ids: other, site: 'z', head: null, position: 8, tokens: [], step: null });
  await call.stopPatch({});
  expect(await working).toBeNull();
  await expect(mapOf({ site: 'weights' as 'z' })).rejects.toThrow('fieldChoice');
  await expect(mapOf({ position: 99 })).rejects.toThrow('fieldRange');
  await expect(mapOf({ site: 'attn_out', head: 0 })).rejects.toThrow('fieldRange');
  await expect(mapOf({ ids: [] })).rejects.toThrow('inputEmpty');
  await expect(mapOf({ ids: [9999] })).rejects.toThrow('idRange');
});

test('a masked text is patched from both sides, with the same places hidden in the other', async () => {
  await start({ text: story(6), config: { n_layers: 2, n_ctx: 16, objective: 'masked' } });
  await call.train({ steps: 6 });
  await call.probe({ input: A });
  other = (await call.encode({ text: B })).ids;
  const { ids, targets = new Int32Array() } = askedOf(engine.running());
  const position = targets.findIndex((target) => target >= 0);
  const map = await mapOf({ position });
  expect([map.positions, [...map.ids]]).toEqual([A.length, [...ids]]);
  expect([...map.otherIds]).toEqual(other.map((id, place) => ((targets[place] ?? -1) >= 0 ? ids[place] : id)));
  const C = map.tokens.length;
  const moved = (place: number): number => Math.abs((map.logits[place * C] ?? 0) - (map.plain.logits[0] ?? 0));
  const apart = [4, 10].filter((place) => (targets[place] ?? -1) < 0);
  expect(apart.length).toBeGreaterThan(0);
  for (const place of [4, 10]) expect(moved(place) > 1e-6).toBe(apart.includes(place));
  const late = await mapOf({ position, site: 'resid_post' });
  const cell = late.logits.slice((A.length + position) * late.tokens.length, (A.length + position + 1) * late.tokens.length);
  cell.forEach((logit, c) => expect(logit).toBeCloseTo(late.other.logits[c] ?? Number.NaN, 5));
});
