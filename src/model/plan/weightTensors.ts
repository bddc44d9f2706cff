import { tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { GATHER_GROUP, gather } from '../../kernels/gather/gather.wgsl.ts';
import type { PaddedAxis, PaddedLayout, PaddedSlot } from './paddedLayout.ts';

/** The weights as tensors, from one buffer each that is refreshed on every call. */
export type WeightTensors = { refresh: () => Map<string, Tensor>; dispose: () => void };

/** The private members of tfjs's backend that order its commands before ours. */
type Pending = { commandEncoder: GPUCommandEncoder | null; endComputePassEncoder: () => void };

/** Submits what tfjs has encoded so far, so that it sees the values of before. */
export function submitPending(backend: WebGPUBackend): void {
  const pending = backend as unknown as Pending;
  if (!pending.commandEncoder) return;
  pending.endComputePassEncoder();
  backend.submitQueue();
}

const isPlain = ({ length, places }: PaddedAxis): boolean => length === places.length && places.every((place, i) => place === i);

const placesOf = ({ slot, offset, rows, columns }: PaddedSlot): Uint32Array<ArrayBuffer> =>
  Uint32Array.from([offset, columns.length, columns.places.length, slot.size, ...rows.places, ...columns.places]);

type Copy = { slot: PaddedSlot; buffer: GPUBuffer; bindGroup: GPUBindGroup | null };

/**
 * Copies on the GPU from the padded parameter buffer into one buffer a weight, which tfjs reads without a copy of its
 * own. The tensors of an earlier call show the values of the latest one, and none outlives `dispose`.
 */
export function createWeightTensors(
  backend: WebGPUBackend,
  layout: PaddedLayout,
  weights: GPUBuffer,
  pipeline: GPUComputePipeline,
): WeightTensors {
  const { device } = backend;
  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const owned: GPUBuffer[] = [];
  const own = (label: string, size: number): GPUBuffer => {
    const buffer = device.createBuffer({ label, size, usage: STORAGE | COPY_SRC | COPY_DST });
    owned.push(buffer);
    return buffer;
  };
  const copyOf = (slot: PaddedSlot): Copy => {
    const buffer = own(`tensor ${slot.slot.name}`, slot.slot.size * 4);
    if (isPlain(slot.rows) && isPlain(slot.columns)) return { slot, buffer, bindGroup: null };
    const table = placesOf(slot);
    const places = own(`places ${slot.slot.name}`, table.byteLength);
    device.queue.writeBuffer(places, 0, table);
    const entries = [weights, places, buffer].map((resource, binding) => ({ binding, resource: { buffer: resource } }));
    return { slot, buffer, bindGroup: device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }) };
  };
  let copies: Copy[] | null = null;

  return {
    refresh: () => {
      copies ??= Array.from(layout.byName.values(), copyOf);
      submitPending(backend);
      const encoder = device.createCommandEncoder({ label: 'weight tensors' });
      for (const { slot, buffer, bindGroup } of copies) {
        if (!bindGroup) encoder.copyBufferToBuffer(weights, slot.offset * 4, buffer, 0, slot.slot.size * 4);
      }
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      for (const { slot, bindGroup } of copies) {
        if (!bindGroup) continue;
        pass.setBindGroup(0, bindGroup);
        pass.dispatchWorkgroups(Math.ceil(slot.slot.size / GATHER_GROUP));
      }
      pass.end();
      device.queue.submit([encoder.finish()]);
      return new Map(
        copies.map(({ slot, buffer }) => [slot.slot.name, tensor({ buffer, zeroCopy: true }, [...slot.slot.shape], 'float32')]),
      );
    },
    dispose: () => owned.forEach((buffer) => buffer.destroy()),
  };
}

/** The kernel that takes padding out. */
export const WEIGHT_TENSOR_SHADER = gather();
