import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PANEL_IDS } from '#lexicon/selection.ts';
import { readPlace, writePlace } from './url.ts';
import type { Place } from './url.ts';

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
  const sound = writePlace(
    {
      panel: 'attention',
      language: 'zh',
      selection: { position: 3, layer: 2, head: 1, token: 5, cell: { name: 'blocks.0.attn.hook_q', index: [1, 2] } },
      playhead: 40,
      versus: 7,
    },
    '',
  );
  // The first layer and head mean the same whether they are spelled out or not.
  const spelled = (place: Place): Place => ({ ...place, selection: { layer: 0, head: 0, ...place.selection } });
  const unit = fc.oneof(
    fc.constantFrom('%', '&', '=', '-', '+', '#', '\0', '\uD800', '0', '9', '钟'),
    fc.string({ maxLength: 2 }),
  );
  const put = fc.array(unit, { maxLength: 8 }).map((parts) => parts.join(''));
  const damaged = fc
    .tuple(fc.nat(sound.length), fc.nat(12), put)
    .map(([at, cut, text]) => sound.slice(0, at) + text + sound.slice(at + cut));
  fc.assert(
    fc.property(fc.oneof({ arbitrary: damaged, weight: 3 }, put), (search) => {
      const read = readPlace(search);
      // What was read is sound: written anew, it is read as the same.
      expect(spelled(readPlace(writePlace(read, '')))).toEqual(spelled(read));
    }),
    { numRuns: 2000 },
  );
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
