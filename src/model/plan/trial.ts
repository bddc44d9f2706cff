import { STEP_FIELDS } from '../../kernels/shader.ts';
import type { Shader } from '../../kernels/shader.ts';
import type { BatchSizes } from './batchSizes.ts';
import { compilePipelines } from './pipelines.ts';
import { encodeReadBack } from './readBack.ts';
import { NO_UPDATE, stepUniform } from './stepUniform.ts';

/** One kernel to be timed: elements of its storage bindings, which are filled with numbers around 0, and of its result. */
export type Trial = {
  shader: Shader;
  sizes: BatchSizes;
  lengths: Readonly<Record<string, number>>;
  output: string;
  groups: [number, number, number];
};

/** A kernel ready to be timed: `time` gives the milliseconds of one of so many dispatches, `result` what it computed. */
export type Tried = { time: (repeats: number) => Promise<number>; result: Float32Array; dispose: () => void };

const ramp = (length: number, seed: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length }, (_, i) => ((i * (37 + 16 * seed)) % 101) / 101 - 0.5);

/** Runs a kernel alone on made-up numbers, the same for every kernel with the same bindings. */
export async function tryKernel(device: GPUDevice, { shader, sizes, lengths, output, groups }: Trial): Promise<Tried> {
  const pipelines = await compilePipelines(device, [shader]);
  const pipeline = pipelines.get(shader.code);
  if (!pipeline) throw new Error(`tryKernel: '${shader.label}' was not compiled`);
  const { STORAGE, UNIFORM, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const buffers = shader.bindings.map(({ name, kind }, index) => {
    const length = lengths[name] ?? STEP_FIELDS.length;
    const usage = (kind === 'uniform' ? UNIFORM : STORAGE) | COPY_SRC | COPY_DST;
    const buffer = device.createBuffer({ label: `trial ${name}`, size: length * 4, usage });
    if (name === 'step') device.queue.writeBuffer(buffer, 0, stepUniform(sizes, NO_UPDATE, sizes.rows, 0));
    else if (kind !== 'uniform') device.queue.writeBuffer(buffer, 0, ramp(length, index));
    return buffer;
  });
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
  const bindGroup = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  const dispatch = async (times: number): Promise<number> => {
    const encoder = device.createCommandEncoder({ label: 'trial' });
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    for (let i = 0; i < times; i++) pass.dispatchWorkgroups(...groups);
    pass.end();
    const start = performance.now();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    return (performance.now() - start) / times;
  };
  await dispatch(1);
  const encoder = device.createCommandEncoder({ label: 'trial' });
  const sources = shader.bindings.flatMap(({ name }, index) => {
    const buffer = buffers[index];
    return name === output && buffer ? [{ buffer, bytes: buffer.size }] : [];
  });
  const { arrived } = encodeReadBack(device, encoder, sources);
  device.queue.submit([encoder.finish()]);
  const [result = new Float32Array()] = await arrived();
  return { time: dispatch, result, dispose: () => buffers.forEach((buffer) => buffer.destroy()) };
}
