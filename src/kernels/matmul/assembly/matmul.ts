import { align8 } from '../../vector/assembly/vector';
import { packColumns, packRows } from './panel';
import { ADD, MULTIPLY, STORE, TILE_COLUMNS, TILE_ROWS, tile } from './tile';

/**
 * Dense products C[M,N] = start[N] + A·B for all three layouts, after the scheme of Goto and
 * van de Geijn 2008: panels of A that fit the second-level cache against panels of B.
 */

/** Rows of A packed at once; a multiple of six. */
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

/**
 * C[M,N] from packed panels over depth K. `aStep`, `bStep`: bytes from one panel to the next;
 * `stride`: bytes from a row of C, and of the operand, to the next; `start`: N floats that may be
 * read up to the next multiple of eight, or 0 for none.
 */
export function multiplyPanels(
  a: usize, aStep: usize, b: usize, bStep: usize, c: usize, stride: usize,
  M: i32, N: i32, K: i32, start: usize, epilogue: i32, operand: usize,
): void {
  for (let j: i32 = 0; j < N; j += TILE_COLUMNS) {
    const columns = min(TILE_COLUMNS, N - j);
    const left = <usize>j << 2;
    const first = start ? start + left : 0;
    let panel = a;
    let target = c + left;
    let source = operand + left;
    for (let i: i32 = 0; i < M; i += TILE_ROWS) {
      const rows = min(TILE_ROWS, M - i);
      if (rows == TILE_ROWS && columns == TILE_COLUMNS) {
        tile(panel, b, K, target, stride, first, epilogue, source);
      } else {
        tile(panel, b, K, edgeTile, <usize>TILE_COLUMNS << 2, first, STORE, 0);
        copyEdge(target, source, stride, rows, columns, epilogue);
      }
      panel += aStep;
      target += <usize>TILE_ROWS * stride;
      source += <usize>TILE_ROWS * stride;
    }
    b += bStep;
  }
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
    if (transposeB) packRows(b + (<usize>k << 2), bStride, N, depth, bPanels, TILE_COLUMNS);
    else packColumns(b + <usize>k * bStride, bStride, N, depth, bPanels, TILE_COLUMNS);
    const first = k == 0;
    for (let m: i32 = 0; m < M; m += ROW_BLOCK) {
      const rows = min(ROW_BLOCK, M - m);
      if (transposeA) packColumns(a + <usize>k * aStride + (<usize>m << 2), aStride, rows, depth, aPanels, TILE_ROWS);
      else packRows(a + <usize>m * aStride + (<usize>k << 2), aStride, rows, depth, aPanels, TILE_ROWS);
      const target = c + <usize>m * stride;
      multiplyPanels(
        aPanels, <usize>(depth * TILE_ROWS) << 2, bPanels, <usize>(depth * TILE_COLUMNS) << 2, target, stride,
        rows, N, depth, first ? start : 0, first ? epilogue : ADD, first ? operand + <usize>m * stride : target,
      );
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
