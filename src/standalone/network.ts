import type { ModelConfig } from '#lexicon/config.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { ACTIVATIONS } from '#math/activations.ts';
import { rotaryTables, sinusoidTable } from '#math/positionTables.ts';

/** Keys and values of the positions seen so far, a layer each: [n_ctx, D], heads contiguous in a row. */
type Memory = { keys: Float32Array; values: Float32Array };

/** What a text makes the model expect, and where each of its heads looked. */
export type Seen = {
  /** [T, V], the logits at every position. */
  logits: Float32Array;
  /** [layers, H, T, T], attention from row to column. */
  patterns: Float32Array;
};

/**
 * The forward pass alone, in plain JavaScript, for a page that has no engine: the same arithmetic as the app's (GPT-2's
 * with the options of its config), float32 between the operations.
 */
export class Network {
  readonly config: ModelConfig;
  private readonly weights: ReadonlyMap<string, Float32Array>;
  private readonly memory: Memory[];
  private readonly turn: { cos: Float32Array; sin: Float32Array } | null;
  private readonly sinusoid: Float32Array | null;
  /** The ids whose keys and values are remembered. */
  private seen: number[] = [];

  constructor(config: ModelConfig, flat: Float32Array) {
    this.config = config;
    const { slots } = weightLayout(config);
    this.weights = new Map(slots.map(({ name, offset, size }) => [name, flat.subarray(offset, offset + size)]));
    const { n_layers, n_ctx, n_heads, d_model, position, rope_base } = config;
    this.memory = Array.from({ length: n_layers }, () => ({
      keys: new Float32Array(n_ctx * d_model),
      values: new Float32Array(n_ctx * d_model),
    }));
    this.turn = position === 'rope' ? rotaryTables(n_ctx, d_model / n_heads, rope_base) : null;
    this.sinusoid = position === 'sinusoidal' ? sinusoidTable(n_ctx, d_model) : null;
  }

  /** Reads ids, at most n_ctx. @throws where there are none or too many */
  read(ids: readonly number[]): Seen {
    this.forget();
    return this.pass(ids, 0);
  }

  /** The logits [V] after ids of which, at one token more than last time, only the new one is computed. */
  next(ids: readonly number[]): Float32Array {
    const { d_vocab, objective } = this.config;
    const known = this.seen.length;
    const grown = objective === 'causal' && known > 0 && known < ids.length && this.seen.every((id, i) => id === ids[i]);
    if (!grown) this.forget();
    const { logits } = this.pass(ids, grown ? known : 0);
    return logits.slice(logits.length - d_vocab);
  }

  private forget(): void {
    this.seen = [];
  }

  private weight(name: string): Float32Array {
    const found = this.weights.get(name);
    if (!found) throw new Error(`Network: no weight ${name}`);
    return found;
  }

  /** Computes the rows from `from` on; those before are remembered. */
  private pass(ids: readonly number[], from: number): Seen {
    const { n_ctx, n_layers, n_heads: H, d_vocab: V, norm_placement, tie_embeddings, act_fn } = this.config;
    const T = ids.length;
    if (T === 0 || T > n_ctx) throw new Error(`Network: ${T} tokens came, 1 to ${n_ctx} were wanted`);
    const rows = T - from;
    const patterns = new Float32Array(from === 0 ? n_layers * H * T * T : 0);
    const pre = norm_placement === 'pre';
    let x = this.embed(ids, from);
    for (let l = 0; l < n_layers; l++) {
      const [h, [norm1, norm2]] = [`h.${l}`, [`h.${l}.ln_1`, `h.${l}.ln_2`]];
      const out = this.attend(l, pre ? this.norm(norm1, x) : x, from, patterns.subarray(l * H * T * T, (l + 1) * H * T * T));
      x = this.settle(norm1, x, this.linear(`${h}.attn.c_proj`, out));
      const inner = this.linear(`${h}.mlp.c_fc`, pre ? this.norm(norm2, x) : x).map(ACTIVATIONS[act_fn]);
      x = this.settle(norm2, x, this.linear(`${h}.mlp.c_proj`, inner));
    }
    if (pre) x = this.norm('ln_f', x);
    this.seen = [...ids];
    return { logits: multiplyTransposed(x, this.weight(tie_embeddings ? 'wte.weight' : 'lm_head.weight'), rows, V), patterns };
  }

  private embed(ids: readonly number[], from: number): Float32Array {
    const { d_model: D, position } = this.config;
    const [wte, table] = [this.weight('wte.weight'), position === 'learned' ? this.weight('wpe.weight') : this.sinusoid];
    const x = new Float32Array((ids.length - from) * D);
    for (let t = from; t < ids.length; t++) {
      const id = ids[t] ?? 0;
      for (let d = 0; d < D; d++) x[(t - from) * D + d] = (wte[id * D + d] ?? 0) + (table?.[t * D + d] ?? 0);
    }
    return x;
  }

  /** x + y, normalised where the norm comes after. */
  private settle(norm: string, x: Float32Array, y: Float32Array): Float32Array {
    const sum = x.map((value, i) => value + (y[i] ?? 0));
    return this.config.norm_placement === 'post' ? this.norm(norm, sum) : sum;
  }

