import { useLayoutEffect, useMemo, useRef } from 'react';
import type { RefObject } from 'react';
import type { Palette } from '#view/palette.ts';
import { lutOf } from '#view/scale.ts';
import { usePalette } from '#view/usePalette.ts';
import type { PanelProps } from '../contract.ts';
import { arrayName } from './columns.ts';
import type { Half } from './columns.ts';
import type { Layout } from './layout.ts';
import { createLight } from './light.ts';
import { drawArcs, drawDependence } from './overlay.ts';
import { linesOf, paintColumn, pickOf } from './paint.ts';
import type { Picture } from './paint.ts';
import { drawRibbons } from './ribbons.ts';
import type { Scales } from './scales.ts';

/** What the picture is drawn from. */
export type PictureProps = Pick<
  PanelProps,
  'read' | 'version' | 'tokens' | 'config' | 'text' | 'selection' | 'select' | 'hover' | 'followLook' | 'words'
> & {
  layout: Layout;
  scales: Scales;
  backward: boolean;
  /** The block that is open. */
  open: number | null;
  head: number;
  /** Brings a token among the rows on screen. */
  reveal: (t: number) => void;
  /** Told which layer is selected from here. */
  keep: (layer: number) => void;
  /** Brings a half of the open block into full where it has stepped back. */
  unfold: (half: Half) => void;
};

type CanvasRef = RefObject<HTMLCanvasElement | null>;

/** Finer than this no eye sees, and every pixel costs. */
const MOST_DENSITY = 2;
/** What is drawn where no theme is loaded. */
const NO_THEME = '#858993';

/** Gives a canvas the size of the picture in device pixels; empty afterwards. */
function sized(
  canvas: HTMLCanvasElement | null,
  { widthPx, heightPx }: Layout,
): { context: CanvasRenderingContext2D; density: number } | null {
  const context = canvas?.getContext('2d');
  if (!canvas || !context) return null;
  const density = Math.min(MOST_DENSITY, window.devicePixelRatio || 1);
  const [width, height] = [Math.round(widthPx * density), Math.round(heightPx * density)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, widthPx, heightPx);
  return { context, density };
}

const colours = new WeakMap<Palette, Map<string, string>>();

/** A role's colour in the theme in force; asked for once, since asking makes the browser lay out the page. */
function colourOf(palette: Palette): (role: string) => string {
  const known = colours.get(palette) ?? new Map<string, string>();
  colours.set(palette, known);
  return (role) => {
    const colour = known.get(role) ?? (getComputedStyle(document.documentElement).getPropertyValue(role).trim() || NO_THEME);
    known.set(role, colour);
    return colour;
  };
}

/** The ribbons: drawn anew only with another layout or theme. */
export function useRibbons(layout: Layout, backward: boolean): CanvasRef {
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  useLayoutEffect(() => {
    const drawing = sized(canvas.current, layout);
    if (drawing) drawRibbons({ context: drawing.context, colour: colourOf(palette), backward }, layout);
  }, [layout, backward, palette]);
  return canvas;
}

/** The cells: painted with every frame, as one image. */
export function useCells({ read, version, layout, scales, tokens, config, backward, head }: PictureProps): CanvasRef {
  const canvas = useRef<HTMLCanvasElement>(null);
  const image = useRef<Picture | null>(null);
  const palette = usePalette();
  const T = tokens.length;
  const heads = config.n_heads;
  const causal = config.objective === 'causal';
  useLayoutEffect(() => {
    const drawing = sized(canvas.current, layout);
    if (!canvas.current || !drawing) return;
    const picture = cleared(image, canvas.current.width, canvas.current.height, drawing.density);
    for (const column of layout.columns) {
      const array = read(arrayName(column.name, backward));
      const scale = scales[column.kind];
      // An array of another text, while the frame of this one is on its way.
      if (!array || !scale || array.shape[column.axes === 'HTS' ? 1 : 0] !== T) continue;
      const lines = linesOf(column, head, T, heads);
      paintColumn(picture, layout.rows, {
        column,
        array,
        lines,
        scale,
        lut: lutOf(scale, palette),
        pick: pickOf(column, backward),
        causal,
      });
    }
    const bytes = new Uint8ClampedArray(picture.pixels.buffer);
    if (picture.width > 0 && picture.height > 0)
      drawing.context.putImageData(new ImageData(bytes, picture.width, picture.height), 0, 0);
  }, [read, version, layout, scales, palette, T, heads, causal, backward, head]);
  return canvas;
}

/** The pixels of the last frame, emptied, or new ones where the size has changed. */
function cleared(image: RefObject<Picture | null>, width: number, height: number, density: number): Picture {
  const known = image.current;
  if (known && known.width === width && known.height === height && known.density === density) {
    known.pixels.fill(0);
    return known;
  }
  const fresh = { pixels: new Uint32Array(width * height), width, height, density };
  image.current = fresh;
  return fresh;
}

/**
 * What is lit: the number that is looked at, in whatever picture, with what it comes from, and where its token looks. Drawn
 * as soon as it is told, without React.
 */
export function useOverlay(props: PictureProps): CanvasRef {
  const { read, version, layout, selection, tokens, config, open, head, backward, followLook } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  const T = tokens.length;
  const position = selection.position;
  const light = useMemo(
    () => createLight(layout.columns, { tokens, config, open, head, backward }),
    [layout.columns, tokens, config, open, head, backward],
  );
  useLayoutEffect(() => {
    const colour = colourOf(palette);
    const colours = { focus: colour('--focus'), card: colour('--card'), attn: colour('--attn') };
    const pattern = open === null || backward ? undefined : read(`blocks.${open}.attn.hook_pattern`);
    return followLook((ref) => {
      const drawing = sized(canvas.current, layout);
      if (!drawing) return;
      const pen = { context: drawing.context, layout, colours };
      const { spot, runs, isSum } = light(ref);
      const t = Math.min(spot?.t ?? position ?? T - 1, T - 1);
      if (pattern && pattern.shape[1] === T) drawArcs(pen, pattern.data.subarray((head * T + t) * T, (head * T + t + 1) * T), t);
      drawDependence(pen, spot, runs, isSum);
    });
  }, [followLook, light, read, version, layout, position, T, open, head, backward, palette]);
  return canvas;
}
