import { TSNE } from '@keckelt/tsne';
import { UMAP } from 'umap-js';
import { LEAST_POINTS, neighboursOf } from './planeMapKinds.ts';
import type { PlaneMapKind } from './planeMapKinds.ts';
import { rng } from './random.ts';
import type { Uniform } from './random.ts';

/** A layout on its way: how far it is, 0 to 1, and where the N points lie now, [N, 2]. */
export type Layout = { fraction: number; points: Float32Array };

const TSNE_STEPS = 500;

/**
 * A map of N vectors of D numbers (row-major), step by step from a seed: the same vectors give the same map.
 * t-SNE (van der Maaten and Hinton 2008) by @keckelt/tsne, UMAP (McInnes, Healy and Melville 2018) by umap-js; both by
 * Euclidean distance. Throws for fewer than `LEAST_POINTS` points.
 */
export function* planeMap(
  kind: PlaneMapKind,
  data: ArrayLike<number>,
  rows: number,
  cols: number,
  seed: number,
): Generator<Layout, Float32Array> {
  if (rows < LEAST_POINTS || data.length !== rows * cols) {
    throw new Error(`planeMap: ${data.length} numbers as ${rows} × ${cols}, wanted at least ${LEAST_POINTS} rows of that length`);
  }
  const vectors = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: cols }, (_unused, i) => data[row * cols + i] ?? Number.NaN),
  );
  const uniform = rng(seed, kind);
  const neighbours = neighboursOf(kind, rows);
  return yield* kind === 'tsne' ? tsne(vectors, neighbours, uniform) : umap(vectors, neighbours, uniform);
}

/** t-SNE whose first scatter comes from a named stream, not from `Math.random`. */
class SeededTsne extends TSNE {
  private readonly uniform: Uniform;

  constructor(perplexity: number, uniform: Uniform) {
    super({ dim: 2, perplexity, epsilon: 10 });
    this.uniform = uniform;
  }

  /** A normal number (Box and Muller 1958). */
  override gaussRandom(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }
}

function* tsne(vectors: number[][], perplexity: number, uniform: Uniform): Generator<Layout, Float32Array> {
  const work = new SeededTsne(perplexity, uniform);
  work.initDataRaw(vectors);
  const points = (): Float32Array => centred(work.getSolution() as number[][]);
  for (let step = 1; step <= TSNE_STEPS; step++) {
    work.step();
    yield { fraction: step / TSNE_STEPS, points: points() };
  }
  return points();
}

function* umap(vectors: number[][], nNeighbors: number, uniform: Uniform): Generator<Layout, Float32Array> {
  const work = new UMAP({ nComponents: 2, nNeighbors, minDist: 0.1, random: uniform });
  const epochs = work.initializeFit(vectors);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    work.step();
    yield { fraction: epoch / epochs, points: centred(work.getEmbedding()) };
  }
  return centred(work.getEmbedding());
}

/** Points around their mean, as one array [N, 2]. */
function centred(points: readonly (readonly number[])[]): Float32Array {
  const mean = (axis: number): number => points.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const out = new Float32Array(2 * points.length);
  points.forEach((point, index) => out.set([(point[0] ?? 0) - x, (point[1] ?? 0) - y], 2 * index));
  return out;
}
