import { dropRows } from '../../dropout/assembly/dropout';
import { NOTHING, UPPER_RESULTS, ZEROS_BEFORE, ZEROS_BEHIND } from '../../matmul/assembly/leaving';
import { multiplyColumns, multiplyRows } from '../../matmul/assembly/matmul';
import { packColumns, packRows } from '../../matmul/assembly/panel';
import { STORE, TILE_COLUMNS, TILE_ROWS } from '../../matmul/assembly/tile';
import { align4, align8, exp4, lastLanes, lastVector, madd, maxLanes, sumLanes } from '../../vector/assembly/vector';
import { QUERY_BLOCK, dScores, dropped, gradColumns, keyColumns, keyRows, queryColumns, valueColumns, valueRows } from './scratch';

/**
 * Scaled dot-product attention (Vaswani et al. 2017, 3.2.1), causal or two-sided:
 * S = q·kᵀ/√K, A = softmax(S), z = drop(A)·v. Queries, keys and values lie in rows [Q|K|V], heads
 * contiguous in each third; A [B,H,T,align8(T)] is kept, undropped, for the backward pass.
 */

/** What can be no maximum. */
@inline
const LOWEST: f32 = -3.0e38;

/** Bytes from one packed panel of eight lanes to the next. */
@inline
function panelStep(depth: i32): usize {
  return <usize>(depth * TILE_COLUMNS) << 2;
}

/** softmax(scale·row) over the first `keys` entries, zeros behind them up to `width`, a multiple of four. */
@inline
function softmaxRow(row: usize, keys: i32, width: i32, scale: v128): void {
  const last = lastVector(keys);
  const lanes = lastLanes(keys);
  const tail = v128.bitselect(v128.load(row + last), f32x4.splat(LOWEST), lanes);
  let bests = tail;
  for (let o: usize = 0; o < last; o += 16) bests = f32x4.pmax(bests, v128.load(row + o));
  bests = f32x4.splat(maxLanes(bests));
  let sums = v128.and(exp4(f32x4.mul(f32x4.sub(tail, bests), scale)), lanes);
  v128.store(row + last, sums);
  for (let o: usize = 0; o < last; o += 16) {
    const e = exp4(f32x4.mul(f32x4.sub(v128.load(row + o), bests), scale));
    v128.store(row + o, e);
    sums = f32x4.add(sums, e);
  }
  const inverse = f32x4.splat(1 / sumLanes(sums));
  for (let o: usize = 0; o <= last; o += 16) v128.store(row + o, f32x4.mul(v128.load(row + o), inverse));
  const end = <usize>width << 2;
  for (let o = last + 16; o < end; o += 16) v128.store(row + o, f32x4.splat(0));
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
      packRows(q + third, row, T, K, keyRows, TILE_COLUMNS);
      packColumns(q + 2 * third, row, K, T, valueColumns, TILE_COLUMNS);
      for (let t: i32 = 0; t < T; t += QUERY_BLOCK) {
        const end = min(T, t + QUERY_BLOCK);
        const rows = end - t;
        const keys = causal ? end : T;
        const block = pattern + <usize>t * line;
        multiplyRows(
          causal ? UPPER_RESULTS : NOTHING, t, q + <usize>t * row, row, keyRows, panelStep(K),
          block, line, rows, align8(keys), K, 0, STORE, 0,
        );
        for (let i: i32 = 0; i < rows; i++) softmaxRow(block + <usize>i * line, causal ? t + i + 1 : T, align8(keys), scale);
        let weights = block;
        if (threshold) {
          weights = dropped;
          dropRows(block, width, dropped, width, rows, T, T, key, <u32>((((firstSequence + b) * H + h) * T + t) * T), threshold, keepScale);
        }
        multiplyRows(
          causal ? ZEROS_BEHIND : NOTHING, t, weights, line, valueColumns, panelStep(T),
          out + <usize>t * zRow, zRow, rows, K, keys, 0, STORE, 0,
        );
      }
      pattern += <usize>T * line;
    }
  }
}

/** In place: dS = A∘(dA − Σ_s A·dA)/√K over one row of `keys` entries, zeros behind them for two vectors or up to `width`. */
@inline
function softmaxBackwardRow(pattern: usize, d: usize, keys: i32, width: i32, scale: v128): void {
  const bytes = <usize>align4(keys) << 2;
  let sums = f32x4.splat(0);
  for (let o: usize = 0; o < bytes; o += 16) sums = madd(v128.load(pattern + o), v128.load(d + o), sums);
  const sum = f32x4.splat(sumLanes(sums));
  for (let o: usize = 0; o < bytes; o += 16) {
    v128.store(d + o, f32x4.mul(f32x4.mul(v128.load(pattern + o), scale), f32x4.sub(v128.load(d + o), sum)));
  }
  const end = min(bytes + 32, <usize>width << 2);
  for (let o = bytes; o < end; o += 16) v128.store(d + o, f32x4.splat(0));
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
      packRows(q + 2 * third, row, T, K, valueRows, TILE_COLUMNS);
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
        multiplyRows(
          causal ? UPPER_RESULTS : NOTHING, t, grad + <usize>t * zRow, zRow, valueRows, panelStep(K),
          block, line, rows, align8(keys), K, 0, STORE, 0,
        );
        if (threshold) dropRows(block, width, block, width, rows, keys, T, key, first + <u32>(t * T), threshold, keepScale);
        for (let i: i32 = 0; i < rows; i++) {
          softmaxBackwardRow(pattern + <usize>(t + i) * line, block + <usize>i * line, causal ? t + i + 1 : T, width, scale);
        }
        multiplyRows(
          causal ? ZEROS_BEHIND : NOTHING, t, block, line, keyColumns, panelStep(T),
          dq + <usize>t * row, row, rows, K, keys, 0, STORE, 0,
        );
      }
      multiplyColumns(
        causal ? ZEROS_BEFORE : NOTHING, 0, weights, line, <usize>TILE_ROWS << 2, gradColumns, panelStep(T),
        dq + 2 * third, row, T, K, T, 0, STORE, 0,
      );
      multiplyColumns(
        causal ? ZEROS_BEFORE : NOTHING, 0, dScores, line, <usize>TILE_ROWS << 2, queryColumns, panelStep(T),
        dq + third, row, T, K, T, 0, STORE, 0,
      );
      pattern += <usize>T * line;
    }
  }
}
