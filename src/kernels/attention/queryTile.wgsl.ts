import { DROPOUT } from '../dropout/dropout.wgsl.ts';
import { ROTARY } from '../rotary/rotary.wgsl.ts';
import { sum, unroll, upTo } from '../shader.ts';

/**
 * `drops`: weights of attention may be dropped; a kernel that may not is the faster one on adapters in software, which
 * compute both sides of every branch. `headWidth` true columns a head, padded with zeros to `padded`, a multiple of 4. `quad` (feature `subgroups`): in the
 * kernels over queries, each of the four invocations of a quad loads one of four keys and hands it round.
 */
export type AttentionShape = {
  heads: number;
  headWidth: number;
  padded: number;
  causal: boolean;
  rotary: boolean;
  quad: boolean;
  drops: boolean;
};

/** Invocations of one workgroup: pairs of sequence and head, times query or key blocks. */
export const ATTENTION_GROUP: readonly [number, number] = [4, 4];
/** With `quad`: a quad of neighbouring query tiles, times pairs of sequence and head. */
const QUAD_GROUP: readonly [number, number] = [4, 8];

const largestDivisor = (n: number, most: number): number => {
  let d = Math.min(n, most);
  while (n % d !== 0) d--;
  return d;
};

/** Queries of one invocation, and how a head's vec4 columns are cut into chunks that fit the registers. */
export function attentionTile(padded: number): { queries: number; chunk: number; keyChunk: number; keyChunks: number } {
  const h4 = padded / 4;
  const chunk = largestDivisor(h4, 8);
  const keyChunk = largestDivisor(h4, 4);
  return { queries: chunk <= 4 ? 4 : 2, chunk, keyChunk, keyChunks: h4 / keyChunk };
}

/** Workgroups of the kernels over query tiles. */
export function queryGroups({ heads, padded, quad }: AttentionShape, batch: number, keyBlocks: number): [number, number, number] {
  const tiles = (4 * keyBlocks) / attentionTile(padded).queries;
  const pairs = batch * heads;
  return quad
    ? [Math.ceil(tiles / QUAD_GROUP[0]), Math.ceil(pairs / QUAD_GROUP[1]), 1]
    : [Math.ceil(pairs / ATTENTION_GROUP[0]), Math.ceil(tiles / ATTENTION_GROUP[1]), 1];
}

/**
 * Where an invocation stands: pair bh of sequence and head, first query q0, and the number of key blocks to visit. A
 * quad must walk together: none returns early, what lies outside is `idle` and stores nothing, and all visit the
 * blocks that the last of their queries needs.
 */
function queryPlace({ heads, padded, causal, quad }: AttentionShape): string {
  const { queries } = attentionTile(padded);
  if (!quad) {
    return `@compute @workgroup_size(${ATTENTION_GROUP.join(', ')}) fn main(@builtin(global_invocation_id) id: vec3u) {
  let bh = id.x;
  let q0 = id.y * ${queries}u;
  if (bh >= step.batch * ${heads}u || q0 >= 4u * step.keyBlocks) { return; }
  let idle = false;
  let blocks = ${causal ? `(q0 + ${queries - 1}u) / 4u + 1u` : 'step.keyBlocks'};`;
  }
  return `@compute @workgroup_size(${QUAD_GROUP.join(', ')}) fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u, @builtin(subgroup_invocation_id) lane: u32) {
  let bh = min(id.y, step.batch * ${heads}u - 1u);
  let q0 = id.x * ${queries}u;
  let idle = id.y > bh || q0 >= 4u * step.keyBlocks;
  let blocks = ${causal ? `min(((group.x + 1u) * ${4 * queries}u - 1u) / 4u + 1u, step.keyBlocks)` : 'step.keyBlocks'};`;
}

const MASK = `let maskRow = (bh * step.time + q0) * step.time;
  let key = siteKey(place.site);`;

/** Code that only a kernel that may drop needs; it is run where something is dropped. */
export const whereDropped = ({ drops }: AttentionShape, code: string): string =>
  drops ? `if (step.dropThreshold != 0u) {\n${code}\n}` : '';

