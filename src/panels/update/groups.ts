import type { RunConfig } from '#lexicon/config.ts';
import type { GradientNorms } from '#lexicon/messages.ts';

/** One module's gradient: matrix and bias together. */
export type ModuleNorm = { module: string; gradient: number };
/** Modules at one depth: before the blocks, in a layer (from 0), or after them. */
export type DepthNorms = { at: 'start' | 'end' | number; modules: ModuleNorm[] };

const AT_END = new Set(['ln_f', 'lm_head']);

/** The norms by module along the depth, in the order of the forward pass. */
export function normsByDepth({ n_layers }: Pick<RunConfig, 'n_layers'>, rows: GradientNorms['rows']): DepthNorms[] {
  const squares = new Map<string, Map<string, number>>();
  for (const { name, gradient } of rows) {
    const [, layer, rest = name] = /^h\.(\d+)\.(.+)$/.exec(name) ?? [];
    const module = rest.replace(/\.(weight|bias)$/, '');
    const depth = layer ?? (AT_END.has(module) ? 'end' : 'start');
    const there = squares.get(depth) ?? new Map<string, number>();
    squares.set(depth, there.set(module, (there.get(module) ?? 0) + gradient ** 2));
  }
  const order = ['start', ...Array.from({ length: n_layers }, (_, layer) => String(layer)), 'end'];
  return order.flatMap((depth): DepthNorms[] => {
    const there = squares.get(depth);
    if (!there) return [];
    const at = depth === 'start' || depth === 'end' ? depth : Number(depth);
    return [{ at, modules: Array.from(there, ([module, square]) => ({ module, gradient: Math.sqrt(square) })) }];
  });
}
