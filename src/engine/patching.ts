import { add, mul, slice, sub, tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { RunConfig } from '#lexicon/config.ts';
import { LOGITS } from '#lexicon/graph.ts';
import type { Intervention } from '#lexicon/interventions.ts';
import { fail } from '#lexicon/problems.ts';
import { PATCH_SITES, patchHook } from '#lexicon/writing.ts';
import type { Followed, PatchArgs, PatchMap, PatchSite, PutInArgs } from '#lexicon/writing.ts';
import { counterparts } from '#math/alignment.ts';
import { softmax } from '#math/softmax.ts';
import { largest } from '#math/statistics.ts';
import { tensorsOf } from '#model/flatTensors.ts';
import { runPass } from '#model/pass.ts';
import { askedOf } from './asked.ts';
import { breathe } from './breathe.ts';
import { activationBy, disposeAll } from './capture.ts';
import { encodeInput } from './input.ts';
import { weightsAt } from './run.ts';
import type { Run } from './run.ts';
import { Stoppable } from './stoppable.ts';

/** Tokens of either text that are followed: what one reads in a list. */
const LIKELIEST = 6;
/** Positions of a batch of patched sequences, about: enough to be quick, few enough to answer soon. */
const BATCH_TOKENS = 512;

/** Values of one activation for one sequence, [T, …]: on the page's side of the backend, which may change meanwhile. */
type Donor = { shape: readonly number[]; data: Float32Array };
/** A text as the model reads it here, with the changes in force, positions counted from its front. */
type Reader = { config: RunConfig; flat: Float32Array; ids: Int32Array; interventions: readonly Intervention[] };

/** The probed sequence and another text, read by the weights of one step. */
type Pair = { step: number; probed: Reader; other: Reader; counterparts: Int32Array };

function fromFront(list: readonly Intervention[], length: number): Intervention[] {
  return list.map((one) =>
    one.position !== undefined && one.position < 0 ? { ...one, position: Math.max(0, length + one.position) } : one,
  );
}

function checkChoice({ config }: Run, site: PatchSite, head: number | null, positions: readonly number[], length: number): void {
  if (!PATCH_SITES.includes(site))
    throw fail('fieldChoice', { field: 'site', options: PATCH_SITES.join(', '), got: String(site) });
  const check = (field: string, got: number, most: number): void => {
    if (!Number.isInteger(got) || got < 0 || got > most) throw fail('fieldRange', { field, min: 0, max: most, got: String(got) });
  };
  if (head !== null) check('head', head, site === 'z' ? config.n_heads - 1 : -1);
  for (const position of positions) check('position', position, length - 1);
}

/** Changes one sequence by the values of another. */
export class Patcher extends Stoppable {
  /**
   * What becomes of what is said at `position` when one value at a time is the other text's: every layer, every position
   * that it sees. Changes in force are in force in both texts, and the same places are hidden in both.
   * @throws Problem `inputEmpty`, `idRange`, `fieldRange`, `fieldChoice`.
   */
  async map(run: Run, args: PatchArgs, onProgress: (fraction: number) => void): Promise<PatchMap | null> {
    const { site, head, position } = args;
    const { ids } = askedOf(run);
    checkChoice(run, site, head, [position], ids.length);
    const asked = encodeIds(run, args.tokens);
    const isWanted = this.begin();
    const pair = await this.pairOf(run, args);
    const { probed, other } = pair;
    const [V, L] = [probed.config.d_vocab, probed.config.n_layers];
    try {
      const otherAt = pair.counterparts[position] ?? -1;
      const hooks = Array.from({ length: L }, (_, layer) => patchHook(site, layer));
      const donors = await this.lock.run(() => valuesOf(other, [...hooks, LOGITS]));
      const unchanged = await this.lock.run(() => valuesOf(probed, [LOGITS]));
      const rowAt = (from: Map<string, Donor>, at: number): Float32Array =>
        from.get(LOGITS)?.data.slice(at * V, (at + 1) * V) ?? new Float32Array(V);
      const plainRow = rowAt(unchanged, position);
      const otherRow = rowAt(donors, otherAt < 0 ? other.ids.length - 1 : otherAt);
      const tokens = Int32Array.from(
        new Set([...largest(otherRow, LIKELIEST), ...largest(plainRow, LIKELIEST), ...asked].filter((id) => id < V)),
      );
      const P = probed.config.objective === 'causal' ? position + 1 : probed.ids.length;
      const C = tokens.length;
      const logits = new Float32Array(L * P * C).fill(Number.NaN);
      const probabilities = logits.slice();
      const places = Array.from({ length: P }, (_, at) => at).filter((at) => (pair.counterparts[at] ?? -1) >= 0);
      const size = Math.max(1, Math.floor(BATCH_TOKENS / P));
      // Later tokens say nothing to a causal model about what follows this one.
      const reader = { ...probed, ids: probed.ids.slice(0, P) };
      for (const [layer, hook] of hooks.entries()) {
        const donor = donors.get(hook);
        if (!donor) throw new Error(`patch: '${hook}' was not computed`);
        for (let from = 0; from < places.length; from += size) {
          const batch = places.slice(from, from + size);
          const rows = await this.lock.run(() => patchedLogits(reader, hook, head, donor, batch, pair.counterparts, position));
          if (!isWanted()) return null;
          for (const [at, place] of batch.entries()) {
            const found = followed(rows.subarray(at * V, (at + 1) * V), tokens);
            logits.set(found.logits, (layer * P + place) * C);
            probabilities.set(found.probabilities, (layer * P + place) * C);
          }
          onProgress((layer + Math.min(1, (from + size) / places.length)) / L);
          await breathe();
        }
      }
      const texts = { ids: probed.ids, otherIds: other.ids, counterparts: pair.counterparts };
      const sides = { plain: followed(plainRow, tokens), other: followed(otherRow, tokens) };
      return { step: pair.step, site, head, position, positions: P, ...texts, tokens, ...sides, logits, probabilities };
    } finally {
      if (isWanted()) onProgress(1);
    }
  }

  /** The changes that put the other text's values in place for good. @throws as `map` does. */
  async putIn(run: Run, args: PutInArgs): Promise<readonly Intervention[]> {
    const { site, head, layer, positions } = args;
    checkChoice(run, site, head, positions, askedOf(run).ids.length);
    if (!Number.isInteger(layer) || layer < 0 || layer >= run.config.n_layers)
      throw fail('fieldRange', { field: 'layer', min: 0, max: run.config.n_layers - 1, got: String(layer) });
    const pair = await this.pairOf(run, args);
    const hook = patchHook(site, layer);
    const donor = (await this.lock.run(() => valuesOf(pair.other, [hook]))).get(hook);
    if (!donor) throw new Error(`putIn: '${hook}' was not computed`);
    const width = donor.shape.at(-1) ?? 1;
    const each = donor.data.length / (donor.shape[0] ?? 1);
    const heads = site !== 'z' ? [null] : head === null ? Array.from({ length: each / width }, (_, h) => h) : [head];
    return positions.flatMap((position) => {
      const from = pair.counterparts[position] ?? -1;
      if (from < 0) return [];
      return heads.map((h): Intervention => {
        const start = from * each + (h ?? 0) * width;
        return { hook, ...(h === null ? {} : { head: h }), position, value: donor.data.slice(start, start + width) };
      });
    });
  }

  private async pairOf(run: Run, { ids, step }: Pick<PatchArgs, 'ids' | 'step'>): Promise<Pair> {
    const { config } = run;
    const { ids: own, interventions = [] } = askedOf(run);
    const others = Int32Array.from(encodeInput(run, ids));
    if (others.length > config.n_ctx)
      throw fail('fieldRange', { field: 'ids.length', min: 1, max: config.n_ctx, got: String(others.length) });
    const opposite = counterparts(run.ids, others);
    // What is hidden in the one is hidden in the other: else the other's values would tell what the one is asked for.
    own.forEach((id, place) => {
      const there = opposite[place] ?? -1;
      if (id !== run.ids[place] && there >= 0) others[there] = id;
    });
    const { step: at, weights: flat } = await this.lock.run(() => weightsAt(run, step));
    const reader = (sequence: Int32Array): Reader => ({
      config,
      flat,
      ids: sequence,
      interventions: fromFront(interventions, sequence.length),
    });
    return { step: at, probed: reader(own.slice()), other: reader(others), counterparts: opposite };
  }
}

const encodeIds = (run: Run, ids: readonly number[]): number[] => (ids.length === 0 ? [] : encodeInput(run, ids));

function followed(row: Float32Array, tokens: Int32Array): Followed {
  const p = softmax(row);
  return {
    logits: Float32Array.from(tokens, (id) => row[id] ?? Number.NaN),
    probabilities: Float32Array.from(tokens, (id) => p[id] ?? Number.NaN),
  };
}

async function valuesOf({ config, flat, ids, interventions }: Reader, names: readonly string[]): Promise<Map<string, Donor>> {
  const weights = tensorsOf(config, flat);
  const batch = { ids, targets: new Int32Array(0), B: 1, T: ids.length };
  let activations: Map<string, Tensor>;
  try {
    ({ activations } = runPass(config, weights, batch, { activations: names, interventions }));
  } finally {
    disposeAll(weights);
  }
  try {
    const read = [...activations].map(async ([name, each]): Promise<[string, Donor]> => [
      name,
      { shape: each.shape.slice(1), data: (await each.data<'float32'>()).slice() },
    ]);
    return new Map(await Promise.all(read));
  } finally {
    disposeAll(activations);
  }
}

/** The logits [B, V] at `position` of one sequence a place, in which that place's value is the donor's. */
async function patchedLogits(
  { config, flat, ids, interventions }: Reader,
  hook: string,
  head: number | null,
  donor: Donor,
  places: readonly number[],
  counterpart: Int32Array,
  position: number,
): Promise<Float32Array> {
  const [B, T] = [places.length, ids.length];
  const shape = [B, T, ...donor.shape.slice(1)];
  const each = donor.data.length / (donor.shape[0] ?? 1);
  const width = head === null ? each : (donor.shape.at(-1) ?? 1);
  const [mask, values] = [new Float32Array(B * T * each), new Float32Array(B * T * each)];
  for (const [b, place] of places.entries()) {
    const to = (b * T + place) * each + (head ?? 0) * width;
    const from = (counterpart[place] ?? 0) * each + (head ?? 0) * width;
    mask.fill(1, to, to + width);
    values.set(donor.data.subarray(from, from + width), to);
  }
  const repeated = new Int32Array(B * T);
  for (let b = 0; b < B; b++) repeated.set(ids, b * T);
  const batch = { ids: repeated, targets: new Int32Array(0), B, T };
  const patch = (node: { name: string }, value: Tensor): Tensor => {
    if (node.name !== hook) return value;
    const there = tensor(mask, shape, 'float32');
    return add(mul(value, sub(1, there)), tensor(values, shape, 'float32'));
  };
  const logits = activationBy(config, flat, batch, LOGITS, { interventions, patch });
  const said = slice(logits, [0, position, 0], [B, 1, config.d_vocab]);
  logits.dispose();
  try {
    return (await said.data<'float32'>()).slice();
  } finally {
    said.dispose();
  }
}
