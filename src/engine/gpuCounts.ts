/** What was asked of the GPU while something ran. */
export type GpuCounts = { dispatches: number; submits: number };

/** Calls `heard` at every call of a method, until the returned function is called. */
function listen(prototype: object, method: string, heard: () => void): () => void {
  const original = Object.getOwnPropertyDescriptor(prototype, method);
  const call: unknown = original?.value;
  if (!original || typeof call !== 'function') throw new Error(`countGpu: this WebGPU has no '${method}'`);
  const value = function heardCall(this: unknown, ...args: unknown[]): unknown {
    heard();
    return Reflect.apply(call, this, args);
  };
  Object.defineProperty(prototype, method, { ...original, value });
  return () => {
    Object.defineProperty(prototype, method, original);
  };
}

/**
 * Counts the dispatches and submits of `task`, of whatever device and library, by listening at WebGPU's own door.
 * Both are 0 where there is no WebGPU.
 */
export async function countGpu(task: () => void | Promise<void>): Promise<GpuCounts> {
  const counts: GpuCounts = { dispatches: 0, submits: 0 };
  const ends: (() => void)[] = [];
  if (typeof GPUQueue !== 'undefined') {
    const dispatched = (): number => counts.dispatches++;
    ends.push(
      listen(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', dispatched),
      listen(GPUComputePassEncoder.prototype, 'dispatchWorkgroupsIndirect', dispatched),
      listen(GPUQueue.prototype, 'submit', () => counts.submits++),
    );
  }
  try {
    await task();
  } finally {
    ends.toReversed().forEach((end) => end());
  }
  return counts;
}
