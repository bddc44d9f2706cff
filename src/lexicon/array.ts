/** A named array as a picture reads it: row-major data with its lengths and the letters of its axes. */
export type NamedArray = { name: string; data: Float32Array; shape: readonly number[]; axes: string };
