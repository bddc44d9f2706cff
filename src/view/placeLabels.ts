/** A label that found room: item, upper left corner and size in pixels. */
export type PlacedLabel = { index: number; x: number; y: number; width: number; height: number };

type Area = { widthPx: number; heightPx: number };
type Candidate = { index: number; x: number; y: number; width: number; height: number };

const GAP = 2;

/**
 * Puts labels beside their points, in the order given (the most important first), right of the point or else left,
 * above or below it; a label that would cover another, or leave the area, is left out. At most `most` labels.
 */
export function placeLabels(points: Iterable<Candidate>, area: Area, most: number): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  for (const point of points) {
    if (placed.length >= most) break;
    const spot = spotsOf(point).find((box) => fits(box, area) && !placed.some((other) => overlap(box, other)));
    if (spot) placed.push(spot);
  }
  return placed;
}

function spotsOf({ index, x, y, width, height }: Candidate): PlacedLabel[] {
  const at = (left: number, top: number): PlacedLabel => ({ index, x: left, y: top, width, height });
  return [
    at(x + 5, y - height / 2),
    at(x - 5 - width, y - height / 2),
    at(x - width / 2, y - 5 - height),
    at(x - width / 2, y + 5),
  ];
}

function fits(box: PlacedLabel, { widthPx, heightPx }: Area): boolean {
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= widthPx && box.y + box.height <= heightPx;
}

function overlap(a: PlacedLabel, b: PlacedLabel): boolean {
  return a.x < b.x + b.width + GAP && b.x < a.x + a.width + GAP && a.y < b.y + b.height + GAP && b.y < a.y + a.height + GAP;
}
