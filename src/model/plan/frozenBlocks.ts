import { isNamed } from '#lexicon/weights.ts';
import { FROZEN_BLOCK } from '../../kernels/optimizer/optimizer.wgsl.ts';
import type { PaddedLayout } from './paddedLayout.ts';

/** Elements that one bit stands for; every weight begins at a multiple of them. */
const BLOCK = 4 * FROZEN_BLOCK;

/** Words of the buffer that tells which weights are frozen. */
export const frozenWords = ({ length }: PaddedLayout): number => Math.ceil(length / (32 * BLOCK));

/** A bit for each block of the padded buffer: 1 where it belongs to one of the named weights, see `isNamed`. */
export function frozenBlocks(layout: PaddedLayout, frozen: readonly string[]): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(frozenWords(layout));
  for (const [name, { offset, rows, columns }] of layout.byName) {
    if (!isNamed(name, frozen)) continue;
    const end = (offset + rows.length * columns.length) / BLOCK;
    for (let block = offset / BLOCK; block < end; block++) words[block >> 5] = (words[block >> 5] ?? 0) | (1 << (block & 31));
  }
  return words;
}
