import { expect, test } from 'vitest';
import { isOff, meanOf, offSwitch, turned } from './parts.ts';

test('a part is switched off once and on again, and other changes stay', () => {
  const other = { hook: 'hook_embed', add: 1 };
  const head = { layer: 1, head: 2 };
  const off = turned([other], head);
  expect(off).toEqual([other, { hook: 'blocks.1.attn.hook_z', head: 2, scale: 0 }]);
  expect([isOff(off, head), isOff(off, { layer: 1, head: 1 }), isOff(off, { layer: 1, head: null })]).toEqual([
    true,
    false,
    false,
  ]);
  expect(turned(off, head)).toEqual([other]);
  expect(offSwitch({ layer: 0, head: null })).toEqual({ hook: 'blocks.0.hook_mlp_out', scale: 0 });
});

test('a part that is only weakened, or off at one position, is not off', () => {
  expect(isOff([{ hook: 'blocks.0.hook_mlp_out', scale: 0.5 }], { layer: 0, head: null })).toBe(false);
  expect(isOff([{ hook: 'blocks.0.hook_mlp_out', position: 1, scale: 0 }], { layer: 0, head: null })).toBe(false);
});

test('the mean leaves out what is not scored', () => {
  expect(meanOf([1, Number.NaN, 3])).toBe(2);
  expect(meanOf([Number.NaN])).toBeNaN();
});
