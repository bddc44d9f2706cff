/**
 * The linear memory as one stack of named buffers: the model first, then the activations of the
 * current batch shape, which are laid out anew when the shape changes. Memory never shrinks, so a
 * run's memory is that of its largest batch.
 */

const PAGE: u64 = 65536;
/** Buffers start on cache lines. */
const LINE: u64 = 128;
/** What a 32-bit memory can hold, less one page. */
const LIMIT: u64 = 0xffff0000;

let top: u64 = (<u64>__heap_base + LINE - 1) & ~(LINE - 1);
let firstActivation: u64 = 0;
/** Where the activations of this thread begin. */
let areaStart: u64 = 0;

/** Room for `floats` numbers and a vector more, as its address. Valid to touch after `reserve`. */
export function allocate(floats: u64): usize {
  const address = top;
  top = (top + (floats << 2) + 16 + LINE - 1) & ~(LINE - 1);
  return <usize>address;
}

/** Grows the memory to hold all that was allocated; false when there is no room. */
export function reserve(): bool {
  if (top > LIMIT) return false;
  const missing = <i32>((top + PAGE - 1) / PAGE) - memory.size();
  return missing <= 0 || memory.grow(missing) >= 0;
}

/** Bytes in use. */
export function usedBytes(): f64 {
  return <f64>top;
}

/** What is allocated from here on belongs to one batch shape. */
export function endOfModel(): void {
  firstActivation = top;
  areaStart = top;
}

/** Moves this thread's activations behind those of `before` threads, `bytes` each. */
export function moveArea(before: i32, bytes: u64): void {
  areaStart = firstActivation + <u64>before * bytes;
}

/** Bytes that this thread's activations take. */
export function areaBytes(): u64 {
  return top - areaStart;
}

/** Counts the areas of all threads as allocated. */
export function claimAreas(threads: i32, bytes: u64): void {
  top = firstActivation + <u64>threads * bytes;
}

/** Gives back the activations of the last batch shape. */
export function dropActivations(): void {
  top = areaStart;
}

/** Sets the activations to 0. */
export function clearActivations(): void {
  memory.fill(<usize>areaStart, 0, <usize>(top - areaStart));
}
