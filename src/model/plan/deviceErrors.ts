/**
 * WebGPU reports a refused command to the device, not to the caller, and drops the whole submit with it. This keeps the
 * first report until someone asks.
 */
export type DeviceErrors = { /** Throws what was reported since the last call. */ check: () => void; dispose: () => void };

/** Listens to a device until it is disposed. */
export function listenForErrors(device: GPUDevice): DeviceErrors {
  let first: string | null = null;
  const listen = (event: GPUUncapturedErrorEvent): void => {
    first ??= event.error.message;
  };
  device.addEventListener('uncapturederror', listen);
  return {
    check: () => {
      const message = first;
      first = null;
      if (message !== null) throw new Error(`planTrainer: the GPU refused a command: ${message}`);
    },
    dispose: () => device.removeEventListener('uncapturederror', listen),
  };
}

const FILTERS: readonly GPUErrorFilter[] = ['out-of-memory', 'validation', 'internal'];

/**
 * Does something on a device that must not wait in between, and throws what the device reports of it; such reports reach
 * nobody else. What was made is then no good and goes to `discard`.
 */
export async function scoped<T>(device: GPUDevice, task: () => T, discard?: (made: T) => void): Promise<T> {
  FILTERS.forEach((filter) => device.pushErrorScope(filter));
  let popped: Promise<GPUError | null>[] = [];
  let made: T;
  try {
    made = task();
  } finally {
    popped = FILTERS.map(() => device.popErrorScope());
    popped.forEach((each) => void each.catch(() => undefined));
  }
  const error = (await Promise.all(popped)).find((each) => each !== null);
  if (!error) return made;
  discard?.(made);
  throw new Error(error.message);
}
