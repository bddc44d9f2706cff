import { dropRows } from '../../dropout/assembly/dropout';
import { multiplyPanels } from '../../matmul/assembly/matmul';
import { packColumns, packRows } from '../../matmul/assembly/panel';
import { STORE, TILE_COLUMNS, TILE_ROWS } from '../../matmul/assembly/tile';
import { align8, exp4, madd, maxLanes, sumLanes } from '../../vector/assembly/vector';
import { QUERY_BLOCK, blockRows, dScores, dropped, gradColumns, keyColumns, keyRows, queryColumns, queryRows, valueColumns } from './scratch';

/**
 * Scaled dot-product attention (Vaswani et al. 2017, 3.2.1), causal or two-sided:
 * S = q·kᵀ/√K, A = softmax(S), z = drop(A)·v. Queries, keys and values lie in rows [Q|K|V], heads
 * contiguous in each third; A [B,H,T,align8(T)] is kept, undropped, for the backward pass.
 */

/** Bytes from one packed panel to the next. */
@inline
function panelStep(depth: i32, lanes: i32): usize {
  return <usize>(depth * lanes) << 2;
}

/** softmax(scale·row) over the first `keys` entries, zeros behind them up to `width`. */
@inline
function softmaxRow(row: usize, keys: i32, width: i32, scale: v128): void {
  const whole = <usize>(keys & ~3) << 2;
  let bests = f32x4.splat(-3.0e38);
  for (let o: usize = 0; o < whole; o += 16) bests = f32x4.max(bests, v128.load(row + o));
  let best = maxLanes(bests);
  const bytes = <usize>((keys + 3) & ~3) << 2;
  if (whole < bytes) {
    const lanes = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(keys & 3));
    const tail = v128.bitselect(v128.load(row + whole), f32x4.splat(-3.0e38), lanes);
    v128.store(row + whole, tail);
    best = max(best, maxLanes(tail));
  }
  bests = f32x4.splat(best);
  let sums = f32x4.splat(0);
  for (let o: usize = 0; o < bytes; o += 16) {
    const e = exp4(f32x4.mul(f32x4.sub(v128.load(row + o), bests), scale));
    v128.store(row + o, e);
    sums = f32x4.add(sums, e);
  }
  const inverse = f32x4.splat(1 / sumLanes(sums));
  for (let o: usize = 0; o < bytes; o += 16) v128.store(row + o, f32x4.mul(v128.load(row + o), inverse));
  memory.fill(row + (<usize>keys << 2), 0, <usize>(width - keys) << 2);
}

/**
 * z [B,T,H,K] and the pattern from qkv. Strides in floats; `threshold` 0 means no dropout, else masks
 * are those of a batch of which these sequences are the ones from `firstSequence` on.
 */
export function attentionForward(
  qkv: usize, qkvStride: i32, pattern: usize, z: usize, zStride: i32,
  B: i32, T: i32, H: i32, K: i32, causal: bool, firstSequence: i32, key: u32, threshold: u32, keepScale: f32,
): void {
  const width = align8(T);
  const line = <usize>width << 2;
  const row = <usize>qkvStride << 2;
  const zRow = <usize>zStride << 2;
  const third = <usize>(H * K) << 2;
  const scale = f32x4.splat(1 / sqrt<f32>(<f32>K));
  for (let b: i32 = 0; b < B; b++) {
    for (let h: i32 = 0; h < H; h++) {
      const head = <usize>(h * K) << 2;
      const q = qkv + <usize>(b * T) * row + head;
      const out = z + <usize>(b * T) * zRow + head;
      packRows(q, row, T, K, queryRows, TILE_ROWS);
      packRows(q + third, row, T, K, keyRows, TILE_COLUMNS);
      packColumns(q + 2 * third, row, K, T, valueColumns, TILE_COLUMNS);
      for (let t: i32 = 0; t < T; t += QUERY_BLOCK) {
        const end = min(T, t + QUERY_BLOCK);
        const rows = end - t;
        const keys = causal ? end : T;
        const block = pattern + <usize>t * line;
        multiplyPanels(
          queryRows + (<usize>(t * K) << 2), panelStep(K, TILE_ROWS), keyRows, panelStep(K, TILE_COLUMNS),
          block, line, rows, align8(keys), K, 0, STORE, 0,
        );
        for (let i: i32 = 0; i < rows; i++) softmaxRow(block + <usize>i * line, causal ? t + i + 1 : T, width, scale);
        let weights = block;
        if (threshold) {
          weights = dropped;
          dropRows(block, width, dropped, width, rows, T, T, key, <u32>((((firstSequence + b) * H + h) * T + t) * T), threshold, keepScale);
        }
        packRows(weights, line, rows, keys, blockRows, TILE_ROWS);
        multiplyPanels(
          blockRows, panelStep(keys, TILE_ROWS), valueColumns, panelStep(T, TILE_COLUMNS),
          out + <usize>t * zRow, zRow, rows, K, keys, 0, STORE, 0,
        );
      }
      pattern += <usize>T * line;
    }
  }
}

