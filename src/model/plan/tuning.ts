import { PORTABLE_TILE, QUAD_TILE } from '../../kernels/matmul/tile.wgsl.ts';
import type { Tile } from '../../kernels/matmul/tile.wgsl.ts';

/** The products of a linear map y = xW: forward, dx = dy·Wᵀ, dW = xᵀ·dy. */
export const PRODUCTS = ['matmul', 'byTransposed', 'transposed'] as const;
export type ProductKind = (typeof PRODUCTS)[number];

/** Products of one kind fall into classes by the elements of W, which are M·N or N·K of the product. */
export const SHAPE_CLASSES = ['narrow', 'wide'] as const;
export type ShapeClass = (typeof SHAPE_CLASSES)[number];

/** From here on, 128 × 256, a weight is wide: many invocations, long sums. */
const WIDE = 2 ** 15;

/** The class of a weight of so many elements. */
export const shapeClass = (elements: number): ShapeClass => (elements < WIDE ? 'narrow' : 'wide');

/**
 * What does not change the model but its speed: the tile of each kind and class of product, whether attention hands
 * keys round in quads, and into how many slices the tokens are cut when a weight's gradient is summed.
 */
export type Tuning = {
  tiles: Readonly<Record<ProductKind, Readonly<Record<ShapeClass, Tile>>>>;
  attentionQuad: boolean;
  slices: number;
};

/** The tile of a product with a weight of so many elements. */
export const tileFor = ({ tiles }: Tuning, kind: ProductKind, elements: number): Tile => tiles[kind][shapeClass(elements)];

/** One tile for every product. */
export function everywhere(tile: Tile): Tuning['tiles'] {
  const both = { narrow: tile, wide: tile };
  return { matmul: both, byTransposed: both, transposed: both };
}

/** Runs on every device. */
export const PORTABLE_TUNING: Tuning = { tiles: everywhere(PORTABLE_TILE), attentionQuad: false, slices: 1 };

/** Needs the feature `subgroups`. */
export const QUAD_TUNING: Tuning = { tiles: everywhere(QUAD_TILE), attentionQuad: true, slices: 1 };
