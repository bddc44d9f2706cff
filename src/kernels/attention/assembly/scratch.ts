import { align8 } from '../../vector/assembly/vector';

/** Rows of the pattern worked on at once, so that they stay in the first cache; a multiple of six. */
@inline
export const QUERY_BLOCK: i32 = 48;

/** Packed operands of one head of one sequence, in the forward or in the backward pass. */
export let keyRows: usize = 0;
export let valueColumns: usize = 0;
export let valueRows: usize = 0;
export let keyColumns: usize = 0;
export let queryColumns: usize = 0;
export let gradColumns: usize = 0;
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
  return 4 * panelFloats(T, K) + 2 * squareFloats(T);
}

/** Divides the scratch space at `p`, `attentionFloats` long; the passes share it. */
export function useAttentionScratch(p: usize, T: i32, K: i32): void {
  const panel = <usize>panelFloats(T, K) << 2;
  keyRows = p;
  valueColumns = p + panel;
  valueRows = p;
  keyColumns = p + panel;
  queryColumns = p + 2 * panel;
  gradColumns = p + 3 * panel;
  dScores = p + 4 * panel;
  dropped = dScores + (<usize>squareFloats(T) << 2);
}
