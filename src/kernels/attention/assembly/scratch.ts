import { align8 } from '../../vector/assembly/vector';

/** Rows of the pattern worked on at once; a multiple of six. Causal attention skips the blocks above the diagonal. */
@inline
export const QUERY_BLOCK: i32 = 36;

/** Packed operands of one head of one sequence. */
export let queryRows: usize = 0;
export let keyRows: usize = 0;
export let keyColumns: usize = 0;
export let queryColumns: usize = 0;
export let valueColumns: usize = 0;
export let gradColumns: usize = 0;
/** A packed block of the pattern, or of its transpose: QUERY_BLOCK × T. */
export let blockRows: usize = 0;
/** The gradient of the scores of one head, [T, align8(T)]. */
export let dScores: usize = 0;
/** The pattern of one head after dropout, [T, align8(T)]. */
export let dropped: usize = 0;

@inline
function panelFloats(T: i32, K: i32): i32 {
  return (T + 8) * (align8(K) + 8);
}

@inline
function squareFloats(T: i32): i32 {
  return T * align8(T) + 8;
}

/** Floats of scratch for sequences of T tokens and heads of width K. */
export function attentionFloats(T: i32, K: i32): i32 {
  return 6 * panelFloats(T, K) + (QUERY_BLOCK + 8) * align8(T) + 2 * squareFloats(T);
}

/** Divides the scratch space at `p`, `attentionFloats` long. */
export function useAttentionScratch(p: usize, T: i32, K: i32): void {
  const panel = <usize>panelFloats(T, K) << 2;
  queryRows = p;
  keyRows = queryRows + panel;
  keyColumns = keyRows + panel;
  queryColumns = keyColumns + panel;
  valueColumns = queryColumns + panel;
  gradColumns = valueColumns + panel;
  blockRows = gradColumns + panel;
  dScores = blockRows + (<usize>((QUERY_BLOCK + 8) * align8(T)) << 2);
  dropped = dScores + (<usize>squareFloats(T) << 2);
}
