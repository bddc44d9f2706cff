import { headWidth } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { graph } from '#lexicon/graph.ts';
import type { GraphNode } from '#lexicon/graph.ts';

/** What a column is called; the words stand in the lexicon. */
export type ColumnLabel =
  | 'embed'
  | 'position'
  | 'addPosition'
  | 'norm'
  | 'q'
  | 'k'
  | 'v'
  | 'rotQ'
  | 'rotK'
  | 'scores'
  | 'pattern'
  | 'z'
  | 'attnOut'
  | 'addAttn'
  | 'pre'
  | 'post'
  | 'mlpOut'
  | 'addMlp'
  | 'logits'
  | 'softmax';

/** Columns of one kind share a colour scale. */
export const KINDS = ['stream', 'embedding', 'norm', 'heads', 'neurons', 'scores', 'weights', 'logits', 'share'] as const;
export type Kind = (typeof KINDS)[number];

/** A block attends, then feeds forward; each with its norm and its addition to the stream. */
export type Half = 'attention' | 'ffn';

/** One array of the model as a column of the picture: a row for each token. */
export type Column = {
  /** The array's name, without `grad.`. */
  name: string;
  label: ColumnLabel;
  kind: Kind;
  /** Colour of its role, a theme variable. */
  role: string;
  axes: string;
  /** Elements in one row. */
  cols: number;
  /** Whether it shows the part of one head only. */
  ofHead: boolean;
  layer: number | null;
  /** Which half of its block it belongs to; null outside the open block. */
  half: Half | null;
  /** Columns whose vectors are read, as their names. */
  inputs: readonly string[];
};

const SOFTMAX = 'probe.softmax';
const STREAM = /hook_resid_(?:mid|post)$/;
const HANDED_ON = /hook_resid_post$/;
const FEEDS_FORWARD = /\.(?:ln2|mlp)\.|hook_mlp_out$|hook_resid_post$/;

const ROLES: Record<ColumnLabel, string> = {
  embed: '--embed',
  position: '--embed',
  addPosition: '--embed',
  norm: '--resid',
  q: '--q',
  k: '--k',
  v: '--v',
  rotQ: '--q',
  rotK: '--k',
  scores: '--attn',
  pattern: '--attn',
  z: '--attn',
  attnOut: '--attn',
  addAttn: '--resid',
  pre: '--ffn',
  post: '--ffn',
  mlpOut: '--ffn',
  addMlp: '--resid',
  logits: '--pred',
  softmax: '--pred',
};

function addLabel(node: GraphNode): ColumnLabel {
  const added = node.inputs[1] ?? '';
  if (added.endsWith('hook_pos_embed')) return 'addPosition';
  return added.endsWith('hook_attn_out') ? 'addAttn' : 'addMlp';
}

/** What a row of the graph is called; null for rows that are inside a norm. */
function labelOf(node: GraphNode): ColumnLabel | null {
  switch (node.op) {
    case 'embed':
      return 'embed';
    case 'positionTable':
    case 'positionSinusoid':
      return 'position';
    case 'add':
      return addLabel(node);
    case 'affine':
    case 'same':
      return 'norm';
    case 'normScale':
    case 'normalize':
      return null;
    case 'headsLinear':
      return (['q', 'k', 'v'] as const)[node.part ?? 0];
    case 'rotate':
      return node.name.endsWith('q') ? 'rotQ' : 'rotK';
    case 'scores':
      return 'scores';
    case 'softmax':
      return 'pattern';
    case 'mix':
      return 'z';
    case 'mergeHeads':
      return 'attnOut';
    case 'linear':
      return node.axes === 'TF' ? 'pre' : 'mlpOut';
    case 'activate':
      return 'post';
    case 'unembed':
      return 'logits';
  }
}

function kindOf(node: GraphNode, label: ColumnLabel): Kind {
  if (label === 'embed' || label === 'position' || label === 'addPosition') return 'embedding';
  if (label === 'norm') return 'norm';
  if (label === 'scores') return 'scores';
  if (label === 'pattern') return 'weights';
  if (label === 'logits') return 'logits';
  if (node.axes === 'TF') return 'neurons';
  return node.axes === 'THK' ? 'heads' : 'stream';
}