/**
 * The frame of a kernel over query tiles. Memory: qkv [rows, 3·H·padded] = Q|K|V; scores, dScores
 * [B·H, 4·keyBlocks, keyBlocks] of vec4 (rows and keys beyond T are scratch); z, dz [rows, H·padded];
 * logSum [B·H, 4·keyBlocks].
 */
export function queryFrame(shape: AttentionShape, body: string): string {
  const { heads, padded } = shape;
  const [h4, w4] = [padded / 4, (heads * padded) / 4];
  return `${shape.drops ? DROPOUT : ''}${shape.rotary ? ROTARY : ''}
${queryPlace(shape)}
  let first = bh / ${heads}u * step.time;
  let column = bh % ${heads}u * ${h4}u;
  let queryRow = (first + q0) * ${3 * w4}u + column;
  let keyRow = first * ${3 * w4}u + ${w4}u + column;
  let valueRow = keyRow + ${w4}u;
  let outRow = (first + q0) * ${w4}u + column;
  let line = bh * 4u * step.keyBlocks + q0;
  let scoreRow = line * step.keyBlocks;
  ${shape.drops ? MASK : ''}
${body}
}`;
}

/** Code over the head's columns: at once in registers, or chunk by chunk at vec4 column `e0`. */
export const overChunks = (chunks: number, chunk: number, h4: number, body: string): string =>
  chunks === 1 ? `{ let e0 = 0u;\n${body}\n}` : `for (var e0 = 0u; e0 < ${h4}u; e0 += ${chunk}u) {\n${body}\n}`;

/** How the four keys or values of a block come into registers: chunks of `chunk` vec4s, rows `stride` apart. */
export type KeyLoads = { queries: number; chunk: number; stride: number; quad: boolean };

/** Code for each key j of a block, with its columns in k0, k1 …; `from` is the row of key 0. */
function forFourKeys({ chunk, stride, quad }: KeyLoads, from: string, use: (j: number) => string): string {
  const column = (row: string, e: number): string => `qkv[${from} + (4u * block + ${row}) * ${stride}u + e0 + ${e}u]`;
  const shared = quad ? unroll(chunk, (e) => `let mine${e} = ${column('(lane & 3u)', e)};`) : '';
  const load = (j: number, e: number): string => (quad ? `quadBroadcast(mine${e}, ${j}u)` : column(`${j}u`, e));
  return `{ ${shared}
    ${unroll(4, (j) => `{ ${joined(chunk, (e) => `let k${e} = ${load(j, e)};`)}\n${use(j)} }`)}
  }`;
}

const joined = (n: number, statement: (e: number) => string): string => upTo(n).map(statement).join(' ');

/** s_i[j] += a_i · (row j of four keys), a the tile's own rows, already in registers. */
export const fourDots = (loads: KeyLoads, from: string, own: string): string =>
  forFourKeys(loads, from, (j) =>
    unroll(loads.queries, (i) => `s${i}[${j}] += ${sum(loads.chunk, (e) => `dot(${own}${i}_${e}, k${e})`)};`),
  );

/** acc_i += Σ_j p_i[j] · (row j of four keys). */
export const fourAdds = (loads: KeyLoads, from: string, weight: string, acc: string): string =>
  forFourKeys(loads, from, (j) =>
    unroll(loads.queries, (i) => joined(loads.chunk, (e) => `${acc}${i}_${e} += ${weight}${i}[${j}] * k${e};`)),
  );

export const loadRows = (queries: number, chunk: number, name: string, source: string, row: string, stride: number): string =>
  unroll(queries, (i) => joined(chunk, (e) => `let ${name}${i}_${e} = ${source}[${row} + ${i * stride}u + e0 + ${e}u];`));

export const zeroRows = (queries: number, chunk: number, name: string): string =>
  unroll(queries, (i) => joined(chunk, (e) => `var ${name}${i}_${e} = vec4f();`));
