import type { ModelConfig } from './config.ts';
import { graph } from './graph.ts';
import { weightLayout } from './weights.ts';

const GRADIENT = 'grad.';

/** The name without `grad.`, and whether it had it. */
export function ungraded(name: string): { of: string; gradient: boolean } {
  return name.startsWith(GRADIENT) ? { of: name.slice(GRADIENT.length), gradient: true } : { of: name, gradient: false };
}

/** The name of an array's gradient. */
export const gradientOf = (name: string): string => `${GRADIENT}${name}`;

/** Axis letters of an activation, a weight, either's gradient or a `probe.*` series; null for what this model does not have. */
export function axesOf(config: ModelConfig, name: string): string | null {
  if (name === 'probe.softmax') return 'TV';
  if (name === 'probe.loss') return 'T';
  const { of } = ungraded(name);
  return graph(config).find((node) => node.name === of)?.axes ?? weightLayout(config).byName.get(of)?.axes ?? null;
}
