import { headWidth } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { graph } from '#lexicon/graph.ts';
import type { GraphNode } from '#lexicon/graph.ts';
import type { Intervention } from '#lexicon/interventions.ts';
import type { BreakId } from '#lexicon/writing.ts';

/** A model with one thing taken out: its settings, and what of its forward pass is another. */
export type Broken = { config: RunConfig; rows?: readonly GraphNode[]; interventions?: readonly Intervention[] };

/** A row that adds to the stream hands on only what was to be added. */
function withoutAdding(node: GraphNode): GraphNode {
  const adds = node.op === 'add' && node.layer !== null && !node.name.endsWith('.hook_resid_pre');
  return adds ? { ...node, op: 'same', inputs: node.inputs.slice(1) } : node;
}

/** What each break takes out of a model. */
export const breaks: Readonly<Record<BreakId, (config: RunConfig) => Broken>> = {
  /** Every position sees every other, the one it shall predict among them. */
  noMask: (config) => ({ config: { ...config, objective: 'masked' } }),
  /** Scores are not divided by √d_head. */
  noScale: (config) => ({
    config,
    interventions: Array.from({ length: config.n_layers }, (_, l) => ({
      hook: `blocks.${l}.attn.hook_attn_scores`,
      scale: Math.sqrt(headWidth(config)),
    })),
  }),
  noPositions: (config) => ({ config: { ...config, position: 'none' } }),
  /** Each part replaces the stream instead of adding to it. */
  noResidual: (config) => ({ config, rows: graph(config).map(withoutAdding) }),
  /** No vector is divided by its σ (or root mean square); means are still taken off. */
  noNorm: (config) => ({
    config,
    interventions: graph(config)
      .filter(({ op }) => op === 'normScale')
      .map(({ name }) => ({ hook: name, value: 1 })),
  }),
  /** The learning rate a hundredfold. */
  fast: (config) => ({ config: { ...config, learning_rate: 100 * config.learning_rate } }),
};
