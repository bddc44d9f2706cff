/** Where the plane of the data lies on the screen: the same unit on both axes, the origin in the middle. */
export type Plane = { widthPx: number; heightPx: number; /** Half of the shorter side, in the data's unit. */ reach: number };

const MARGIN = 14;

/** Pixels of a point. */
export function toPixels({ widthPx, heightPx, reach }: Plane, x: number, y: number): { x: number; y: number } {
  const unit = (Math.min(widthPx, heightPx) / 2 - MARGIN) / reach;
  return { x: widthPx / 2 + x * unit, y: heightPx / 2 - y * unit };
}

/** How far the plane must reach for all points to be inside; 1 without any. */
export function reachOf(points: ArrayLike<number>, { widthPx, heightPx }: { widthPx: number; heightPx: number }): number {
  const short = Math.min(widthPx, heightPx);
  let reach = 0;
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = [Math.abs(points[i] ?? 0), Math.abs(points[i + 1] ?? 0)];
    const needed = Math.max((x * short) / widthPx, (y * short) / heightPx);
    if (Number.isFinite(needed)) reach = Math.max(reach, needed);
  }
  return reach || 1;
}

/** Keeps the earlier reach until points leave it or shrink far inside, so that the map does not breathe while training. */
export function calmReach(earlier: number | null, needed: number): number {
  return earlier !== null && needed <= earlier && needed >= earlier * 0.6 ? earlier : needed * 1.12;
}

/** The point nearest to a place, within `withinPx`; null when there is none. */
export function nearestPoint(points: ArrayLike<number>, plane: Plane, x: number, y: number, withinPx: number): number | null {
  let best: number | null = null;
  let least = withinPx ** 2;
  for (let i = 0; 2 * i + 1 < points.length; i++) {
    const at = toPixels(plane, points[2 * i] ?? NaN, points[2 * i + 1] ?? NaN);
    const distance = (at.x - x) ** 2 + (at.y - y) ** 2;
    if (distance <= least) {
      least = distance;
      best = i;
    }
  }
  return best;
}

/** The nearest other point that lies more along (dx, dy) than across it (y up); null when nothing lies there. */
export function pointTowards(points: ArrayLike<number>, from: number, dx: number, dy: number): number | null {
  const [x0, y0] = [points[2 * from] ?? 0, points[2 * from + 1] ?? 0];
  let best: number | null = null;
  let least = Infinity;
  for (let i = 0; 2 * i + 1 < points.length; i++) {
    const [x, y] = [(points[2 * i] ?? NaN) - x0, (points[2 * i + 1] ?? NaN) - y0];
    const along = x * dx + y * dy;
    const across = Math.abs(x * dy - y * dx);
    if (i === from || !(along > 0) || along < across) continue;
    const distance = along + 2 * across;
    if (distance < least) {
      least = distance;
      best = i;
    }
  }
  return best;
}
