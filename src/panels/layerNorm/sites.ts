import type { ModelConfig } from '#lexicon/config.ts';
import { graph } from '#lexicon/graph.ts';
import type { words } from '#lexicon/words/all.ts';

/** One norm of the model: the names of what enters, what it divides by, what leaves, and its weights. */
export type Site = {
  /** Counted from 0; null for the final norm. */
  layer: number | null;
  place: keyof (typeof words)['en']['panels']['layerNorm']['place'];
  input: string;
  scale: string;
  normalized: string;
  output: string;
  gain: string;
  /** RMSNorm has none. */
  bias: string | null;
};

/** All norms of a model in the order of the forward pass, read off the graph. */
export function normSites(config: ModelConfig): Site[] {
  const rows = graph(config);
  const after = config.norm_placement === 'pre' ? 'Pre' : 'Post';
  return rows.flatMap((row): Site[] => {
    if (row.op !== 'normScale') return [];
    const normalized = rows.find((other) => other.op === 'normalize' && other.inputs.includes(row.name));
    const output = rows.find((other) => other.op === 'affine' && other.inputs[0] === normalized?.name);
    const [input] = row.inputs;
    const [gain, bias = null] = output?.weights ?? [];
    if (input === undefined || normalized === undefined || output === undefined || gain === undefined) return [];
    const place = row.layer === null ? 'final' : (`${row.name.includes('.ln1.') ? 'ln1' : 'ln2'}${after}` as const);
    return [{ layer: row.layer, place, input, scale: row.name, normalized: normalized.name, output: output.name, gain, bias }];
  });
}

/** The names that one norm's pictures are drawn from. */
export function namesOfSite(site: Site): string[] {
  return [site.input, site.scale, site.normalized, site.output, site.gain, ...(site.bias === null ? [] : [site.bias])];
}
