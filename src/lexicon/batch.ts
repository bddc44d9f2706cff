/** B sequences of T tokens, row-major [B,T]. A target of −1 is not scored. */
export type Batch = { ids: Int32Array; targets: Int32Array; B: number; T: number };
