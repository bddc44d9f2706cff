import type { ModelConfig } from '#lexicon/config.ts';
import { LOGITS, graph } from '#lexicon/graph.ts';
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
 * Looks names up among the graph's rows, the weights, both under `grad.`, `probe.softmax` [T,V] and `probe.loss` [T];
 * undefined for a name that is none of them. The tables are built once, for all names looked up with the answer.
 */
export function namesOf(config: ModelConfig): (name: string) => Named | undefined {
  const rows = new Map(graph(config).map((node) => [node.name, node.axes]));
  const weights = weightLayout(config).byName;
  return (name) => {
    if (name === 'probe.softmax') return { name, kind: 'softmax', of: LOGITS, axes: 'TV' };
    if (name === 'probe.loss') return { name, kind: 'loss', of: LOGITS, axes: 'T' };
    const gradient = name.startsWith(GRADIENT);
    const of = gradient ? name.slice(GRADIENT.length) : name;
    const rowAxes = rows.get(of);
    if (rowAxes !== undefined) return { name, kind: gradient ? 'activationGradient' : 'activation', of, axes: rowAxes };
    const weight = weights.get(of);
    return weight && { name, kind: gradient ? 'weightGradient' : 'weight', of, axes: weight.axes };
  };
}

/** What names stand for. @throws Problem `unknownName` for the first that stands for nothing in this model. */
export function resolveNames(config: ModelConfig, names: readonly string[]): Named[] {
  const find = namesOf(config);
  return names.map((name) => {
    const named = find(name);
    if (named) return named;
    throw fail('unknownName', {
      name,
      examples: 'blocks.0.attn.hook_pattern, grad.hook_embed, wte.weight, grad.wte.weight, probe.loss',
    });
  });
}
