import type { Palette } from './palette.ts';
import { placeLabels } from './placeLabels.ts';
import { toPixels } from './Scatter.plane.ts';
import type { Plane } from './Scatter.plane.ts';

type Drawing = {
  points: Float32Array;
  plane: Plane;
  labels: (index: number) => string;
  order: ArrayLike<number>;
  marked: readonly number[];
  trails: readonly Float32Array[];
  focus: number | null;
};

const MOST_LABELS = 60;
/** Labels tried: beyond this many of the most important, those that are left are not worth their measuring. */
const MOST_TRIED = 400;
const FONT_PX = 11;

type Inks = { line: string; embed: string; ink: string; soft: string; card: string; focus: string; font: string };

const known = new WeakMap<Palette, Inks>();

/** The theme's colours, asked for once a theme: asking makes the browser settle the whole page's style. */
function inksOf(canvas: HTMLCanvasElement, palette: Palette): Inks {
  const before = known.get(palette);
  if (before) return before;
  const style = getComputedStyle(canvas);
  const colour = (name: string): string => style.getPropertyValue(name).trim() || style.color;
  const inks = {
    line: colour('--line'),
    embed: colour('--embed'),
    ink: colour('--ink'),
    soft: colour('--soft'),
    card: colour('--card'),
    focus: colour('--focus'),
    font: style.fontFamily,
  };
  known.set(palette, inks);
  return inks;
}

/** Draws the cross of the axes, the points and their labels, in device pixels and in the theme's colours. */
export function drawScatter(canvas: HTMLCanvasElement, drawing: Drawing, palette: Palette): void {
  const { points, plane, focus } = drawing;
  const context = canvas.getContext('2d');
  if (!context) return;
  const ratio = Math.max(1, window.devicePixelRatio);
  canvas.width = Math.round(plane.widthPx * ratio);
  canvas.height = Math.round(plane.heightPx * ratio);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const inks = inksOf(canvas, palette);
  const marked = new Set(drawing.marked);

  context.fillStyle = inks.line;
  context.fillRect(0, Math.round(plane.heightPx / 2), plane.widthPx, 1);
  context.fillRect(Math.round(plane.widthPx / 2), 0, 1, plane.heightPx);

  drawTrails(context, drawing, inks);
  const dot = (index: number, radius: number): void => {
    const { x, y } = toPixels(plane, points[2 * index] ?? 0, points[2 * index + 1] ?? 0);
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  };
  context.fillStyle = inks.embed;
  context.globalAlpha = 0.55;
  for (let i = 0; 2 * i + 1 < points.length; i++) dot(i, 2.2);
  context.globalAlpha = 1;
  context.fillStyle = inks.ink;
  for (const index of marked) if (index !== focus && 2 * index + 1 < points.length) dot(index, 3);

  context.font = `${FONT_PX}px ${inks.font}`;
  context.textBaseline = 'middle';
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.strokeStyle = inks.card;
  for (const spot of placeLabels(candidates(context, drawing), plane, MOST_LABELS)) {
    const text = drawing.labels(spot.index);
    context.fillStyle = spot.index === focus ? inks.focus : marked.has(spot.index) ? inks.ink : inks.soft;
    context.strokeText(text, spot.x, spot.y + spot.height / 2);
    context.fillText(text, spot.x, spot.y + spot.height / 2);
  }
  if (focus !== null && 2 * focus + 1 < points.length) {
    context.fillStyle = inks.focus;
    dot(focus, 4.5);
  }
}

/** The ways the points have come, faint; those of the focused point and the marked ones in ink. */
function drawTrails(context: CanvasRenderingContext2D, { points, plane, trails, marked, focus }: Drawing, inks: Inks): void {
  if (trails.length === 0) return;
  const stations = [...trails, points];
  const way = (index: number): void => {
    stations.forEach((station, at) => {
      const { x, y } = toPixels(plane, station[2 * index] ?? Number.NaN, station[2 * index + 1] ?? Number.NaN);
      if (at === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    });
  };
  context.lineJoin = 'round';
  context.lineWidth = 1;
  context.globalAlpha = 0.16;
  context.strokeStyle = inks.embed;
  context.beginPath();
  for (let i = 0; 2 * i + 1 < points.length; i++) way(i);
  context.stroke();
  context.globalAlpha = 0.85;
  for (const index of [...marked, ...(focus === null ? [] : [focus])]) {
    context.strokeStyle = index === focus ? inks.focus : inks.ink;
    context.beginPath();
    way(index);
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** Labels to try: of the focused point, of the marked ones, then of the others by importance. */
function* candidates(context: CanvasRenderingContext2D, { points, plane, labels, order, marked, focus }: Drawing) {
  const count = points.length / 2;
  const seen = new Set<number>();
  const most = Math.min(order.length, MOST_TRIED);
  const wanted = [...(focus === null ? [] : [focus]), ...marked, ...Array.from({ length: most }, (_, i) => order[i] ?? 0)];
  for (const index of wanted) {
    if (seen.has(index) || index >= count) continue;
    seen.add(index);
    const width = context.measureText(labels(index)).width;
    yield { index, ...toPixels(plane, points[2 * index] ?? 0, points[2 * index + 1] ?? 0), width, height: FONT_PX + 2 };
  }
}
