import { headWidth } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { weightLayout } from '#lexicon/weights.ts';
import type { WeightLayout, WeightSlot } from '#lexicon/weights.ts';

/**
 * One axis as the kernels see it: `length` places, the true element i at `places[i]`, zeros elsewhere.
 * Every axis that a kernel reads four at a time is padded to a multiple of 4.
 */
export type PaddedAxis = { length: number; places: Int32Array };

/** A weight in the padded buffer: a matrix of `rows` × `columns` (a vector has one row). */
export type PaddedSlot = { slot: WeightSlot; offset: number; rows: PaddedAxis; columns: PaddedAxis };

/** Where each weight lies in the padded buffer. */
export type PaddedLayout = {
  source: WeightLayout;
  byName: ReadonlyMap<string, PaddedSlot>;
  /** Elements of the padded buffer; a multiple of 64. */
  length: number;
  /** Elements before this one belong to weights that decay, those after to weights that do not. */
  decaying: number;
};

/** True and padded widths of a model: `W` is H·paddedK, the width of q, of k, of v and of z. */
export type Widths = {
  D: number;
  paddedD: number;
  H: number;
  K: number;
  paddedK: number;
  W: number;
  paddedF: number;
  V: number;
  paddedV: number;
};

const ALIGN = 64;
const four = (n: number): number => Math.ceil(n / 4) * 4;

/** The widths of a model, padded to multiples of 4. */
export function widthsOf(config: ModelConfig): Widths {
  const K = headWidth(config);
  return {
    D: config.d_model,
    paddedD: four(config.d_model),
    H: config.n_heads,
    K,
    paddedK: four(K),
    W: config.n_heads * four(K),
    paddedF: four(config.d_mlp),
    V: config.d_vocab,
    paddedV: four(config.d_vocab),
  };
}

const plainAxis = (n: number, length: number): PaddedAxis => ({ length, places: Int32Array.from({ length: n }, (_, i) => i) });

/** Heads side by side, each padded; with `pairs`, column k of a head stands beside column k + K/2. */
function headsAxis({ H, K, paddedK }: Widths, pairs: boolean): PaddedAxis {
  const place = (k: number): number => (pairs ? (k < K / 2 ? 2 * k : 2 * (k - K / 2) + 1) : k);
  return {
    length: H * paddedK,
    places: Int32Array.from({ length: H * K }, (_, i) => Math.floor(i / K) * paddedK + place(i % K)),
  };
}

/** Q|K|V; rotary positions turn q and k, so these keep their pairs together. */
function thirdsAxis(widths: Widths, rotary: boolean): PaddedAxis {
  const thirds = [headsAxis(widths, rotary), headsAxis(widths, rotary), headsAxis(widths, false)];
  const places = thirds.flatMap(({ places: inThird }, third) => Array.from(inThird, (place) => place + third * widths.W));
  return { length: 3 * widths.W, places: Int32Array.from(places) };
}

/**
 * Where each weight lies in the trainer's own flat buffer, and how its elements are spread there. Weights that decay
 * come first, so that one comparison in the update tells them apart. Padding is 0, gets gradient 0 and stays 0.
 */
export function paddedLayout(config: ModelConfig): PaddedLayout {
  const widths = widthsOf(config);
  const source = weightLayout(config);
  const axes: Record<string, PaddedAxis> = {
    V: plainAxis(widths.V, widths.paddedV),
    P: plainAxis(config.n_ctx, config.n_ctx),
    D: plainAxis(widths.D, widths.paddedD),
    F: plainAxis(config.d_mlp, widths.paddedF),
    E: thirdsAxis(widths, config.position === 'rope'),
    Z: headsAxis(widths, false),
    '1': plainAxis(1, 1),
  };
  const axis = (letter: string): PaddedAxis => {
    const found = axes[letter];
    if (!found) throw new Error(`paddedLayout: axis '${letter}' is none of ${Object.keys(axes).join(' ')}`);
    return found;
  };
  const byName = new Map<string, PaddedSlot>();
  let offset = 0;
  const put = (slot: WeightSlot): void => {
    const letters = slot.name.endsWith('attn.c_proj.weight') ? 'ZD' : slot.axes.padStart(2, '1');
    const [rows, columns] = [axis(letters.charAt(0)), axis(letters.charAt(1))];
    byName.set(slot.name, { slot, offset, rows, columns });
    offset += Math.ceil((rows.length * columns.length) / ALIGN) * ALIGN;
  };
  for (const slot of source.slots) if (slot.decays) put(slot);
  const decaying = offset;
  for (const slot of source.slots) if (!slot.decays) put(slot);
  return { source, byName, length: offset, decaying };
}

function forEachRow(layout: PaddedLayout, visit: (from: number, to: number, places: Int32Array) => void): void {
  for (const { slot, offset, rows, columns } of layout.byName.values()) {
    rows.places.forEach((row, r) =>
      visit(slot.offset + r * columns.places.length, offset + row * columns.length, columns.places),
    );
  }
}

/** From the flat layout of `weightLayout` to the padded one. */
export function pack(layout: PaddedLayout, flat: Float32Array): Float32Array<ArrayBuffer> {
  const padded = new Float32Array(layout.length);
  forEachRow(layout, (from, to, places) => {
    for (let i = 0; i < places.length; i++) padded[to + (places[i] ?? 0)] = flat[from + i] ?? 0;
  });
  return padded;
}

/** From the padded layout to the flat one of `weightLayout`. */
export function unpack(layout: PaddedLayout, padded: Float32Array): Float32Array<ArrayBuffer> {
  const flat = new Float32Array(layout.source.length);
  forEachRow(layout, (to, from, places) => {
    for (let i = 0; i < places.length; i++) flat[to + i] = padded[from + (places[i] ?? 0)] ?? 0;
  });
  return flat;
}
