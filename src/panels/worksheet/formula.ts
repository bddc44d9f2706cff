import { ungraded } from '#lexicon/axes.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { readersOf } from '#lexicon/deriveGradient.ts';
import { usersOf } from '#lexicon/deriveWeightGradient.ts';
import { rowOfGraph } from '#lexicon/explain.ts';
import type { GraphNode, Op } from '#lexicon/graph.ts';

const tex = String.raw;
const G = (symbol: string): string => tex`\partial ${symbol}`;

/** What a row sends back to its first and its second input, by the chain rule; ∂y stands for ∂L/∂y. */
const BACK: Record<Op, (node: GraphNode, slot: number, config: ModelConfig) => string> = {
  embed: () => G('y_{t,i}'),
  positionTable: () => G('y_{t,i}'),
  positionSinusoid: () => G('y_{t,i}'),
  add: () => G('y_{t,i}'),
  same: () => G('y_{t,i}'),
  normScale: (_, __, { normalization }) =>
    normalization === 'rmsnorm' ? tex`${G('s_t')}\frac{x_{t,i}}{D\,s_t}` : tex`${G('s_t')}\frac{x_{t,i}-\mu_t}{D\,s_t}`,
  normalize: (_, slot, { normalization }) => {
    if (slot === 1) return tex`-\frac1{s_t}\sum_j ${G(tex`\hat x_{t,j}`)}\,\hat x_{t,j}`;
    const mean = tex`\tfrac1D\sum_j ${G(tex`\hat x_{t,j}`)}`;
    return normalization === 'rmsnorm' ? tex`${G(tex`\hat x_{t,i}`)}/s_t` : tex`\big(${G(tex`\hat x_{t,i}`)}-${mean}\big)/s_t`;
  },
  affine: () => tex`${G('y_{t,i}')}\,\gamma_i`,
  headsLinear: ({ part }) => {
    const letter = 'qkv'[part ?? 0] ?? 'q';
    return tex`\sum_{h,k} ${G(`${letter}_{t,h,k}`)}\,W^${letter.toUpperCase()}_{i,hk}`;
  },
  rotate: () => tex`${G("x'_k")}\cos t\theta_k\pm ${G(tex`x'_{k\pm K/2}`)}\sin t\theta_k`,
  scores: (_, slot) =>
    slot === 0
      ? tex`\frac1{\sqrt K}\sum_s ${G('S_{h,t,s}')}\,k_{s,h,k}`
      : tex`\frac1{\sqrt K}\sum_{t} ${G('S_{h,t,s}')}\,q_{t,h,k}`,
  softmax: () => tex`A_{h,t,s}\big(${G('A_{h,t,s}')}-\sum_{s'} ${G("A_{h,t,s'}")}A_{h,t,s'}\big)`,
  mix: (_, slot) => (slot === 0 ? tex`\sum_k ${G('z_{t,h,k}')}\,v_{s,h,k}` : tex`\sum_t A_{h,t,s}\,${G('z_{t,h,k}')}`),
  mergeHeads: () => tex`\sum_i ${G('o_{t,i}')}\,W^O_{hk,i}`,
  linear: ({ weights }) =>
    weights[0]?.endsWith('c_fc.weight') === true
      ? tex`\sum_f ${G('u_{t,f}')}\,W^1_{i,f}`
      : tex`\sum_i ${G('m_{t,i}')}\,W^2_{f,i}`,
  activate: () => tex`${G('a_{t,f}')}\,\phi'(u_{t,f})`,
  unembed: () => tex`\sum_v ${G(tex`\ell_{t,v}`)}\,U_{v,i}`,
};

/** What a row that reads a weight adds to its gradient: a sum over the tokens it worked on. */
function weightTerm({ op }: GraphNode, slot: number): string {
  if (op === 'embed') return tex`\sum_{t:\,\mathrm{id}_t=v} ${G('x_{t,i}')}`;
  if (op === 'positionTable') return G('p_{t,i}');
  if (op === 'affine') return slot === 0 ? tex`\sum_t ${G('y_{t,i}')}\,\hat x_{t,i}` : tex`\sum_t ${G('y_{t,i}')}`;
  if (op === 'unembed') return tex`\sum_t x_{t,i}\,${G(tex`\ell_{t,v}`)}`;
  return slot === 0 ? tex`\sum_t x_{t,i}\,${G('y_{t,j}')}` : tex`\sum_t ${G('y_{t,j}')}`;
}

/** The formula of a named array's elements in TeX; null for a weight, which has none. */
export function formulaOf(config: ModelConfig, name: string): string | null {
  if (name === 'probe.softmax') return tex`p_{t,v}=e^{\ell_{t,v}}\big/\textstyle\sum_u e^{\ell_{t,u}}`;
  if (name === 'probe.loss') return tex`L_t=-\ln p_{t,\mathrm{next}}`;
  const { of, gradient } = ungraded(name);
  const node = rowOfGraph(config, of);
  if (!gradient) return node?.formula ?? null;
  if (!node) {
    const terms = usersOf(config, of).map(({ node: user, slot }) => weightTerm(user, slot));
    // Q, K and V lie side by side in one weight: an element belongs to one of them.
    return terms.length === 0 ? null : `${G('w')}=${[...new Set(terms)].join('+')}`;
  }
  const readers = readersOf(config, of);
  if (readers.length === 0) return tex`${G(tex`\ell_{t,v}`)}=(p_{t,v}-y_{t,v})/N`;
  return `${G('x')}=${readers.map(({ node: reader, slot }) => BACK[reader.op](reader, slot, config)).join('+')}`;
}
