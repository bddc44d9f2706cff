/** Maps of vectors on a plane that keep neighbours together, by iteration. */
export const PLANE_MAPS = ['tsne', 'umap'] as const;
export type PlaneMapKind = (typeof PLANE_MAPS)[number];

/** The least number of points that have neighbours to keep. */
export const LEAST_POINTS = 5;

/** How many neighbours a map of N points keeps together: the perplexity of t-SNE, `nNeighbors` of UMAP. */
export function neighboursOf(kind: PlaneMapKind, points: number): number {
  const wanted = kind === 'tsne' ? 30 : 15;
  return Math.max(2, Math.min(wanted, Math.floor((points - 1) / 3)));
}
