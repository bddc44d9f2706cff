import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import {
  add,
  cast,
  dispose,
  gather,
  keep,
  losses,
  matMul,
  mean,
  mul,
  oneHot,
  reshape,
  rsqrt,
  setBackend,
  softmax,
  split,
  square,
  sub,
  tanh,
  tensor1d,
  tensor2d,
  tensor,
  tidy,
  train,
  transpose,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Variable } from '@tensorflow/tfjs-core';
import { weightLayout } from '#lexicon/weights.ts';
import type { Contestant, Entry, Place, Task } from '../contestant.ts';

/**
 * The peer "plain tfjs ops": the same model as one writes it with tfjs, `variableGrads` and `train.adam`. Nothing is
 * ordered for speed. It departs from the plainest form in one place only: the embedding is a product with one-hot rows
 * on wasm, where the gradient of `gather` does not exist.
 */

function layerNorm(x: Tensor, gain: Tensor, bias: Tensor, eps: number): Tensor {
  const centred = sub(x, mean(x, -1, true));
  const variance = mean(square(centred), -1, true);
  return add(mul(mul(centred, rsqrt(add(variance, eps))), gain), bias);
}

function gelu(x: Tensor): Tensor {
  const inner = mul(Math.sqrt(2 / Math.PI), add(x, mul(0.044715, mul(x, mul(x, x)))));
  return mul(mul(x, 0.5), add(1, tanh(inner)));
}

function causalMask(T: number): Tensor {
  const mask = Float32Array.from({ length: T * T }, (_, i) => (i % T > Math.floor(i / T) ? -1e9 : 0));
  return keep(tensor2d(mask, [T, T]));
}

type Model = { weight: (name: string) => Tensor; mask: Tensor; place: Place };

/** The logits [B·T,V]. */
function logitsOf({ config }: Task, { weight, mask, place }: Model, ids: Tensor1D): Tensor {
  const { d_model: D, n_heads: H, n_layers: L, n_ctx: T, batch_size: B, d_vocab: V, eps } = config;
  const [N, K] = [B * T, D / H];
  const linear = (x: Tensor, name: string): Tensor => add(matMul(x, weight(`${name}.weight`)), weight(`${name}.bias`));
  const norm = (x: Tensor, name: string): Tensor => layerNorm(x, weight(`${name}.weight`), weight(`${name}.bias`), eps);
  const heads = (x: Tensor): Tensor => transpose(reshape(x, [B, T, H, K]), [0, 2, 1, 3]);
  const table = weight('wte.weight');
  const embedded = place === 'wasm' ? matMul(cast(oneHot(ids, V), 'float32'), table) : gather(table, ids);
  let stream = reshape(add(reshape(embedded, [B, T, D]), weight('wpe.weight')), [N, D]);
  for (let l = 0; l < L; l++) {
    const qkv = linear(norm(stream, `h.${l}.ln_1`), `h.${l}.attn.c_attn`);
    const [q, k, v] = split(qkv, 3, 1).map(heads) as [Tensor, Tensor, Tensor];
    const pattern = softmax(add(mul(matMul(q, k, false, true), 1 / Math.sqrt(K)), mask));
    const z = reshape(transpose(matMul(pattern, v), [0, 2, 1, 3]), [N, D]);
    stream = add(stream, linear(z, `h.${l}.attn.c_proj`));
    const hidden = gelu(linear(norm(stream, `h.${l}.ln_2`), `h.${l}.mlp.c_fc`));
    stream = add(stream, linear(hidden, `h.${l}.mlp.c_proj`));
  }
  return matMul(norm(stream, 'ln_f'), weight(config.tie_embeddings ? 'wte.weight' : 'lm_head.weight'), false, true);
}

async function build(place: Place, task: Task): Promise<Contestant> {
  const enter = async (): Promise<void> => {
    if (!(await setBackend(place))) throw new Error(`tfjs could not start its backend '${place}'`);
  };
  await enter();
  const { config, weights } = task;
  const variables = new Map<string, Variable>(
    weightLayout(config).slots.map(({ name, offset, size, shape }) => [
      name,
      variable(tensor(weights.slice(offset, offset + size), [...shape])),
    ]),
  );
  const all = [...variables.values()];
  const weight = (name: string): Tensor => {
    const found = variables.get(name);
    if (!found) throw new Error(`tfjs peer: the model has no weight '${name}'`);
    return found;
  };
  const model: Model = { weight, mask: causalMask(config.n_ctx), place };
  const adam = train.adam(config.learning_rate, config.beta1, config.beta2, config.adam_eps);
  let last: Scalar | null = null;
  return {
    enter,
    queue: (step) => {
      const { ids, targets } = task.batchAt(step);
      last = tidy(() => {
        const [x, y] = [tensor1d(ids, 'int32'), oneHot(tensor1d(targets, 'int32'), config.d_vocab)];
        const lossOf = (): Scalar => losses.softmaxCrossEntropy(y, logitsOf(task, model, x)) as Scalar;
        const { value, grads } = variableGrads(lossOf, all);
        adam.applyGradients(Object.entries(grads).map(([name, gradient]) => ({ name, tensor: gradient })));
        return value;
      });
    },
    loss: async () => {
      if (!last) throw new Error('tfjs peer: no step was queued');
      const [loss = Number.NaN] = await last.data();
      last.dispose();
      last = null;
      return loss;
    },
    dispose: () => {
      adam.dispose();
      dispose([...all, model.mask]);
    },
  };
}

/** Plain tfjs ops on both backends. */
export const tfjsEntries: readonly Entry[] = (['wasm', 'webgpu'] as const).map((place) => ({
  name: 'plain tfjs ops',
  place,
  build: (task: Task) => build(place, task),
}));