  private norm(name: string, x: Float32Array): Float32Array {
    const { d_model: D, normalization, eps } = this.config;
    const [gain, bias] = [this.weight(`${name}.weight`), this.weights.get(`${name}.bias`)];
    const out = new Float32Array(x.length);
    for (let at = 0; at < x.length; at += D) {
      const row = x.subarray(at, at + D);
      const mean = normalization === 'layernorm' ? row.reduce((sum, value) => sum + value, 0) / D : 0;
      const scale = Math.sqrt(row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / D + eps);
      for (let d = 0; d < D; d++) out[at + d] = (((row[d] ?? 0) - mean) / scale) * (gain[d] ?? 0) + (bias?.[d] ?? 0);
    }
    return out;
  }

  /** x [rows, in] @ W [in, out] + b. */
  private linear(name: string, x: Float32Array): Float32Array {
    const [weight, bias] = [this.weight(`${name}.weight`), this.weight(`${name}.bias`)];
    const [outs, ins] = [bias.length, weight.length / bias.length];
    const y = new Float32Array((x.length / ins) * outs);
    for (let row = 0; row * ins < x.length; row++) {
      const target = y.subarray(row * outs, (row + 1) * outs);
      target.set(bias);
      for (let i = 0; i < ins; i++) {
        const [value, at] = [x[row * ins + i] ?? 0, i * outs];
        for (let o = 0; o < outs; o++) target[o] = (target[o] ?? 0) + value * (weight[at + o] ?? 0);
      }
    }
    return y;
  }

  /** Self-attention of layer l for the rows from `from` on, [rows, D]; fills `patterns` [H, T, T] where it has room. */
  private attend(l: number, x: Float32Array, from: number, patterns: Float32Array): Float32Array {
    const { d_model: D, n_heads: H, objective } = this.config;
    const qkv = this.linear(`h.${l}.attn.c_attn`, x);
    const [rows, K] = [x.length / D, D / H];
    const T = from + rows;
    const memory = this.memory[l];
    if (!memory) throw new Error(`Network: no layer ${l}`);
    const queries = new Float32Array(rows * D);
    for (let row = 0; row < rows; row++) {
      const part = (which: number): Float32Array => qkv.subarray((3 * row + which) * D, (3 * row + which + 1) * D);
      queries.set(this.turned(part(0), from + row), row * D);
      memory.keys.set(this.turned(part(1), from + row), (from + row) * D);
      memory.values.set(part(2), (from + row) * D);
    }
    const out = new Float32Array(rows * D);
    for (let row = 0; row < rows; row++) {
      const keys = objective === 'causal' ? from + row + 1 : T;
      for (let h = 0; h < H; h++) {
        const weights = this.weighed(queries.subarray(row * D + h * K, row * D + (h + 1) * K), memory.keys, h * K, keys);
        if (patterns.length > 0) patterns.set(weights, (h * T + row) * T);
        for (let s = 0; s < keys; s++) {
          for (let d = h * K; d < (h + 1) * K; d++)
            out[row * D + d] = (out[row * D + d] ?? 0) + (weights[s] ?? 0) * (memory.values[s * D + d] ?? 0);
        }
      }
    }
    return out;
  }

  /** softmax(q·k / √K) over the first `count` keys of one head, whose dimensions begin at `first`. */
  private weighed(query: Float32Array, keys: Float32Array, first: number, count: number): Float32Array {
    const D = this.config.d_model;
    const scores = Float32Array.from({ length: count }, (_, s) => {
      let dot = 0;
      for (let d = 0; d < query.length; d++) dot += (query[d] ?? 0) * (keys[s * D + first + d] ?? 0);
      return dot / Math.sqrt(query.length);
    });
    const top = scores.reduce((most, score) => Math.max(most, score), -Infinity);
    const raised = scores.map((score) => Math.exp(score - top));
    const sum = raised.reduce((total, value) => total + value, 0);
    return raised.map((value) => value / sum);
  }

  /** A row of all heads turned by its position where positions are rotary (rotate-half), else as it is. */
  private turned(row: Float32Array, position: number): Float32Array {
    if (!this.turn) return row;
    const { cos, sin } = this.turn;
    const K = this.config.d_model / this.config.n_heads;
    const half = K / 2;
    return row.map((value, at) => {
      const d = at % K;
      const partner = d < half ? -(row[at + half] ?? 0) : (row[at - half] ?? 0);
      const angle = position * half + (d % half);
      return value * (cos[angle] ?? 0) + partner * (sin[angle] ?? 0);
    });
  }
}

/** x [rows, D] @ Wᵀ of W [V, D]. */
function multiplyTransposed(x: Float32Array, weight: Float32Array, rows: number, V: number): Float32Array {
  const D = x.length / rows;
  const y = new Float32Array(rows * V);
  for (let row = 0; row < rows; row++) {
    for (let v = 0; v < V; v++) {
      let dot = 0;
      for (let d = 0; d < D; d++) dot += (x[row * D + d] ?? 0) * (weight[v * D + d] ?? 0);
      y[row * V + v] = dot;
    }
  }
  return y;
}
