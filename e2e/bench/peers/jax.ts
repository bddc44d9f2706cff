import { defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { weightLayout } from '#lexicon/weights.ts';
import type { Contestant, Entry, Place, Task } from '../contestant.ts';

/**
 * The peer jax-js: the same model as its users write it, with the library's own attention, GELU, one-hot and
 * log-softmax, and Adam written out; forward, backward and update are one function under its `jit`. Arrays are owned:
 * what uses one consumes it, and `.ref` keeps it for another use.
 */

type Weights = { [name: string]: np.Array };

function layerNorm(x: np.Array, gain: np.Array, bias: np.Array, eps: number): np.Array {
  const centred = x.ref.sub(x.mean(-1, { keepdims: true }));
  const variance = np.square(centred.ref).mean(-1, { keepdims: true });
  return centred
    .div(np.sqrt(variance.add(eps)))
    .mul(gain)
    .add(bias);
}

/** The logits [B·T,V]. */
function logitsOf({ config }: Task, weights: Weights, ids: np.Array): np.Array {
  const { d_model: D, n_heads: H, n_layers: L, n_ctx: T, batch_size: B, d_vocab: V, eps } = config;
  const [N, K] = [B * T, D / H];
  const weight = (name: string): np.Array => {
    const found = weights[name];
    if (!found) throw new Error(`jax-js peer: the model has no weight '${name}'`);
    return found;
  };
  const linear = (x: np.Array, name: string): np.Array => np.matmul(x, weight(`${name}.weight`)).add(weight(`${name}.bias`));
  const norm = (x: np.Array, name: string): np.Array => layerNorm(x, weight(`${name}.weight`), weight(`${name}.bias`), eps);
  const table = weight('wte.weight');
  const embedded = np.matmul(nn.oneHot(ids, V), config.tie_embeddings ? table.ref : table);
  let stream = embedded.reshape([B, T, D]).add(weight('wpe.weight')).reshape([N, D]);
  for (let l = 0; l < L; l++) {
    const qkv = linear(norm(stream.ref, `h.${l}.ln_1`), `h.${l}.attn.c_attn`);
    const [q, k, v] = np.split(qkv, 3, -1).map((each) => each.reshape([B, T, H, K])) as [np.Array, np.Array, np.Array];
    const z = nn.dotProductAttention(q, k, v, { isCausal: true }).reshape([N, D]);
    stream = stream.add(linear(z, `h.${l}.attn.c_proj`));
    const hidden = nn.gelu(linear(norm(stream.ref, `h.${l}.ln_2`), `h.${l}.mlp.c_fc`));
    stream = stream.add(linear(hidden, `h.${l}.mlp.c_proj`));
  }
  const head = config.tie_embeddings ? table : weight('lm_head.weight');
  return np.matmul(norm(stream, 'ln_f'), np.matrixTranspose(head));
}

/** One update, traced by `jit`: from weights and moments to the loss and their successors. */
function stepOf(task: Task) {
  const { d_vocab, beta1, beta2, adam_eps, learning_rate, batch_size, n_ctx } = task.config;
  const lossOf = (weights: Weights, ids: np.Array, targets: np.Array): np.Array => {
    const logProbabilities = nn.logSoftmax(logitsOf(task, weights, ids));
    return np.sum(logProbabilities.mul(nn.oneHot(targets, d_vocab))).mul(-1 / (batch_size * n_ctx));
  };
  /** `correction1`, `correction2`: 1 − β₁ᵗ and 1 − β₂ᵗ. */
  return (w: Weights, m: Weights, v: Weights, ids: np.Array, targets: np.Array, correction1: np.Array, correction2: np.Array) => {
    const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(w), ids, targets) as [np.Array, Weights];
    const newM = tree.map(
      (old: np.Array, g: np.Array) => old.mul(beta1).add(g.mul(1 - beta1)),
      m,
      tree.ref(gradients),
    ) as Weights;
    const newV = tree.map(
      (old: np.Array, g: np.Array) => old.mul(beta2).add(np.square(g).mul(1 - beta2)),
      v,
      gradients,
    ) as Weights;
    const updated = tree.map(
      (old: np.Array, mean: np.Array, square: np.Array) => {
        const scale = np.sqrt(square.div(correction2.ref)).add(adam_eps);
        return old.sub(mean.div(correction1.ref).div(scale).mul(learning_rate));
      },
      w,
      tree.ref(newM),
      tree.ref(newV),
    ) as Weights;
    correction1.dispose();
    correction2.dispose();
    return [loss, updated, newM, newV] as [np.Array, Weights, Weights, Weights];
  };
}

async function build(place: Place, task: Task): Promise<Contestant> {
  if (!(await init(place)).includes(place)) throw new Error(`jax-js could not start its device '${place}'`);
  const enter = async (): Promise<void> => {
    defaultDevice(place);
  };
  await enter();
  const { config } = task;
  const { slots } = weightLayout(config);
  const arrays = (from: (offset: number, size: number) => Float32Array<ArrayBuffer>): Weights =>
    Object.fromEntries(
      slots.map(({ name, offset, size, shape }) => [
        name,
        np.array(from(offset, size), { shape: [...shape], dtype: np.float32 }),
      ]),
    );
  const run = jit(stepOf(task));
  let w = arrays((offset, size) => task.weights.slice(offset, offset + size));
  let m = arrays((_, size) => new Float32Array(size));
  let v = arrays((_, size) => new Float32Array(size));
  let last: np.Array | null = null;
  return {
    enter,
    queue: (step) => {
      const { ids, targets } = task.batchAt(step);
      const result = run(
        w,
        m,
        v,
        np.array(ids.slice(), { dtype: np.int32 }),
        np.array(targets.slice(), { dtype: np.int32 }),
        np.array(Float32Array.of(1 - config.beta1 ** step), { shape: [], dtype: np.float32 }),
        np.array(Float32Array.of(1 - config.beta2 ** step), { shape: [], dtype: np.float32 }),
      );
      [last, w, m, v] = result;
    },
    loss: async () => {
      if (!last) throw new Error('jax-js peer: no step was queued');
      const [loss = Number.NaN] = await last.data();
      last = null;
      return loss;
    },
    dispose: () => {
      [w, m, v].forEach((each) => tree.dispose(each));
      run.dispose();
    },
  };
}

/** jax-js on both of its fast devices; on wasm it starts a thread for every core where memory can be shared. */
export const jaxEntries: readonly Entry[] = (['wasm', 'webgpu'] as const).map((place) => ({
  name: 'jax-js',
  place,
  threads: globalThis.crossOriginIsolated ? navigator.hardwareConcurrency : 1,
  build: (task: Task) => build(place, task),
}));
