import type { StepScalars } from '../trainer.ts';
import { RING } from './buffers.ts';
import { encodeReadBack } from './readBack.ts';

/** Keeps the scalars of queued steps on the device and fetches them when asked, or when the ring is full. */
export type ScalarRing = {
  /** The place in the ring of the step that is being encoded. */
  slot: () => number;
  /** Counts the step just encoded; call the returned function after its submit. */
  advance: (encoder: GPUCommandEncoder) => () => void;
  /** Scalars of all steps since the last call, in order. */
  drain: () => Promise<StepScalars[]>;
};

/** A ring on its device buffer of `RING` pairs: loss in nats, gradient norm. */
export function createScalarRing(device: GPUDevice, ring: GPUBuffer): ScalarRing {
  let waiting = 0;
  let fetched: Promise<StepScalars[]>[] = [];

  const fetchAll = (encoder: GPUCommandEncoder): (() => void) => {
    const { arrived } = encodeReadBack(device, encoder, [{ buffer: ring, bytes: waiting * 8 }]);
    waiting = 0;
    return () => {
      const scalars = arrived().then(([pairs = new Float32Array()]) =>
        Array.from({ length: pairs.length / 2 }, (_, i) => ({
          lossNats: pairs[2 * i] ?? Number.NaN,
          gradNorm: pairs[2 * i + 1] ?? Number.NaN,
        })),
      );
      scalars.catch(() => undefined);
      fetched.push(scalars);
    };
  };

  return {
    slot: () => waiting,
    advance: (encoder) => {
      waiting++;
      return waiting === RING ? fetchAll(encoder) : () => undefined;
    },
    drain: async () => {
      if (waiting > 0) {
        const encoder = device.createCommandEncoder({ label: 'scalars' });
        const submitted = fetchAll(encoder);
        device.queue.submit([encoder.finish()]);
        submitted();
      }
      const all = fetched;
      fetched = [];
      return (await Promise.all(all)).flat();
    },
  };
}
