import { attentionForward } from '../../kernels/attention/attention.wgsl.ts';
import { queryGroups } from '../../kernels/attention/queryTile.wgsl.ts';
import { matmul, matmulByTransposed, matmulTransposed } from '../../kernels/matmul/matmul.wgsl.ts';
import { productTile } from '../../kernels/matmul/tile.wgsl.ts';
import type { Tile } from '../../kernels/matmul/tile.wgsl.ts';
import { batchSizes } from './batchSizes.ts';
import { PLAIN } from './passes.ts';
import type { Trial } from './trial.ts';
import type { ProductKind, ShapeClass } from './tuning.ts';

/** The product that stands for a class: tokens, and the weight's inputs and outputs. */
const TYPICAL: Record<ShapeClass, { tokens: number; inputs: number; outputs: number }> = {
  narrow: { tokens: 512, inputs: 64, outputs: 128 },
  wide: { tokens: 1024, inputs: 256, outputs: 256 },
};

/** The attention that is timed: 4 sequences of 64 tokens, 4 heads of 16. */
const [BATCH, TIME, HEADS, HEAD_WIDTH] = [4, 64, 4, 16];

const groupsOf = (columns: number, rows: number, tile: Tile): [number, number, number] => {
  const [tileColumns, tileRows] = productTile(columns, tile);
  return [Math.ceil(columns / tileColumns), Math.ceil(rows / tileRows), 1];
};

/** A product of the plan, as small as tells the variants of its class apart. */
export function productTrial(kind: ProductKind, shape: ShapeClass, tile: Tile): Trial {
  const { tokens, inputs, outputs } = TYPICAL[shape];
  const sizes = batchSizes(1, tokens);
  const [x, y, W] = [tokens * inputs, tokens * outputs, inputs * outputs];
  if (kind === 'transposed') {
    const gradient = { rows: inputs, columns: outputs, bias: false, slices: 1, stride: 0 };
    return {
      shader: matmulTransposed(gradient, tile),
      sizes,
      lengths: { A: x, B: y, gradient: W },
      output: 'gradient',
      groups: groupsOf(outputs, inputs, tile),
    };
  }
  if (kind === 'byTransposed') {
    return {
      shader: matmulByTransposed({ columns: inputs, inner: outputs, epilogue: PLAIN }, tile),
      sizes,
      lengths: { A: y, B: W, C: x },
      output: 'C',
      groups: groupsOf(inputs, tokens, tile),
    };
  }
  return {
    shader: matmul({ columns: outputs, inner: inputs, epilogue: PLAIN }, tile),
    sizes,
    lengths: { A: x, B: W, C: y },
    output: 'C',
    groups: groupsOf(outputs, tokens, tile),
  };
}

/** Causal attention, with or without keys handed round in quads. */
export function attentionTrial(quad: boolean): Trial {
  const shape = { heads: HEADS, headWidth: HEAD_WIDTH, padded: HEAD_WIDTH, causal: true, rotary: false, quad };
  const [rows, W] = [BATCH * TIME, HEADS * HEAD_WIDTH];
  return {
    shader: attentionForward(shape),
    sizes: batchSizes(BATCH, TIME),
    lengths: { qkv: rows * 3 * W, scores: BATCH * HEADS * TIME * TIME, z: rows * W, logSum: BATCH * HEADS * TIME },
    output: 'z',
    groups: queryGroups(shape, BATCH, TIME / 4),
  };
}
