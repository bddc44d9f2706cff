import { STEP_FIELDS, bindGroupLayout, stepBytes } from './shader.ts';
import type { Binding, Shader, StepField } from './shader.ts';

/** What one run of a kernel is given: contents of its bindings by name, fields of `Step` and the workgroups. */
export type Run = {
  shader: Shader;
  step: Partial<Record<StepField, number>>;
  inputs: Readonly<Record<string, Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer>>>;
  /** Elements of each binding that is read back afterwards. */
  outputs: Readonly<Record<string, number>>;
  groups: [number, number, number];
};

const NOTHING = Object.fromEntries(STEP_FIELDS.map(([field]) => [field, 0])) as Record<StepField, number>;

/** A device with the features kernels may use; null where there is no adapter. */
export async function kernelDevice(): Promise<GPUDevice | null> {
  const adapter = await navigator.gpu.requestAdapter();
  return adapter?.requestDevice({ requiredFeatures: adapter.features.has('subgroups') ? ['subgroups'] : [] }) ?? null;
}

/**
 * Runs one kernel alone and gives its outputs, for the kernels' own tests. Rejects with what the GPU says when the
 * kernel does not compile or is bound wrongly.
 */
export async function runShader(
  device: GPUDevice,
  { shader, step, inputs, outputs, groups }: Run,
): Promise<Record<string, Float32Array>> {
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ label: shader.label, code: shader.code });
  const group = bindGroupLayout(device, shader);
  const layout = device.createPipelineLayout({ bindGroupLayouts: [group] });
  const pipeline = device.createComputePipeline({ layout, compute: { module, entryPoint: 'main' } });
  const { STORAGE, UNIFORM, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const bufferOf = ({ name, kind }: Binding): GPUBuffer => {
    const content = name === 'step' ? new Uint8Array(stepBytes({ ...NOTHING, ...step })) : inputs[name];
    const size = Math.max(16, (outputs[name] ?? 0) * 4, content?.byteLength ?? 0);
    const buffer = device.createBuffer({
      label: name,
      size,
      usage: (kind === 'uniform' ? UNIFORM : STORAGE) | COPY_SRC | COPY_DST,
    });
    if (content) device.queue.writeBuffer(buffer, 0, content);
    return buffer;
  };
  const bound = new Map(shader.bindings.map((binding) => [binding.name, bufferOf(binding)]));
  const entries = Array.from(bound.values(), (buffer, binding) => ({ binding, resource: { buffer } }));
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ layout: group, entries }));
  pass.dispatchWorkgroups(...groups);
  pass.end();
  const copies = Object.entries(outputs).map(([name, length]) => {
    const staging = device.createBuffer({ size: length * 4, usage: MAP_READ | COPY_DST });
    const source = bound.get(name);
    if (!source) throw new Error(`runShader: '${shader.label}' has no binding '${name}'`);
    encoder.copyBufferToBuffer(source, 0, staging, 0, length * 4);
    return [name, staging] as const;
  });
  device.queue.submit([encoder.finish()]);
  const error = await device.popErrorScope();
  if (error) throw new Error(`runShader: '${shader.label}': ${error.message}`);
  const results: Record<string, Float32Array> = {};
  for (const [name, staging] of copies) {
    await staging.mapAsync(GPUMapMode.READ);
    results[name] = new Float32Array(staging.getMappedRange().slice(0));
    staging.destroy();
  }
  bound.forEach((buffer) => buffer.destroy());
  return results;
}
