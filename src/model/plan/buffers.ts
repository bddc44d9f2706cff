import { PARTIALS } from '../../kernels/optimizer/optimizer.wgsl.ts';
import { rotaryTable } from '../../kernels/rotary/rotary.wgsl.ts';
import { sinusoidTable } from '#math/positionTables.ts';
import type { Capacity } from './batchSizes.ts';
import { frozenWords } from './frozenBlocks.ts';
import type { Blueprint, Pass } from './passes.ts';
import type { Widths } from './paddedLayout.ts';

/** Steps whose scalars the ring holds before they must be fetched. */
export const RING = 64;

/** Elements (4 bytes each) of an activation buffer, by the part of its name before the layer's number. */
function activationLength(
  kind: string,
  { paddedD, H, paddedF, paddedV, W, V }: Widths,
  { rows, lines, blocks }: Capacity,
): number | null {
  const lengths: Record<string, number> = {
    stream: rows * paddedD,
    normed1: rows * paddedD,
    normed2: rows * paddedD,
    normedFinal: rows * paddedD,
    mid: rows * paddedD,
    sum1: rows * paddedD,
    sum2: rows * paddedD,
    statistics1: rows * 2,
    statistics2: rows * 2,
    statisticsFinal: rows * 2,
    qkv: rows * 3 * W,
    scores: H * blocks * 16,
    logSum: H * lines * 4,
    z: rows * W,
    hidden: rows * paddedF,
    slope: rows * paddedF,
    logits: rows * paddedV,
    rowLoss: rows,
    rowScores: rows * 2,
    dStream: rows * paddedD,
    dDropped: rows * paddedD,
    dSum: rows * paddedD,
    dMid: rows * paddedD,
    dNormed: rows * paddedD,
    dHidden: rows * paddedF,
    dz: rows * W,
    dqkv: rows * 3 * W,
    dScores: H * blocks * 16,
    ids: rows,
    targets: rows,
    order: rows,
    starts: V + 1,
  };
  return lengths[kind] ?? null;
}

/** The sinusoidal table with its rows padded: [n_ctx, paddedD]. */
function paddedSinusoids(positions: number, { D, paddedD }: Widths): Float32Array<ArrayBuffer> {
  const table = sinusoidTable(positions, D);
  const padded = new Float32Array(positions * paddedD);
  for (let t = 0; t < positions; t++) padded.set(table.subarray(t * D, (t + 1) * D), t * paddedD);
  return padded;
}

const create = (device: GPUDevice, label: string, bytes: number, usage = 0): GPUBuffer =>
  device.createBuffer({
    label,
    size: Math.max(16, Math.ceil(bytes / 4) * 4),
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST | usage,
  });

/** Buffers that live as long as the model: parameters, moments, gradient, scalars, constant tables. */
export function modelBuffers(device: GPUDevice, { config, widths, layout, tuning }: Blueprint): Map<string, GPUBuffer> {
  const bytes = layout.length * 4;
  const buffers = new Map<string, GPUBuffer>([
    ['weights', create(device, 'weights', bytes)],
    ['m', create(device, 'm', bytes)],
    ['v', create(device, 'v', bytes)],
    ['gradient', create(device, 'gradient', bytes * tuning.slices)],
    ['partials', create(device, 'partials', PARTIALS * 4)],
    ['ring', create(device, 'ring', RING * 8)],
    ['clip', create(device, 'clip', 4)],
    ['frozen', create(device, 'frozen', frozenWords(layout) * 4)],
  ]);
  const constant = (name: string, table: Float32Array<ArrayBuffer>): void => {
    const buffer = create(device, name, table.byteLength);
    device.queue.writeBuffer(buffer, 0, table);
    buffers.set(name, buffer);
  };
  if (config.position === 'sinusoidal') constant('sinusoid', paddedSinusoids(config.n_ctx, widths));
  if (config.position === 'rope') constant('angles', rotaryTable(config.n_ctx, widths.K, widths.paddedK, config.rope_base));
  return buffers;
}

/** Buffers whose size follows the batch: every other name that the passes bind. One buffer a name. */
export function activationBuffers(
  device: GPUDevice,
  { widths }: Blueprint,
  passes: readonly Pass[],
  capacity: Capacity,
): Map<string, GPUBuffer> {
  const buffers = new Map<string, GPUBuffer>();
  for (const { shader, resources } of passes) {
    for (const { name: binding } of shader.bindings) {
      const name = resources[binding];
      if (typeof name !== 'string' || buffers.has(name)) continue;
      const length = activationLength(name.replace(/\.\d+$/, ''), widths, capacity);
      if (length !== null) buffers.set(name, create(device, name, length * 4));
    }
  }
  return buffers;
}