/** In place: dS = A∘(dA − Σ_s A·dA)/√K over one row. */
@inline
function softmaxBackwardRow(pattern: usize, d: usize, bytes: usize, scale: v128): void {
  let sums = f32x4.splat(0);
  for (let o: usize = 0; o < bytes; o += 16) sums = madd(v128.load(pattern + o), v128.load(d + o), sums);
  const sum = f32x4.splat(sumLanes(sums));
  for (let o: usize = 0; o < bytes; o += 16) {
    v128.store(d + o, f32x4.mul(f32x4.mul(v128.load(pattern + o), scale), f32x4.sub(v128.load(d + o), sum)));
  }
}

/** dqkv from dz [B,T,H,K]: dv = drop(A)ᵀ·dz, dA = drop(dz·vᵀ), dq = dS·k, dk = dSᵀ·q. */
export function attentionBackward(
  qkv: usize, qkvStride: i32, pattern: usize, dz: usize, zStride: i32, dqkv: usize,
  B: i32, T: i32, H: i32, K: i32, causal: bool, firstSequence: i32, key: u32, threshold: u32, keepScale: f32,
): void {
  const width = align8(T);
  const line = <usize>width << 2;
  const row = <usize>qkvStride << 2;
  const zRow = <usize>zStride << 2;
  const third = <usize>(H * K) << 2;
  const scale = f32x4.splat(1 / sqrt<f32>(<f32>K));
  for (let b: i32 = 0; b < B; b++) {
    for (let h: i32 = 0; h < H; h++) {
      const offset = <usize>(b * T) * row + (<usize>(h * K) << 2);
      const q = qkv + offset;
      const dq = dqkv + offset;
      const grad = dz + <usize>(b * T) * zRow + (<usize>(h * K) << 2);
      const first = <u32>(((firstSequence + b) * H + h) * T * T);
      packRows(grad, zRow, T, K, queryRows, TILE_ROWS);
      packRows(q + 2 * third, row, T, K, keyRows, TILE_COLUMNS);
      packColumns(q + third, row, K, T, keyColumns, TILE_COLUMNS);
      packColumns(q, row, K, T, queryColumns, TILE_COLUMNS);
      packColumns(grad, zRow, K, T, gradColumns, TILE_COLUMNS);
      let weights = pattern;
      if (threshold) {
        weights = dropped;
        dropRows(pattern, width, dropped, width, T, T, T, key, first, threshold, keepScale);
      }
      for (let t: i32 = 0; t < T; t += QUERY_BLOCK) {
        const end = min(T, t + QUERY_BLOCK);
        const rows = end - t;
        const keys = causal ? end : T;
        const block = dScores + <usize>t * line;
        multiplyPanels(
          queryRows + (<usize>(t * K) << 2), panelStep(K, TILE_ROWS), keyRows, panelStep(K, TILE_COLUMNS),
          block, line, rows, align8(keys), K, 0, STORE, 0,
        );
        if (threshold) dropRows(block, width, block, width, rows, keys, T, key, first + <u32>(t * T), threshold, keepScale);
        for (let i: i32 = 0; i < rows; i++) {
          softmaxBackwardRow(pattern + <usize>(t + i) * line, block + <usize>i * line, <usize>((keys + 3) & ~3) << 2, scale);
        }
        packRows(block, line, rows, keys, blockRows, TILE_ROWS);
        multiplyPanels(
          blockRows, panelStep(keys, TILE_ROWS), keyColumns, panelStep(T, TILE_COLUMNS),
          dq + <usize>t * row, row, rows, K, keys, 0, STORE, 0,
        );
      }
      for (let s: i32 = 0; s < T; s += QUERY_BLOCK) {
        const columns = min(QUERY_BLOCK, T - s);
        const from = causal ? s : 0;
        const depth = T - from;
        const corner = <usize>from * line + (<usize>s << 2);
        const skipped = panelStep(from, TILE_COLUMNS);
        packColumns(weights + corner, line, columns, depth, blockRows, TILE_ROWS);
        multiplyPanels(
          blockRows, panelStep(depth, TILE_ROWS), gradColumns + skipped, panelStep(T, TILE_COLUMNS),
          dq + 2 * third + <usize>s * row, row, columns, K, depth, 0, STORE, 0,
        );
        packColumns(dScores + corner, line, columns, depth, blockRows, TILE_ROWS);
        multiplyPanels(
          blockRows, panelStep(depth, TILE_ROWS), queryColumns + skipped, panelStep(T, TILE_COLUMNS),
          dq + third + <usize>s * row, row, columns, K, depth, 0, STORE, 0,
        );
      }
      pattern += <usize>T * line;
    }
  }
}