/** Rows that another row repeats: a copy within a layer is drawn in its original's place, one across layers is not drawn. */
function repeated(nodes: readonly GraphNode[]): ReadonlySet<string> {
  const layers = new Map(nodes.map((node) => [node.name, node.layer]));
  return new Set(
    nodes
      .filter(({ op }) => op === 'same')
      .map(({ name, layer, inputs: [input = ''] }) => (layers.get(input) === layer ? input : name)),
  );
}

/** Follows rows that are not drawn back to the columns they come from. */
function drawnInputs(node: GraphNode, nodes: ReadonlyMap<string, GraphNode>, drawn: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  const walk = (name: string): void => {
    if (drawn.has(name)) found.add(name);
    else nodes.get(name)?.inputs.forEach(walk);
  };
  node.inputs.forEach(walk);
  return [...found];
}

function columnOf(node: GraphNode, label: ColumnLabel, inputs: readonly string[], config: ModelConfig, keys: number): Column {
  const ofHead = ['q', 'k', 'v', 'rotQ', 'rotK'].includes(label);
  const lengths: Record<string, number> = { TD: config.d_model, TF: config.d_mlp, TV: config.d_vocab, HTS: keys };
  const cols = lengths[node.axes] ?? (ofHead ? headWidth(config) : config.d_model);
  return {
    name: node.name,
    label,
    kind: kindOf(node, label),
    role: ROLES[label],
    axes: node.axes,
    cols,
    ofHead: ofHead || node.axes === 'HTS',
    layer: node.layer,
    half: halfOf(node.name, node.layer),
    inputs,
  };
}

function halfOf(name: string, layer: number | null): Half | null {
  if (layer === null) return null;
  return FEEDS_FORWARD.test(name) ? 'ffn' : 'attention';
}

/**
 * The columns of the picture, left to right, as the graph of this model has them: all rows of the open block, of the
 * others only what the residual stream becomes (`spare`: only what they hand on). The mean and scale inside a norm have no
 * column of their own. Matrices show the first `keys` keys.
 */
export function columnsOf(
  config: ModelConfig,
  open: number | null,
  keys: number,
  backward: boolean,
  spare: boolean = false,
): Column[] {
  const nodes = graph(config);
  const again = repeated(nodes);
  const shown = nodes.filter(({ name, layer, op }) => {
    if (again.has(name) || op === 'normScale' || op === 'normalize') return false;
    if (layer === null || layer === open || name === 'blocks.0.hook_resid_pre') return true;
    return (spare ? HANDED_ON : STREAM).test(name);
  });
  const drawn = new Set(shown.map(({ name }) => name));
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const columns = shown.flatMap((node) => {
    const label = labelOf(node);
    return label === null ? [] : [columnOf(node, label, drawnInputs(node, byName, drawn), config, keys)];
  });
  // The start of the stream belongs to no block: it is the embedding with the position added.
  const placed = columns.map((column): Column => {
    if (column.label === 'addPosition') return { ...column, layer: null, half: null };
    return column.layer === open ? column : { ...column, half: null };
  });
  if (backward) return placed;
  const softmax: Column = {
    name: SOFTMAX,
    label: 'softmax',
    kind: 'share',
    role: ROLES.softmax,
    axes: 'TV',
    cols: config.d_vocab,
    ofHead: false,
    layer: null,
    half: null,
    inputs: ['unembed.hook_out'],
  };
  return [...placed, softmax];
}

/** Names of the arrays that these columns read. */
export function namesOf(columns: readonly Column[], backward: boolean): string[] {
  return columns.map(({ name }) => arrayName(name, backward));
}

/** The array that a column shows: the activation, or the gradient of the loss with respect to it. */
export function arrayName(name: string, backward: boolean): string {
  return backward ? `grad.${name}` : name;
}
