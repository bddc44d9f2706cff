/** What is left out of a product, tile by tile: in causal attention, what lies beyond the diagonal. */
@inline
export const NOTHING: i32 = 0;
/** C[m,n] for n > m is not wanted. */
@inline
export const UPPER_RESULTS: i32 = 1;
/** A[m,k] is 0 for k > m. */
@inline
export const ZEROS_BEHIND: i32 = 2;
/** A[m,k] is 0 for k < m. */
@inline
export const ZEROS_BEFORE: i32 = 3;
