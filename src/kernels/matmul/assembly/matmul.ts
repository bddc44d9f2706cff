import { align8 } from '../../vector/assembly/vector';
import { NOTHING, UPPER_RESULTS, ZEROS_BEFORE, ZEROS_BEHIND } from './leaving';
import { packColumns, packRows } from './panel';
import { ADD, MULTIPLY, STORE, TILE_COLUMNS, TILE_ROWS, tileOfColumns, tileOfRows } from './tile';

/**
 * Dense products C[M,N] = start[N] + A·B for all three layouts, after the scheme of Goto and
 * van de Geijn 2008: rows of A that stay in the caches against packed panels of B. A is read where it lies but for
 * Aᵀ·B, whose lines would be far apart.
 */

/** Rows of A that all panels of B meet before the next ones; a multiple of six. */
@inline
const ROW_BLOCK: i32 = 96;
/** Depth up to which one pass suffices, and the depth of a pass beyond it. */
@inline
const WHOLE_DEPTH: i32 = 512;
@inline
const DEPTH_BLOCK: i32 = 256;

let aPanels: usize = 0;
let bPanels: usize = 0;
let edgeTile: usize = 0;

/** Floats of packing space for A: products of inner depth up to `depth`. */
export function aPanelFloats(depth: i32): i32 {
  return ROW_BLOCK * depth + 64;
}

/** Floats of packing space for B with N columns and K rows when the epilogue allows passes over K. */
export function bPanelFloats(N: i32, K: i32): i32 {
  return align8(N) * (K <= WHOLE_DEPTH ? K : DEPTH_BLOCK) + 64;
}

/** The largest depth that one pass packs. */
export function passDepth(K: i32): i32 {
  return K <= WHOLE_DEPTH ? K : DEPTH_BLOCK;
}

/** Tells where to pack A and B and where a tile that hangs over the edge (48 floats) is formed. */
export function usePanels(a: usize, b: usize, edge: usize): void {
  aPanels = a;
  bPanels = b;
  edgeTile = edge;
}

function copyEdge(c: usize, operand: usize, stride: usize, rows: i32, columns: i32, epilogue: i32): void {
  let s = edgeTile;
  for (let r: i32 = 0; r < rows; r++) {
    for (let j: i32 = 0; j < columns; j++) {
      const o = <usize>j << 2;
      let value = load<f32>(s + o);
      if (epilogue == ADD) value += load<f32>(operand + o);
      else if (epilogue == MULTIPLY) value *= load<f32>(operand + o);
      store<f32>(c + o, value);
    }
    s += <usize>TILE_COLUMNS << 2;
    c += stride;
    operand += stride;
  }
}

@inline
function multiplyTiles(
  columns: bool, leaving: i32, first: i32, a: usize, aStride: usize, aStep: usize, b: usize, bStep: usize, c: usize, stride: usize,
  M: i32, N: i32, K: i32, start: usize, epilogue: i32, operand: usize,
): void {
  const cStep = <usize>TILE_ROWS * stride;
  for (let j: i32 = 0; j < N; j += TILE_COLUMNS) {
    const width = min(TILE_COLUMNS, N - j);
    const skipped = leaving == UPPER_RESULTS ? max(0, j - first) / TILE_ROWS : 0;
    const begin = start ? start + (<usize>j << 2) : 0;
    let lines = a + <usize>skipped * aStep;
    let target = c + (<usize>j << 2) + <usize>skipped * cStep;
    let source = operand + (<usize>j << 2) + <usize>skipped * cStep;
    for (let i = skipped * TILE_ROWS; i < M; i += TILE_ROWS) {
      const rows = min(TILE_ROWS, M - i);
      let from: i32 = 0;
      let depth = K;
      if (leaving == ZEROS_BEHIND) {
        depth = min(K, first + i + TILE_ROWS);
      } else if (leaving == ZEROS_BEFORE) {
        from = first + i;
        depth -= from;
      }
      const begins = columns ? lines + <usize>from * aStride : lines + (<usize>from << 2);
      const panel = b + (<usize>(from * TILE_COLUMNS) << 2);
      if (width == TILE_COLUMNS) {
        if (columns) tileOfColumns(begins, aStride, panel, depth, rows, target, stride, begin, epilogue, source);
        else tileOfRows(begins, aStride, panel, depth, rows, target, stride, begin, epilogue, source);
      } else {
        if (columns) tileOfColumns(begins, aStride, panel, depth, rows, edgeTile, <usize>TILE_COLUMNS << 2, begin, STORE, 0);
        else tileOfRows(begins, aStride, panel, depth, rows, edgeTile, <usize>TILE_COLUMNS << 2, begin, STORE, 0);
        copyEdge(target, source, stride, rows, width, epilogue);
      }
      lines += aStep;
      target += cStep;
      source += cStep;
    }
    b += bStep;
  }
}

