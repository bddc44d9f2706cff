import { bindGroupLayout } from '../../kernels/shader.ts';
import type { Shader } from '../../kernels/shader.ts';
import { scoped } from './deviceErrors.ts';

const caches = new WeakMap<GPUDevice, Map<string, Promise<GPUComputePipeline>>>();

async function compile(device: GPUDevice, shader: Shader): Promise<GPUComputePipeline> {
  const { label, code } = shader;
  try {
    const pending = await scoped(device, () => {
      const module = device.createShaderModule({ label, code });
      const layout = device.createPipelineLayout({ bindGroupLayouts: [bindGroupLayout(device, shader)] });
      const pipeline = device.createComputePipelineAsync({ label, layout, compute: { module, entryPoint: 'main' } });
      pipeline.catch(() => undefined);
      // In an array, or it would be awaited before the scopes are closed.
      return [pipeline] as const;
    });
    return await pending[0];
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new Error(`pipelines: '${label}' does not compile: ${found}`, { cause: error });
  }
}

/**
 * Compiles what is not compiled yet for this device, all at once; the same text is compiled once. `onProgress` runs
 * from 0 to 1. Rejects with the shader's label and the compiler's first message.
 */
export async function compilePipelines(
  device: GPUDevice,
  shaders: readonly Shader[],
  onProgress?: (fraction: number) => void,
): Promise<ReadonlyMap<string, GPUComputePipeline>> {
  const cache = caches.get(device) ?? new Map<string, Promise<GPUComputePipeline>>();
  caches.set(device, cache);
  const wanted = new Map(shaders.map((shader) => [shader.code, shader]));
  const pipelines = new Map<string, GPUComputePipeline>();
  await Promise.all(
    Array.from(wanted, async ([code, shader]) => {
      const pending = cache.get(code) ?? compile(device, shader);
      cache.set(code, pending);
      pending.catch(() => cache.delete(code));
      pipelines.set(code, await pending);
      onProgress?.(pipelines.size / wanted.size);
    }),
  );
  return pipelines;
}
