import { headWidth } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { graph } from '#lexicon/graph.ts';
import type { GraphNode } from '#lexicon/graph.ts';
import type { Along } from '../lit/drawn.ts';
import type { Half } from './columns.ts';

export type MatrixId = 'q' | 'k' | 'v' | 'o' | 'in' | 'out';

/**
 * One weight matrix of a block as it is drawn: the dimensions of the stream downwards, and as columns the elements of the
 * head in focus or the neurons, whichever way round the array holds them.
 */
export type WeightMatrix = {
  id: MatrixId;
  half: Half;
  name: string;
  /** D */
  rows: number;
  /** K or F */
  cols: number;
  offset: number;
  rowStride: number;
  colStride: number;
  /** The array's axes in the drawing. */
  axes: readonly [Along, Along];
};

function matrixOf({ op, part, axes, weights }: GraphNode, config: ModelConfig, head: number): WeightMatrix | null {
  const { d_model: D, d_mlp: F } = config;
  const K = headWidth(config);
  const name = weights[0] ?? '';
  if (op === 'headsLinear') {
    const from = (part ?? 0) * D + head * K;
    const id = (['q', 'k', 'v'] as const)[part ?? 0];
    const places = { offset: from, rowStride: 3 * D, colStride: 1, axes: ['row', { along: 'col', from }] } as const;
    return { id, half: 'attention', name, rows: D, cols: K, ...places };
  }
  if (op === 'mergeHeads') {
    const from = head * K;
    const places = { offset: from * D, rowStride: 1, colStride: D, axes: [{ along: 'col', from }, 'row'] } as const;
    return { id: 'o', half: 'attention', name, rows: D, cols: K, ...places };
  }
  if (op !== 'linear') return null;
  if (axes === 'TF') {
    const places = { offset: 0, rowStride: F, colStride: 1, axes: ['row', 'col'] } as const;
    return { id: 'in', half: 'ffn', name, rows: D, cols: F, ...places };
  }
  const places = { offset: 0, rowStride: 1, colStride: D, axes: ['col', 'row'] } as const;
  return { id: 'out', half: 'ffn', name, rows: D, cols: F, ...places };
}

/** The weight matrices of a block and of one head of it, in the order in which the graph reads them. */
export function matricesOf(config: ModelConfig, layer: number, head: number): WeightMatrix[] {
  return graph(config)
    .filter((node) => node.layer === layer)
    .flatMap((node) => matrixOf(node, config, head) ?? []);
}

/** Names of the arrays that hold the matrices of a block, or their gradients. */
export function matrixNames(config: ModelConfig, layer: number, backward: boolean): string[] {
  const names = new Set(matricesOf(config, layer, 0).map(({ name }) => name));
  return [...names].map((name) => (backward ? `grad.${name}` : name));
}

const GAP_PX = 14;
const HEIGHT_PX = { least: 64, most: 128 };
const CELL_PX = { most: 8 };

/** How high all matrices are drawn, and how wide each: cells of whole pixels where the room allows. */
export function matrixSizes(matrices: readonly WeightMatrix[], roomPx: number): { heightPx: number; widthsPx: number[] } {
  const D = matrices[0]?.rows ?? 1;
  const cellH = Math.max(1, Math.min(CELL_PX.most, Math.floor(HEIGHT_PX.most / D)));
  const heightPx = Math.max(HEIGHT_PX.least, Math.min(HEIGHT_PX.most, cellH * D));
  const room = roomPx - GAP_PX * (matrices.length - 1);
  // A head is narrow and the neurons are many: shares grow with the square root of the columns.
  const shares = matrices.map(({ cols }) => Math.sqrt(cols));
  const whole = shares.reduce((total, share) => total + share, 0);
  const widthsPx = matrices.map(({ cols }, at) => {
    const width = (room * (shares[at] ?? 0)) / whole;
    const cell = Math.min(CELL_PX.most, Math.floor(width / cols));
    return cell >= 1 ? cell * cols : Math.floor(width);
  });
  return { heightPx, widthsPx };
}
