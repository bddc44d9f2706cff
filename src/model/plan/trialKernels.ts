import type { ModelConfig } from '#lexicon/config.ts';
import { attentionForward } from '../../kernels/attention/attention.wgsl.ts';
import { queryGroups } from '../../kernels/attention/queryTile.wgsl.ts';
import { matmul, matmulByTransposed, matmulTransposed } from '../../kernels/matmul/matmul.wgsl.ts';
import { productTile } from '../../kernels/matmul/tile.wgsl.ts';
import type { Tile } from '../../kernels/matmul/tile.wgsl.ts';
import { batchSizes } from './batchSizes.ts';
import { PLAIN, attentionShape } from './passes.ts';
import type { Trial } from './trial.ts';
import type { ProductKind, ShapeClass } from './tuning.ts';

/** The product that stands for a class: tokens, and the weight's inputs and outputs. */
const TYPICAL: Record<ShapeClass, { tokens: number; inputs: number; outputs: number }> = {
  narrow: { tokens: 512, inputs: 64, outputs: 128 },
  wide: { tokens: 1024, inputs: 256, outputs: 256 },
};

/** The batch on which attention is timed. */
const [BATCH, TIME] = [4, 64];

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

/** The attention of a model itself, since it is slow to compile, with or without keys handed round in quads. */
export function attentionTrial(config: ModelConfig, quad: boolean): Trial {
  const shape = attentionShape(config, quad, false);
  const [rows, W, lines] = [BATCH * TIME, shape.heads * shape.padded, BATCH * shape.heads * TIME];
  return {
    shader: attentionForward(shape),
    sizes: batchSizes(BATCH, TIME),
    lengths: { qkv: rows * 3 * W, scores: lines * TIME, z: rows * W, logSum: lines },
    output: 'z',
    groups: queryGroups(shape, BATCH, TIME / 4),
  };
}
