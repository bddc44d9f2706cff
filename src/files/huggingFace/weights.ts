import type { ModelConfig } from '#lexicon/config.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { readSafetensors, writeSafetensors } from '../safetensors.ts';
import type { SafeTensor, WritableTensor } from '../safetensors.ts';
import { HuggingFaceError } from './config.ts';

/** What `GPT2LMHeadModel` calls the model below its head. */
const PREFIX = 'transformer.';

/**
 * `model.safetensors` of flat weights. A tied model has the names of `GPT2Model`, as OpenAI's own files on the hub; a
 * head of its own belongs to `GPT2LMHeadModel`, which calls the rest `transformer.*`.
 */
export function writeWeights(config: ModelConfig, flat: Float32Array): Uint8Array {
  const tensors = new Map<string, WritableTensor>();
  for (const { name, shape, size, offset } of weightLayout(config).slots) {
    const said = config.tie_embeddings || name.startsWith('lm_head.') ? name : PREFIX + name;
    tensors.set(said, { shape, data: flat.slice(offset, offset + size) });
  }
  return writeSafetensors(tensors, { format: 'pt' });
}

/** Adam's moments under the names of their weights: `m.wte.weight`, `v.wte.weight`. */
export function writeMoments(config: ModelConfig, moments: { m: Float32Array; v: Float32Array }): Uint8Array {
  const tensors = new Map<string, WritableTensor>();
  for (const { name, shape, size, offset } of weightLayout(config).slots) {
    for (const which of ['m', 'v'] as const)
      tensors.set(`${which}.${name}`, { shape, data: moments[which].slice(offset, offset + size) });
  }
  return writeSafetensors(tensors, { format: 'pt' });
}

/** Flat moments as `writeMoments` wrote them; zeros where there is no file. @throws as `readWeights` */
export function readMoments(config: ModelConfig, bytes: Uint8Array | undefined): { m: Float32Array; v: Float32Array } {
  const { length } = weightLayout(config);
  if (!bytes) return { m: new Float32Array(length), v: new Float32Array(length) };
  const { tensors } = readSafetensors(bytes);
  const of = (which: string): Float32Array =>
    fill(
      config,
      (name) => tensors.get(`${which}.${name}`),
      (name) => `${which}.${name}`,
    );
  return { m: of('m'), v: of('v') };
}

const sameShape = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((n, i) => n === b[i]);

/**
 * Flat weights out of one or several safetensors files (a model may come in parts), half-width ones widened. Tensors
 * that are none of the model's weights, such as attention masks, are left alone.
 * @throws HuggingFaceError where a weight is missing, has another shape or a number that is not finite
 * @throws SafetensorsError for a broken file
 */
export function readWeights(config: ModelConfig, files: readonly Uint8Array[]): Float32Array {
  const { byName } = weightLayout(config);
  const bare = (name: string): string => (name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name);
  const found = new Map<string, SafeTensor>();
  for (const bytes of files) {
    const { tensors } = readSafetensors(bytes, (name) => byName.has(bare(name)));
    for (const [name, tensor] of tensors) found.set(bare(name), tensor);
  }
  return fill(
    config,
    (name) => found.get(name),
    (name) => name,
  );
}

/** A flat buffer out of tensors by weight, each checked. */
function fill(config: ModelConfig, find: (name: string) => SafeTensor | undefined, said: (name: string) => string): Float32Array {
  const { slots, length } = weightLayout(config);
  const flat = new Float32Array(length);
  for (const { name: weight, shape, offset } of slots) {
    const [tensor, name] = [find(weight), said(weight)];
    if (!tensor) throw new HuggingFaceError(`no tensor ${name} [${shape.join(', ')}]`);
    if (!sameShape(tensor.shape, shape))
      throw new HuggingFaceError(`${name} is [${tensor.shape.join(', ')}], [${shape.join(', ')}] was wanted`);
    if (tensor.data.some((value) => !Number.isFinite(value)))
      throw new HuggingFaceError(`${name} has numbers that are not finite`);
    flat.set(tensor.data, offset);
  }
  return flat;
}