/**
 * C[M,N] = epilogue(start[N] + A[M,K]·B[K,N]) from B in packed panels, `bStep` bytes from one to the next; the rows of A
 * lie `aStride` bytes apart. `leaving`: what to leave out, rows of A and C being counted from `first`. `stride`: bytes
 * from a row of C, and of the operand, to the next; `start`: N floats that may be read up to the next multiple of
 * eight, or 0 for none.
 */
export function multiplyRows(
  leaving: i32, first: i32, a: usize, aStride: usize, b: usize, bStep: usize, c: usize, stride: usize,
  M: i32, N: i32, K: i32, start: usize, epilogue: i32, operand: usize,
): void {
  multiplyTiles(false, leaving, first, a, aStride, <usize>TILE_ROWS * aStride, b, bStep, c, stride, M, N, K, start, epilogue, operand);
}

/** As `multiplyRows` with a[m,k] at a + k·aStride + 4m, six rows of A beginning `aStep` bytes behind the last six. */
export function multiplyColumns(
  leaving: i32, first: i32, a: usize, aStride: usize, aStep: usize, b: usize, bStep: usize, c: usize, stride: usize,
  M: i32, N: i32, K: i32, start: usize, epilogue: i32, operand: usize,
): void {
  multiplyTiles(true, leaving, first, a, aStride, aStep, b, bStep, c, stride, M, N, K, start, epilogue, operand);
}

@inline
function multiply(
  transposeA: bool, transposeB: bool, a: usize, lda: i32, b: usize, ldb: i32, c: usize, ldc: i32,
  M: i32, N: i32, K: i32, start: usize, epilogue: i32, operand: usize,
): void {
  const aStride = <usize>lda << 2;
  const bStride = <usize>ldb << 2;
  const stride = <usize>ldc << 2;
  const depthBlock = epilogue == MULTIPLY ? K : passDepth(K);
  for (let k: i32 = 0; k < K; k += depthBlock) {
    const depth = min(depthBlock, K - k);
    const bStep = <usize>(depth * TILE_COLUMNS) << 2;
    if (transposeB) packRows(b + (<usize>k << 2), bStride, N, depth, bPanels, TILE_COLUMNS);
    else packColumns(b + <usize>k * bStride, bStride, N, depth, bPanels, TILE_COLUMNS);
    const begin = k == 0 ? start : 0;
    const how = k == 0 ? epilogue : ADD;
    for (let m: i32 = 0; m < M; m += ROW_BLOCK) {
      const rows = min(ROW_BLOCK, M - m);
      const target = c + <usize>m * stride;
      const source = k == 0 ? operand + <usize>m * stride : target;
      if (transposeA) {
        packColumns(a + <usize>k * aStride + (<usize>m << 2), aStride, rows, depth, aPanels, TILE_ROWS);
        const six = <usize>TILE_ROWS << 2;
        multiplyColumns(NOTHING, 0, aPanels, six, <usize>depth * six, bPanels, bStep, target, stride, rows, N, depth, begin, how, source);
      } else {
        const lines = a + <usize>m * aStride + (<usize>k << 2);
        multiplyRows(NOTHING, 0, lines, aStride, bPanels, bStep, target, stride, rows, N, depth, begin, how, source);
      }
    }
  }
}

/** C[M,N] = epilogue(start[N] + A[M,K]·B[K,N]). The operand has the shape and stride of C and may be C. */
export function multiplyNN(a: usize, lda: i32, b: usize, ldb: i32, c: usize, ldc: i32, M: i32, N: i32, K: i32, start: usize, epilogue: i32, operand: usize): void {
  multiply(false, false, a, lda, b, ldb, c, ldc, M, N, K, start, epilogue, operand);
}

/** C[M,N] = epilogue(A[M,K]·Bᵀ) with B stored [N,K]. With `MULTIPLY` the whole of B is packed at once. */
export function multiplyNT(a: usize, lda: i32, b: usize, ldb: i32, c: usize, ldc: i32, M: i32, N: i32, K: i32, epilogue: i32, operand: usize): void {
  multiply(false, true, a, lda, b, ldb, c, ldc, M, N, K, 0, epilogue, operand);
}

/** C[M,N] = Aᵀ·B with A stored [K,M]: the gradient of a weight. */
export function multiplyTN(a: usize, lda: i32, b: usize, ldb: i32, c: usize, ldc: i32, M: i32, N: i32, K: i32): void {
  multiply(true, false, a, lda, b, ldb, c, ldc, M, N, K, 0, STORE, c);
}
