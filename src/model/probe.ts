import { clone, concat, dispose, reshape, slice, softmax, tensor1d, tidy, where } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '#lexicon/config.ts';
import { LOGITS } from '#lexicon/graph.ts';
import type { Intervention } from '#lexicon/interventions.ts';
import type { FrameEntry } from '#lexicon/messages.ts';
import type { Dropout } from './dropout.ts';
import { crossEntropy } from './loss.ts';
import { resolveNames } from './names.ts';
import type { Named } from './names.ts';
import { readableScores } from './ops/attention.ts';
import { runPass } from './pass.ts';

type Weights = ReadonlyMap<string, Tensor>;

/**
 * What a probe scores unless told otherwise: with the causal objective each position its next token,
 * the last one nothing (−1); with the masked objective each position its own token.
 */
export function defaultTargets({ objective }: Pick<ModelConfig, 'objective'>, ids: Int32Array): Int32Array {
  return objective === 'masked' ? ids.slice() : Int32Array.from(ids, (_, t) => ids[t + 1] ?? -1);
}

/** −log p [T] with NaN where nothing is scored, so that no reader mistakes it for a perfect guess. */
function readableLoss(logits: Tensor, targets: Int32Array): Tensor {
  const isScored = tensor1d(
    Array.from(targets, (target) => target >= 0),
    'bool',
  );
  return where(isScored, crossEntropy(logits, targets), tensor1d(new Float32Array(targets.length).fill(Number.NaN)));
}

/** [1, …] to […], as a tensor of its own. */
const withoutBatch = (x: Tensor): Tensor => reshape(x, x.shape.slice(1));

const namesOf = (wanted: readonly Named[], ...kinds: readonly Named['kind'][]): string[] =>
  wanted.filter(({ kind }) => kinds.includes(kind)).map(({ of }) => of);

/**
 * Computes named arrays for one sequence of T tokens, and only what they need: activations, weights,
 * both under `grad.` (of the mean of −log p over the scored positions), `probe.softmax` [T,V] (the
 * distribution at temperature 1) and `probe.loss` [T] (−log p in nats, NaN where nothing is scored).
 * Shapes are the graph's, without a batch axis; masked attention scores read as −∞.
 * @param targets the token scored at each position, −1 for none; `defaultTargets` if absent.
 * @param dropout the masks of a training step; none fall if absent.
 * @param interventions changes to values on the way; what is read is what they made of it.
 * @returns tensors by name, in the order asked for, each name once; the caller disposes them.
 * @throws Problem `unknownName`, `inputEmpty`, `idRange`.
 */
export function probe(
  config: ModelConfig,
  weights: Weights,
  ids: Int32Array,
  names: readonly string[],
  targets: Int32Array = defaultTargets(config, ids),
  dropout?: Dropout,
  interventions?: readonly Intervention[],
): Map<string, Tensor> {
  const wanted = resolveNames(config, [...new Set(names)]);
  const { activations, gradients, loss } = runPass(
    config,
    weights,
    { ids, targets, B: 1, T: ids.length },
    {
      activations: namesOf(wanted, 'activation', 'softmax', 'loss'),
      gradients: namesOf(wanted, 'activationGradient', 'weightGradient'),
      ...(dropout ? { dropout } : {}),
      ...(interventions ? { interventions } : {}),
    },
  );
  const pick = (from: Weights, name: string): Tensor => {
    const tensor = from.get(name);
    if (tensor === undefined) throw new Error(`probe: '${name}' was not computed`);
    return tensor;
  };
  const read = ({ kind, of }: Named): Tensor => {
    switch (kind) {
      case 'activation':
        return withoutBatch(
          of.endsWith('.hook_attn_scores') ? readableScores(pick(activations, of), config) : pick(activations, of),
        );
      case 'activationGradient':
        return withoutBatch(pick(gradients, of));
      case 'weight':
        return clone(pick(weights, of));
      case 'weightGradient':
        return clone(pick(gradients, of));
      case 'softmax':
        return withoutBatch(softmax(pick(activations, of), -1));
      case 'loss':
        return readableLoss(pick(activations, of), targets);
    }
  };
  try {
    const tensors = tidy(() => wanted.map(read));
    return new Map(wanted.map(({ name }, index) => [name, tensors[index] as Tensor]));
  } finally {
    dispose([...activations.values(), ...gradients.values(), ...(loss ? [loss] : [])]);
  }
}

/**
 * Lays named arrays end to end in one 1-D tensor, so that one read-back suffices, with the table of
 * where each lies. The arrays stay the caller's, and so does the packed tensor.
 */
export function pack(config: ModelConfig, arrays: Weights): { entries: FrameEntry[]; data: Tensor } {
  let offset = 0;
  const entries = resolveNames(config, [...arrays.keys()]).map(({ name, axes }): FrameEntry => {
    const { shape = [], size: length = 0 } = arrays.get(name) ?? {};
    const entry = { name, shape: [...shape], axes, offset, length };
    offset += length;
    return entry;
  });
  const data = tidy(() =>
    arrays.size === 0 ? tensor1d([], 'float32') : concat(Array.from(arrays.values(), (each) => reshape(each, [each.size]))),
  );
  return { entries, data };
}

/** The logits [V] behind the last of the given tokens, for sampling the next one. */
export async function nextLogits(
  config: ModelConfig,
  weights: Weights,
  ids: Int32Array,
  interventions?: readonly Intervention[],
): Promise<Float32Array> {
  const last = tidy(() => {
    const logits_TV = probe(config, weights, ids, [LOGITS], undefined, undefined, interventions).get(LOGITS);
    if (logits_TV === undefined) throw new Error('nextLogits: no logits came');
    return slice(logits_TV, [ids.length - 1, 0], [1, config.d_vocab]);
  });
  try {
    return await last.data<'float32'>();
  } finally {
    last.dispose();
  }
}
