import { concat, reshape, slice, tensor1d, tidy, zeros } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { WeightLayout, WeightSlot } from '#lexicon/weights.ts';

/** The weights as tensors of their own, by name, from the flat buffer. */
export function unflatten(flat: Tensor, { slots }: WeightLayout): Map<string, Tensor> {
  return new Map(
    slots.map(({ name, shape, offset, size }) => [name, tidy(() => reshape(slice(flat, [offset], [size]), [...shape]))]),
  );
}

/** Named tensors at their places in one flat buffer, zeros between them. */
export function flatten(tensors: ReadonlyMap<string, Tensor>, { slots, length }: WeightLayout): Tensor {
  const parts = slots.flatMap(({ name, offset, size }, index): Tensor[] => {
    const tensor = tensors.get(name);
    if (tensor === undefined) throw new Error(`flatten: '${name}' is missing`);
    const padding = (slots[index + 1]?.offset ?? length) - offset - size;
    return padding > 0 ? [reshape(tensor, [size]), zeros([padding])] : [reshape(tensor, [size])];
  });
  return concat(parts);
}

/** 1 at the elements of the weights that are chosen, 0 elsewhere. */
export function maskOf({ slots, length }: WeightLayout, chosen: (slot: WeightSlot) => boolean): Tensor {
  const mask = new Float32Array(length);
  for (const slot of slots) if (chosen(slot)) mask.fill(1, slot.offset, slot.offset + slot.size);
  return tensor1d(mask);
}
