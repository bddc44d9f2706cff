import {
  PORTABLE_TILE,
  QUAD_TILE,
  SMALL_TILE,
  matmul,
  matmulByTransposed,
  matmulTransposed,
  productTile,
} from '../../kernels/matmul/matmul.wgsl.ts';
import type { Tile } from '../../kernels/matmul/matmul.wgsl.ts';
import { STEP_FIELDS } from '../../kernels/shader.ts';
import type { Shader } from '../../kernels/shader.ts';
import { batchSizes } from './batchSizes.ts';
import { PORTABLE_TUNING } from './passes.ts';
import type { Tuning } from './passes.ts';
import { compilePipelines } from './pipelines.ts';
import { encodeReadBack } from './readBack.ts';
import { NO_UPDATE, stepUniform } from './stepUniform.ts';

/** The product that is timed: 256 tokens, 128 columns, inner length 128; the gradient is 128×128. */
const ROWS = 256;
const WIDTH = 128;
/** Dispatches of one timing: enough to outlast the clock's coarseness, few enough for a software adapter. */
const REPEATS = 8;
/** Rounding differs between tiles at most; a lane that got a neighbour's value is off by far more. */
const TOLERANCE = 1e-3;
/** Slices of the gradient on a real GPU, where few tokens an invocation keep more of it busy, and what they may take. */
const GPU_SLICES = 8;
const SLICE_BYTES = 64 * 1024 * 1024;

type Kind = 'matmul' | 'byTransposed' | 'transposed';

const shaders: Record<Kind, (tile: Tile) => Shader> = {
  matmul: (tile) => matmul({ columns: WIDTH, inner: WIDTH, epilogue: { kind: 'plain' } }, tile),
  byTransposed: (tile) => matmulByTransposed({ columns: WIDTH, inner: WIDTH, epilogue: { kind: 'plain' } }, tile),
  transposed: (tile) => matmulTransposed({ rows: WIDTH, columns: WIDTH, bias: false, slices: 1, stride: 0 }, tile),
};

const isSoftware = ({ adapterInfo }: GPUDevice): boolean =>
  adapterInfo.isFallbackAdapter || adapterInfo.architecture === 'swiftshader';

function candidates(device: GPUDevice): Tile[] {
  const tiles = isSoftware(device) ? [PORTABLE_TILE] : [PORTABLE_TILE, SMALL_TILE];
  return device.features.has('subgroups') ? [...tiles, QUAD_TILE] : tiles;
}

type Bench = { A: GPUBuffer; B: GPUBuffer; C: GPUBuffer; step: GPUBuffer; place: GPUBuffer };

function benchBuffers(device: GPUDevice): Bench {
  const { STORAGE, UNIFORM, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const create = (size: number, usage: number): GPUBuffer =>
    device.createBuffer({ label: 'tuning', size, usage: usage | COPY_SRC | COPY_DST });
  const filled = (length: number, usage: number, bytes: Float32Array<ArrayBuffer> | ArrayBuffer): GPUBuffer => {
    const buffer = create(length, usage);
    device.queue.writeBuffer(buffer, 0, bytes);
    return buffer;
  };
  const ramp = (seed: number): Float32Array<ArrayBuffer> =>
    Float32Array.from({ length: ROWS * WIDTH }, (_, i) => ((i * seed) % 101) / 101 - 0.5);
  return {
    A: filled(ROWS * WIDTH * 4, STORAGE, ramp(37)),
    B: filled(ROWS * WIDTH * 4, STORAGE, ramp(53)),
    C: create(ROWS * WIDTH * 4, STORAGE),
    step: filled(STEP_FIELDS.length * 4, UNIFORM, stepUniform(batchSizes(1, ROWS), NO_UPDATE, 1, 0)),
    place: create(16, UNIFORM),
  };
}

/** Milliseconds of one product with a tile, at best of three, and its result. */
async function measure(device: GPUDevice, bench: Bench, kind: Kind, tile: Tile): Promise<{ ms: number; result: Float32Array }> {
  const shader = shaders[kind](tile);
  const pipelines = await compilePipelines(device, [shader]);
  const pipeline = pipelines.get(shader.code);
  if (!pipeline) throw new Error(`tuning: '${shader.label}' was not compiled`);
  const resources: Record<string, GPUBuffer> = { ...bench, gradient: bench.C };
  const entries = shader.bindings.map(({ name }, binding) => ({ binding, resource: { buffer: resources[name] ?? bench.C } }));
  const bindGroup = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  const [columns, rows] = productTile(WIDTH, tile);
  const rounds = async (n: number): Promise<number> => {
    const encoder = device.createCommandEncoder({ label: 'tuning' });
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    for (let i = 0; i < n; i++)
      pass.dispatchWorkgroups(Math.ceil(WIDTH / columns), Math.ceil((kind === 'transposed' ? WIDTH : ROWS) / rows));
    pass.end();
    const start = performance.now();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    return (performance.now() - start) / n;
  };
  await rounds(1);
  const ms = Math.min(await rounds(REPEATS), await rounds(REPEATS), await rounds(REPEATS));
  const encoder = device.createCommandEncoder({ label: 'tuning' });
  const { arrived } = encodeReadBack(device, encoder, [
    { buffer: bench.C, bytes: (kind === 'transposed' ? WIDTH : ROWS) * WIDTH * 4 },
  ]);
  device.queue.submit([encoder.finish()]);
  const [result = new Float32Array()] = await arrived();
  return { ms, result };
}

const agrees = (a: Float32Array, b: Float32Array): boolean =>
  a.every((value, i) => Math.abs(value - (b[i] ?? Number.NaN)) < TOLERANCE);

/** The fastest tile whose result is that of the portable one. */
async function fastest(device: GPUDevice, bench: Bench, kind: Kind, tiles: readonly Tile[]): Promise<Tile> {
  const portable = await measure(device, bench, kind, PORTABLE_TILE);
  let best = { tile: PORTABLE_TILE, ms: portable.ms };
  for (const tile of tiles) {
    if (tile === PORTABLE_TILE) continue;
    const { ms, result } = await measure(device, bench, kind, tile);
    if (ms < best.ms && agrees(result, portable.result)) best = { tile, ms };
  }
  return best.tile;
}

type Tiles = Omit<Tuning, 'slices'>;

async function timeTiles(device: GPUDevice): Promise<Tiles> {
  const tiles = candidates(device);
  if (tiles.length === 1) return PORTABLE_TUNING;
  const bench = benchBuffers(device);
  const chosen: Tiles = {
    matmul: await fastest(device, bench, 'matmul', tiles),
    byTransposed: await fastest(device, bench, 'byTransposed', tiles),
    transposed: await fastest(device, bench, 'transposed', tiles),
  };
  Object.values(bench).forEach((buffer) => buffer.destroy());
  return chosen;
}

const timed = new WeakMap<GPUDevice, Promise<Tiles>>();

/**
 * Times the tiles that this device can run, once a device and kind of product, and keeps the fastest that computes
 * the same. `flatLength` are the elements of the flat gradient, of which a real GPU gets several slices. No choice
 * depends on a clock but the tiles, and they add the same numbers in the same order.
 */
export async function chooseTuning(device: GPUDevice, flatLength: number): Promise<Tuning> {
  const tiles = timed.get(device) ?? timeTiles(device);
  timed.set(device, tiles);
  const most = Math.min(SLICE_BYTES, device.limits.maxStorageBufferBindingSize);
  const slices = isSoftware(device) ? 1 : Math.max(1, Math.min(GPU_SLICES, Math.floor(most / (flatLength * 4))));
  return { ...(await tiles), slices };
}
