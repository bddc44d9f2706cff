import { expect, test } from 'vitest';
import { formatMiB, formatSetting, formatShort } from './format.ts';

test('settings are written short, without losing what tells two stops apart', () => {
  expect([0, 0.003, 5e-5, 1.5e-5, 1e-5, 0.9999, 64, 0.8].map(formatSetting)).toEqual([
    '0',
    '0.003',
    '5×10⁻⁵',
    '1.5×10⁻⁵',
    '10⁻⁵',
    '0.9999',
    '64',
    '0.8',
  ]);
});

test('large counts get a prefix and three digits, never four', () => {
  expect([7, 999, 999.6, 61_440, 3.214e9, 999_999].map(formatShort)).toEqual([
    '7',
    '999',
    '1.00 k',
    '61.4 k',
    '3.21 G',
    '1.00 M',
  ]);
});

test('memory is told in MiB', () => {
  expect([2 ** 20 * 3.26, 2 ** 20 * 128].map(formatMiB)).toEqual(['3.3 MiB', '128 MiB']);
});
