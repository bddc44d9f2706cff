import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { ready, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';

/**
 * Gives tfjs a device with subgroups where the adapter has them, as the engine does, since tfjs asks for no features.
 * Rejects where there is no adapter.
 */
export async function useFullDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('no WebGPU adapter: launch Chromium with --enable-unsafe-webgpu');
  const device = await adapter.requestDevice({ requiredFeatures: adapter.features.has('subgroups') ? ['subgroups'] : [] });
  removeBackend('webgpu');
  registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info), 3);
  await setBackend('webgpu');
  await ready();
  return device;
}
