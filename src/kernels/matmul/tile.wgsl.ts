import { unroll, upTo } from '../shader.ts';

/**
 * What one invocation keeps in registers, `rows` × `columns` of the product, multiples of 4, and with whom it shares
 * what it loads. `nobody`: it loads all it needs. `quad`: the four invocations of a quad, side by side in a row of
 * tiles, load a quarter of A's values each and hand them round (`quadBroadcast`, feature `subgroups`); all of them walk
 * through the loop together. `workgroup`: 64 invocations load a slab of A and of B into workgroup memory, wait for each
 * other and multiply from there.
 */
export type Tile = { rows: number; columns: number; shared: 'nobody' | 'quad' | 'workgroup' };

/** Works everywhere. */
export const PORTABLE_TILE: Tile = { rows: 8, columns: 8, shared: 'nobody' };
/** More invocations for a GPU that has more room than work. */
export const SMALL_TILE: Tile = { rows: 4, columns: 4, shared: 'nobody' };
/** Needs the feature `subgroups`. */
export const QUAD_TILE: Tile = { rows: 16, columns: 8, shared: 'quad' };
/** Needs the feature `subgroups`, and more registers than a GPU has: for adapters in software, whose loads cost most. */
export const TALL_QUAD_TILE: Tile = { rows: 32, columns: 8, shared: 'quad' };
/** 32 × 32 of the product a workgroup: for GPUs where barriers cost little and memory bandwidth much. */
export const SHARED_TILE: Tile = { rows: 4, columns: 4, shared: 'workgroup' };
/** 64 × 64 of the product a workgroup: less traffic, fewer workgroups. */
export const LARGE_SHARED_TILE: Tile = { rows: 8, columns: 8, shared: 'workgroup' };

/** Invocations along each side of a workgroup that shares its loads, and between two rows or vec4 columns of one of them. */
export const SIDE = 8;
/** Vec4s along the inner length, or fours of tokens, that lie in workgroup memory at a time. */
export const DEPTH = 4;

/** From one row (or four rows) and vec4 column of an invocation's tile to the next: neighbours in a workgroup interleave. */
export const strideOf = ({ shared }: Tile): number => (shared === 'workgroup' ? SIDE : 1);

/** Otherwise 32 invocations, of tall tiles 8, as wide as the product allows; a quad lies in one row. */
function workgroup(columns: number, { shared, columns: width, rows }: Tile): [number, number] {
  if (shared === 'workgroup') return [SIDE, SIDE];
  const least = shared === 'quad' ? 4 : 1;
  let wx = 8;
  while (wx > least && wx / 2 >= Math.ceil(columns / width)) wx /= 2;
  return [wx, (rows > 16 ? 8 : 32) / wx];
}

/** The part of the product that one workgroup covers: `[columns, rows]`. */
export function productTile(columns: number, tile: Tile): [number, number] {
  const [wx, wy] = workgroup(columns, tile);
  return [wx * tile.columns, wy * tile.rows];
}

/** The beginning of a product's entry point, with what it needs declared before, up to the sums, all zero. */
export function frame(tile: Tile, columns: number): { top: string; main: string; zeros: string } {
  const [wx, wy] = workgroup(columns, tile);
  const lane = tile.shared === 'quad' ? ', @builtin(subgroup_invocation_id) lane: u32' : '';
  const here = tile.shared === 'workgroup' ? ', @builtin(local_invocation_index) here: u32' : '';
  return {
    top: tile.shared === 'quad' ? 'enable subgroups;\n' : '',
    main: `@compute @workgroup_size(${wx}, ${wy}) fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u${lane}${here})`,
    zeros: forTile(tile, (i, j) => `var c${i}_${j} = vec4f();`),
  };
}

/** n statements on a line. */
export const joined = (n: number, statement: (j: number) => string): string => upTo(n).map(statement).join(' ');

/** One statement for each vec4 of the tile, a line a row. */
const forTile = (tile: Tile, statement: (i: number, j: number) => string): string =>
  unroll(tile.rows, (i) => joined(tile.columns / 4, (j) => statement(i, j)));

/** Runs `statement` for each vec4 v of the tile, at row i and column j: a loop, since every copy of an epilogue costs compile time. */
export const storeTile = (tile: Tile, statement: string): string => {
  const width = tile.columns / 4;
  const all = upTo(tile.rows).flatMap((i) => upTo(width).map((j) => `c${i}_${j}`));
  return `var results = array<vec4f, ${all.length}>(${all.join(', ')});
  for (var at = 0u; at < ${all.length}u; at++) {
    let i = at / ${width}u;
    let j = at % ${width}u;
    let v = results[at];
    ${statement}
  }`;
};

/** A slab of a matrix in workgroup memory, one vec4 of room behind each line so that lines begin in different banks. */
export type Slab = { name: string; lines: number; length: number };

/** Where the vec4 `at` of a line lies in a slab. */
export const slabIndex = ({ length }: Slab, line: string, at: string): string => `(${line}) * ${length + 1}u + ${at}`;

export const declareSlab = ({ name, lines, length }: Slab): string =>
  `var<workgroup> ${name}: array<vec4f, ${lines * (length + 1)}>;\n`;

/**
 * All invocations of a workgroup fill a slab together. Neighbours load neighbours: they count to `across` first, as x,
 * then on as y. `from` is the value at (x, y), taken where `inside` holds, 0 elsewhere; `line` and `at` its place.
 */
export const fillSlab = (
  slab: Slab,
  { across, from, inside, line, at }: { across: number; from: string; inside: string; line: string; at: string },
): string =>
  `for (var i = here; i < ${slab.lines * slab.length}u; i += ${SIDE * SIDE}u) {
      let x = i % ${across}u;
      let y = i / ${across}u;
      ${slab.name}[${slabIndex(slab, line, at)}] = select(vec4f(), ${from}, ${inside});
    }`;
