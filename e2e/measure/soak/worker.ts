import { memory } from '@tensorflow/tfjs-core';
import { handlers } from '#engine/commands.ts';
import { Engine } from '#engine/engine.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { EventName } from '#lexicon/events.ts';
import type { BackendName } from '#lexicon/messages.ts';

/** What a long run is told: first how to begin, then how many steps more to go. */
export type ToSoak = { start: { backend: BackendName; config: Partial<RunConfig>; wasmBase: string } } | { train: number };
/** What is held after some steps: buffers of the GPU that nobody has destroyed, tensors of tfjs. */
export type Held = { step: number; loss: number; gpuBuffers: number; gpuBytes: number; tensors: number; tensorBytes: number };
export type FromSoak = { held: Held } | { error: string };

const STORY = 'The bell rang three times. One, two, three. Who rings the bell? The sea rings the bell. '.repeat(40);

/** Sizes of the buffers that live, kept at WebGPU's own door, whoever makes them. */
const alive = new Map<GPUBuffer, number>();

function countBuffers(): void {
  if (typeof GPUDevice === 'undefined') return;
  const create = Reflect.get(GPUDevice.prototype, 'createBuffer') as GPUDevice['createBuffer'];
  const destroy = Reflect.get(GPUBuffer.prototype, 'destroy') as GPUBuffer['destroy'];
  GPUDevice.prototype.createBuffer = function counted(this: GPUDevice, descriptor) {
    const buffer = Reflect.apply(create, this, [descriptor]) as GPUBuffer;
    alive.set(buffer, buffer.size);
    return buffer;
  };
  GPUBuffer.prototype.destroy = function counted(this: GPUBuffer) {
    alive.delete(this);
    return Reflect.apply(destroy, this, []) as undefined;
  };
}

countBuffers();
const engine: Engine = new Engine((name: EventName) => {
  if (name === 'frame') engine.frames.taken();
});
const call = handlers(engine, () => undefined);

async function answer(message: ToSoak): Promise<Held> {
  if ('start' in message) {
    const { backend, config, wasmBase } = message.start;
    await call.boot({ text: STORY, config, backend, wasmBase });
    // What an open screen of panels reads, and a text every so often, as the page asks for it.
    await call.watch({
      names: [
        'blocks.0.attn.hook_pattern',
        'blocks.0.mlp.hook_post',
        'unembed.hook_out',
        'grad.blocks.0.hook_resid_pre',
        'wte.weight',
      ],
    });
  }
  const { loss } = await call.train({ steps: 'train' in message ? message.train : 1 });
  const { numTensors: tensors, numBytes: tensorBytes } = memory();
  const gpuBytes = Array.from(alive.values()).reduce((sum, bytes) => sum + bytes, 0);
  return { step: engine.running().step, loss, gpuBuffers: alive.size, gpuBytes, tensors, tensorBytes };
}

self.onmessage = ({ data }: MessageEvent<ToSoak>) => {
  answer(data).then(
    (held) => self.postMessage({ held } satisfies FromSoak),
    (error: unknown) => self.postMessage({ error: String(error) } satisfies FromSoak),
  );
};
