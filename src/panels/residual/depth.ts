import type { ModelConfig } from '#lexicon/config.ts';

/** What writes into the stream. */
export type Part = { kind: 'attn' | 'ffn'; layer: number };
/** A place along the depth: the stream after `part` (null: at the start), and what that part added. */
export type Depth = { part: Part | null; stream: string; added: string | null };

/** The stream from its start through every attention and FFN, with the names of its arrays; 2L + 1 places. */
export function depthsOf(config: Pick<ModelConfig, 'n_layers'>): Depth[] {
  const depths: Depth[] = [{ part: null, stream: 'blocks.0.hook_resid_pre', added: null }];
  for (let layer = 0; layer < config.n_layers; layer++) {
    const block = `blocks.${layer}.`;
    depths.push(
      { part: { kind: 'attn', layer }, stream: `${block}hook_resid_mid`, added: `${block}hook_attn_out` },
      { part: { kind: 'ffn', layer }, stream: `${block}hook_resid_post`, added: `${block}hook_mlp_out` },
    );
  }
  return depths;
}

/** The stream at each depth and what was added on the way there (null at the start), each [T, D]. */
export type Flow = readonly { depth: Depth; stream: Float32Array; added: Float32Array | null }[];

/** All arrays of the stream, or null while one is not there or not of this text. */
export function flowOf(
  read: (name: string) => { data: Float32Array } | undefined,
  depths: readonly Depth[],
  size: number,
): Flow | null {
  const flow: { depth: Depth; stream: Float32Array; added: Float32Array | null }[] = [];
  for (const depth of depths) {
    const stream = read(depth.stream)?.data;
    const added = depth.added === null ? null : read(depth.added)?.data;
    if (stream?.length !== size || added === undefined || (added !== null && added.length !== size)) return null;
    flow.push({ depth, stream, added });
  }
  return flow;
}
