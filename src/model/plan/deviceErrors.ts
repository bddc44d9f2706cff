/**
 * WebGPU reports a refused command to the device, not to the caller, and drops the whole submit with it. This keeps the
 * first report until someone asks.
 */
export type DeviceErrors = { /** Throws what was reported since the last call. */ check: () => void; dispose: () => void };

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
