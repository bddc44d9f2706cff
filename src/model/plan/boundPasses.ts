import type { BatchSizes, Capacity } from './batchSizes.ts';
import { capacityFor, fits, widened } from './batchSizes.ts';
import { activationBuffers } from './buffers.ts';
import { bindGroupLayout } from '../../kernels/shader.ts';
import type { Shader } from '../../kernels/shader.ts';
import type { Blueprint, Pass, Place, Resource } from './passes.ts';

/** Uniform bindings start at multiples of 256 bytes (WebGPU's default limit). */
const PLACE_STRIDE = 256;

type Bound = { pipeline: GPUComputePipeline; bindGroup: GPUBindGroup };
/** A pass with its workgroups for one size of batch. */
type Dispatch = Bound & { groups: [number, number, number] };

/** The passes with pipelines, buffers and bind groups, ready to be encoded for a batch. */
export type BoundPasses = {
  /** Makes room for a batch: buffers and bind groups are remade only when it needs more than any before. */
  fit: (sizes: BatchSizes) => void;
  buffer: (name: string) => GPUBuffer;
  /** Encodes passes, in order, into one compute pass; what that takes is remembered by the list until the batch's size changes. */
  encode: (encoder: GPUCommandEncoder, passes: readonly Pass[], sizes: BatchSizes) => void;
  dispose: () => void;
};

function placeBuffer(device: GPUDevice, passes: readonly Pass[]): GPUBuffer {
  const words = new Uint32Array((passes.length * PLACE_STRIDE) / 4);
  passes.forEach(({ place: { first, second, site } }: { place: Place }, i) =>
    words.set([first, second, site], (i * PLACE_STRIDE) / 4),
  );
  const buffer = device.createBuffer({
    label: 'places',
    size: words.byteLength,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  device.queue.writeBuffer(buffer, 0, words);
  return buffer;
}

/** Compiles a kernel without waiting for it: what uses it waits on the device. */
function compileNow(device: GPUDevice, shader: Shader): GPUComputePipeline {
  const { label, code } = shader;
  const layout = device.createPipelineLayout({ bindGroupLayouts: [bindGroupLayout(device, shader)] });
  return device.createComputePipeline({
    label,
    layout,
    compute: { module: device.createShaderModule({ label, code }), entryPoint: 'main' },
  });
}

/**
 * Readies passes for a device. Those that are encoded for the first time are bound then; what `pipelines` lacks is compiled
 * then.
 */
export function bindPasses(
  device: GPUDevice,
  plan: Blueprint,
  passes: readonly Pass[],
  pipelines: ReadonlyMap<string, GPUComputePipeline>,
  owned: ReadonlyMap<string, GPUBuffer>,
  step: GPUBuffer,
): BoundPasses {
  const places = placeBuffer(device, passes);
  let room: Capacity = { rows: 0, lines: 0, blocks: 0 };
  let activations = new Map<string, GPUBuffer>();
  let bound = new Map<Pass, Bound>();
  const compiled = new Map(pipelines);
  const offsets = new Map(passes.map((pass, index) => [pass, index * PLACE_STRIDE]));
  const mostGroups = device.limits.maxComputeWorkgroupsPerDimension;

  const buffer = (name: string): GPUBuffer => {
    const found = owned.get(name) ?? activations.get(name);
    if (!found) throw new Error(`boundPasses: no buffer is named '${name}'`);
    return found;
  };
  const range = (resource: Resource): GPUBufferBinding => {
    if (typeof resource === 'string') return { buffer: buffer(resource) };
    const slot = plan.layout.byName.get(resource.weight);
    if (!slot) throw new Error(`boundPasses: the model has no weight '${resource.weight}'`);
    return { buffer: buffer('weights'), offset: slot.offset * 4, size: slot.rows.length * slot.columns.length * 4 };
  };
  const bind = (pass: Pass): Bound => {
    const { shader, resources } = pass;
    const offset = offsets.get(pass);
    if (offset === undefined) throw new Error(`boundPasses: '${shader.label}' is not one of the passes`);
    const pipeline = compiled.get(shader.code) ?? compileNow(device, shader);
    compiled.set(shader.code, pipeline);
    const entries = shader.bindings.map(({ name }, binding): GPUBindGroupEntry => {
      if (name === 'step') return { binding, resource: { buffer: step } };
      if (name === 'place') return { binding, resource: { buffer: places, offset, size: 16 } };
      const resource = resources[name];
      if (resource === undefined) throw new Error(`boundPasses: '${shader.label}' binds '${name}', which its pass does not name`);
      return { binding, resource: range(resource) };
    });
    return {
      pipeline,
      bindGroup: device.createBindGroup({ label: shader.label, layout: pipeline.getBindGroupLayout(0), entries }),
    };
  };
  const release = (): void => activations.forEach((old) => old.destroy());
  let prepared = new WeakMap<readonly Pass[], Dispatch[]>();
  let preparedFor = '';

  const prepare = (wanted: readonly Pass[], sizes: BatchSizes): Dispatch[] =>
    wanted.map((pass) => {
      if (room.rows === 0) throw new Error(`boundPasses: '${pass.shader.label}' was encoded before a batch was fitted`);
      const ready = bound.get(pass) ?? bind(pass);
      bound.set(pass, ready);
      const groups = pass.groups(sizes);
      if (!groups.every((n) => Number.isInteger(n) && n > 0 && n <= mostGroups)) {
        throw new Error(
          `boundPasses: '${pass.shader.label}' wants ${groups.join('×')} workgroups, 1 … ${mostGroups} an axis can be had`,
        );
      }
      return { ...ready, groups };
    });
  const dispatchesOf = (wanted: readonly Pass[], sizes: BatchSizes): Dispatch[] => {
    const size = `${sizes.batch}×${sizes.time}`;
    if (size !== preparedFor) prepared = new WeakMap();
    preparedFor = size;
    const known = prepared.get(wanted) ?? prepare(wanted, sizes);
    prepared.set(wanted, known);
    return known;
  };

  return {
    buffer,
    fit: (sizes) => {
      const need = capacityFor(sizes);
      if (fits(need, room)) return;
      room = widened(need, room);
      release();
      activations = activationBuffers(device, plan, passes, room);
      bound = new Map();
      prepared = new WeakMap();
    },
    encode: (encoder, wanted, sizes) => {
      const pass = encoder.beginComputePass();
      let current: GPUComputePipeline | null = null;
      for (const { pipeline, bindGroup, groups } of dispatchesOf(wanted, sizes)) {
        if (pipeline !== current) pass.setPipeline(pipeline);
        current = pipeline;
        pass.setBindGroup(0, bindGroup);
        pass.dispatchWorkgroups(groups[0], groups[1], groups[2]);
      }
      pass.end();
    },
    dispose: () => {
      release();
      places.destroy();
    },
  };
}
