import { zipSync } from 'fflate';
import type { NamedArray } from '#lexicon/array.ts';
import { writeNpy } from './npy.ts';

/** Numbers as Python, R and spreadsheets read them. */
function plain(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  return Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf';
}

/** Arrays as a table with a line a number: the array's name, up to four indices from 0, the number (RFC 4180). */
export function arraysCsv(arrays: readonly NamedArray[]): string {
  const axes = Math.max(1, ...arrays.map(({ shape }) => shape.length));
  const lines = [['array', ...['i', 'j', 'k', 'l'].slice(0, axes), 'value'].join(',')];
  for (const { name, shape, data } of arrays) {
    for (const [at, value] of data.entries()) {
      const index: number[] = [];
      let rest = at;
      for (const length of shape.toReversed()) {
        index.unshift(rest % length);
        rest = Math.floor(rest / length);
      }
      const padding = Array.from({ length: axes - index.length }, () => '');
      lines.push([name, ...index, ...padding, plain(value)].join(','));
    }
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** Arrays by name in one `.npz`, as `numpy.load` reads it. */
export function arraysNpz(arrays: readonly NamedArray[]): Uint8Array {
  return zipSync(Object.fromEntries(arrays.map((array) => [`${array.name}.npy`, writeNpy(array)])), { level: 6 });
}
