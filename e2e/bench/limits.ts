import { backend, setBackend } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { batchSizes } from '#model/plan/batchSizes.ts';
import { bindPasses } from '#model/plan/boundPasses.ts';
import { modelBuffers } from '#model/plan/buffers.ts';
import { paddedLayout } from '#model/plan/paddedLayout.ts';
import { blueprint } from '#model/plan/passes.ts';
import { compilePipelines } from '#model/plan/pipelines.ts';
import { stepUniform } from '#model/plan/stepUniform.ts';
import { trainingPasses } from '#model/plan/trainingPasses.ts';
import { chooseTuning } from '#model/plan/chooseTuning.ts';
import { bestBuild } from '#model/simd/binary.ts';
import type { Contestant, Entry, Task } from './contestant.ts';
import { productsOf } from './products.ts';
import type { Product } from './products.ts';

/**
 * The limit of a training step: its dense products alone, with our fastest kernels, which are the fastest known here.
 * They compute on whatever lies in memory, so there is no loss to read.
 */

/** The exports of `kernels/matmul/assembly/matmul.ts`, compiled as a module of its own. Addresses and counts as there. */
type MatmulModule = {
  memory: WebAssembly.Memory;
  aPanelFloats: (depth: number) => number;
  bPanelFloats: (N: number, K: number) => number;
  passDepth: (K: number) => number;
  usePanels: (a: number, b: number, edge: number) => void;
  multiplyNN: (...args: number[]) => void;
  multiplyNT: (...args: number[]) => void;
  multiplyTN: (...args: number[]) => void;
};

/** Where the operands begin: behind all that the module itself may keep. */
const FIRST_ADDRESS = 65536;
const PAGE = 65536;
/** Floats of a tile that hangs over the edge. */
const EDGE_FLOATS = 48;
const STORE = 0;

/** Gives each operand a place that fits the largest of its kind, fills A and B, and returns what runs one product. */
function arrange(module: MatmulModule, products: readonly Product[]): (product: Product) => void {
  const largest = (size: (product: Product) => number): number => Math.max(...products.map(size));
  let top = FIRST_ADDRESS;
  const place = (floats: number): number => {
    const address = top;
    top += Math.ceil((floats * 4 + 64) / 128) * 128;
    return address;
  };
  const A = place(largest(({ M, K }) => M * K));
  const B = place(largest(({ N, K }) => N * K));
  const C = place(largest(({ M, N }) => M * N));
  const panels = [
    place(largest(({ K }) => module.aPanelFloats(module.passDepth(K)))),
    place(largest(({ N, K }) => module.bPanelFloats(N, K))),
    place(EDGE_FLOATS),
  ] as const;
  module.memory.grow(Math.ceil(top / PAGE));
  const operands = new Float32Array(module.memory.buffer, A, (C - A) / 4);
  operands.forEach((_, i) => (operands[i] = ((i * 37) % 101) / 101 - 0.5));
  module.usePanels(...panels);
  return ({ layout, M, N, K }) => {
    if (layout === 'nn') module.multiplyNN(A, K, B, N, C, N, M, N, K, 0, STORE, 0);
    else if (layout === 'nt') module.multiplyNT(A, K, B, K, C, N, M, N, K, STORE, 0);
    else module.multiplyTN(A, M, B, N, C, N, M, N, K);
  };
}

async function wasmLimit({ config }: Task, base: string): Promise<Contestant> {
  const url = `${base}matmul.${bestBuild()}.wasm`;
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}, wanted 200`);
  const { instance } = await WebAssembly.instantiate(await response.arrayBuffer());
  const products = productsOf(config);
  const multiply = arrange(instance.exports as unknown as MatmulModule, products);
  return {
    enter: () => Promise.resolve(),
    queue: () => products.forEach(multiply),
    loss: () => Promise.resolve(null),
    dispose: () => undefined,
  };
}

async function webgpuLimit(task: Task): Promise<Contestant> {
  const enter = async (): Promise<void> => {
    if (!(await setBackend('webgpu'))) throw new Error("tfjs could not start its backend 'webgpu'");
  };
  await enter();
  const { device } = backend() as WebGPUBackend;
  const { config } = task;
  const layout = paddedLayout(config);
  const plan = blueprint(config, layout, await chooseTuning(device, config));
  const { forward, backward } = trainingPasses(plan);
  const products = [...forward, ...backward].filter(({ shader }) => shader.label.startsWith('matmul'));
  const pipelines = await compilePipelines(
    device,
    products.map(({ shader }) => shader),
  );
  const sizes = batchSizes(config.batch_size, config.n_ctx);
  const words = stepUniform(sizes, task.settingsAt(1), sizes.rows, 0);
  const uniform = device.createBuffer({
    label: 'limit',
    size: words.byteLength,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  device.queue.writeBuffer(uniform, 0, words);
  const buffers = modelBuffers(device, plan);
  const bound = bindPasses(device, plan, products, pipelines, buffers, uniform);
  bound.fit(sizes);
  return {
    enter,
    queue: () => {
      const encoder = device.createCommandEncoder({ label: 'limit' });
      bound.encode(encoder, products, sizes);
      device.queue.submit([encoder.finish()]);
    },
    loss: async () => {
      await device.queue.onSubmittedWorkDone();
      return null;
    },
    dispose: () => {
      bound.dispose();
      uniform.destroy();
      buffers.forEach((buffer) => buffer.destroy());
    },
  };
}

export const LIMIT = 'matrix products alone';

/** The limits of both backends; `base` is the address of the compiled matmul modules. */
export function limitEntries(base: string): Entry[] {
  return [
    { name: LIMIT, place: 'wasm', build: (task) => wasmLimit(task, base) },
    { name: LIMIT, place: 'webgpu', build: webgpuLimit },
  ];
}
