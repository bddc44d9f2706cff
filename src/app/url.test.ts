import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PANEL_IDS } from '#lexicon/selection.ts';
import { readPlace, writePlace } from './url.ts';

const index = fc.nat({ max: 999 });
const cell = fc.record({
  name: fc.constantFrom('hook_embed', 'grad.blocks.0.attn.hook_q', 'h.1.mlp.c_fc.weight'),
  index: fc.array(index, { minLength: 1, maxLength: 3 }),
});
const place = fc.record({
  panel: fc.option(fc.constantFrom(...PANEL_IDS)),
  language: fc.option(fc.constantFrom('en' as const, 'zh' as const)),
  selection: fc.record(
    { position: index, layer: fc.integer({ min: 1, max: 7 }), head: fc.integer({ min: 1, max: 7 }), token: index, cell },
    { requiredKeys: [] },
  ),
  playhead: fc.option(index),
  versus: fc.option(index),
});

test('a place written into a link is read back as it was', () => {
  fc.assert(
    fc.property(place, (one) => {
      expect(readPlace(writePlace(one, ''))).toEqual(one);
    }),
  );
});

test('what makes no sense in a link is left out, whatever it is', () => {
  expect(readPlace('?panel=nothing&lang=fr&pos=-1&layer=1e3&head=x&cell=%3Cb%3E-1&step=-2&versus=b')).toEqual({
    panel: null,
    language: null,
    selection: {},
    playhead: null,
    versus: null,
  });
  fc.assert(fc.property(fc.string(), (text) => void readPlace(`?${text}`)));
});

test('what others put into the link stays', () => {
  expect(writePlace({ panel: null, language: 'zh', selection: {}, playhead: null, versus: null }, '?course=2&panel=ffn')).toBe(
    '?course=2&lang=zh',
  );
});

test('the first layer and head are not spelled out', () => {
  expect(
    writePlace({ panel: null, language: null, selection: { layer: 0, head: 0, position: 3 }, playhead: null, versus: null }, ''),
  ).toBe('?pos=3');
});
