import type { NamedArray } from '#lexicon/array.ts';
import type { Lut } from '#view/palette.ts';
import { lutIndex } from '#view/scale.ts';
import type { ColourScale } from '#view/scale.ts';
import type { Kind } from './columns.ts';
import type { PlacedColumn, Rows } from './layout.ts';

/** Where a column's rows lie in its array: element i of row t at `offset + t·stride + i`. */
export type Lines = { offset: number; stride: number; cols: number };

/** The rows of a column in its array of T tokens; of one head where the column shows one. */
export function linesOf({ axes, cols, ofHead }: PlacedColumn, head: number, T: number, heads: number): Lines {
  if (axes === 'HTS') return { offset: head * T * T, stride: T, cols };
  return ofHead ? { offset: head * cols, stride: heads * cols, cols } : { offset: 0, stride: cols, cols };
}

/** Which of several elements that share a pixel is drawn: the one of the largest size, or the largest. */
export type Choice = 'size' | 'value';

/** Of scores for the vocabulary the largest count: they become the prediction. */
export function pickOf({ kind }: { kind: Kind }, backward: boolean): Choice {
  return !backward && (kind === 'logits' || kind === 'share') ? 'value' : 'size';
}

/** Which element is drawn at pixel `pixel` of `width`. */
export function elementAt(
  data: ArrayLike<number>,
  from: number,
  cols: number,
  pixel: number,
  width: number,
  pick: Choice,
): number {
  const first = Math.min(cols - 1, Math.floor((pixel * cols) / width));
  const end = Math.min(cols, Math.max(first + 1, Math.floor(((pixel + 1) * cols) / width)));
  let picked = first;
  let largest = -Infinity;
  for (let i = first; i < end; i++) {
    const value = data[from + i] ?? Number.NaN;
    const rank = pick === 'size' ? Math.abs(value) : value;
    if (rank > largest && rank !== Infinity) {
      largest = rank;
      picked = i;
    }
  }
  return picked;
}

export type Picture = {
  /** RGBA pixels of the whole picture, `width` by `height` device pixels. */
  pixels: Uint32Array<ArrayBuffer>;
  width: number;
  height: number;
  /** Device pixels in a CSS pixel. */
  density: number;
};

/** One column, and what it shows. */
export type ColumnPaint = {
  column: PlacedColumn;
  array: NamedArray;
  lines: Lines;
  scale: ColourScale;
  lut: Lut;
  pick: Choice;
  /** With a causal mask a row of a matrix ends at its own token. */
  causal: boolean;
};

/** Paints a column's rows as strips of coloured cells; what a mask hides stays empty. */
export function paintColumn({ pixels, width, density }: Picture, rows: Rows, paint: ColumnPaint): void {
  const { column, array, lines, scale, lut, pick, causal } = paint;
  const square = column.axes === 'HTS';
  const left = Math.round(column.x * density);
  const across = Math.round(column.width * density);
  const gap = square ? 0 : rows.rowPx - rows.stripPx;
  const { data } = array;
  for (let row = 0; row < rows.count; row++) {
    const t = rows.first + row;
    const top = Math.round((row * rows.rowPx + Math.floor(gap / 2)) * density);
    const bottom = Math.round(((row + 1) * rows.rowPx - Math.ceil(gap / 2)) * density);
    const from = lines.offset + t * lines.stride;
    const end = square && causal ? t : lines.cols;
    const line = top * width + left;
    for (let pixel = 0; pixel < across; pixel++) {
      const first = (pixel * lines.cols) / across;
      const i = lines.cols <= across ? Math.floor(first) : elementAt(data, from, lines.cols, pixel, across, pick);
      const entry = square && i > end ? -1 : lutIndex(data[from + i] ?? Number.NaN, scale);
      pixels[line + pixel] = entry < 0 ? 0 : (lut[entry] ?? 0);
    }
    for (let y = top + 1; y < bottom; y++) pixels.copyWithin(y * width + left, line, line + across);
  }
}
