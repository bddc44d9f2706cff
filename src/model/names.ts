import type { ModelConfig } from '#lexicon/config.ts';
import { graph } from '#lexicon/graph.ts';
import { fail } from '#lexicon/problems.ts';
import { weightLayout } from '#lexicon/weights.ts';

/** What a name stands for in one model: `of` is the activation or weight behind it. */
export type Named = {
  name: string;
  kind: 'activation' | 'weight' | 'activationGradient' | 'weightGradient' | 'softmax' | 'loss';
  of: string;
  axes: string;
};

const GRADIENT = 'grad.';

/**
 * Looks names up among the graph's rows, the weights, both under `grad.`, `probe.softmax` [T,V] and `probe.loss` [T].
 * @throws Problem `unknownName` for the first name that is none of them.
 */
export function resolveNames(config: ModelConfig, names: readonly string[]): Named[] {
  const rows = new Map(graph(config).map((node) => [node.name, node.axes]));
  const weights = weightLayout(config).byName;
  return names.map((name): Named => {
    if (name === 'probe.softmax') return { name, kind: 'softmax', of: 'unembed.hook_out', axes: 'TV' };
    if (name === 'probe.loss') return { name, kind: 'loss', of: 'unembed.hook_out', axes: 'T' };
    const gradient = name.startsWith(GRADIENT);
    const of = gradient ? name.slice(GRADIENT.length) : name;
    const rowAxes = rows.get(of);
    if (rowAxes !== undefined) return { name, kind: gradient ? 'activationGradient' : 'activation', of, axes: rowAxes };
    const weight = weights.get(of);
    if (weight !== undefined) return { name, kind: gradient ? 'weightGradient' : 'weight', of, axes: weight.axes };
    throw fail('unknownName', {
      name,
      examples: 'blocks.0.attn.hook_pattern, grad.hook_embed, wte.weight, grad.wte.weight, probe.loss',
    });
  });
}
