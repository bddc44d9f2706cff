import { useLayoutEffect, useRef } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import type { NamedArray } from '#lexicon/array.ts';
import { lutIndex, lutOf } from '#view/scale.ts';
import type { ColourScale } from '#view/scale.ts';
import { usePalette } from '#view/usePalette.ts';
import type { PanelProps } from '../contract.ts';
import type { Rows } from './layout.ts';
import { elementAt } from './paint.ts';

type StretchProps = Pick<PanelProps, 'words'> & {
  T: number;
  rows: Rows;
  /** Vectors [T, D] that stand for the tokens. */
  stream: NamedArray | undefined;
  scale: ColourScale | undefined;
  heightPx: number;
  onMove: (first: number) => void;
  onZoom: (by: 'more' | 'fewer') => void;
};

const WIDTH_PX = 16;
const ZOOMS: Record<string, 'more' | 'fewer'> = { '+': 'fewer', '=': 'fewer', '-': 'more', '−': 'more' };

/** The whole text, small, with the stretch of it that is shown: drag it, or move it with the arrow keys. */
export function Stretch({ T, rows, stream, scale, heightPx, words, onMove, onZoom }: StretchProps) {
  const said = words.panels.flow;
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  const last = T - rows.count;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    const D = stream?.shape[1] ?? 0;
    if (!context || !stream || stream.shape[0] !== T || !scale || D < 1) return;
    const lut = lutOf(scale, palette);
    const pixels = new Uint32Array(WIDTH_PX * T);
    for (let t = 0; t < T; t++) {
      for (let x = 0; x < WIDTH_PX; x++) {
        const entry = lutIndex(stream.data[t * D + elementAt(stream.data, t * D, D, x, WIDTH_PX, 'size')] ?? Number.NaN, scale);
        pixels[t * WIDTH_PX + x] = entry < 0 ? 0 : (lut[entry] ?? 0);
      }
    }
    context.putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), WIDTH_PX, T), 0, 0);
  }, [stream, T, scale, palette]);
  const go = (first: number): void => onMove(Math.max(0, Math.min(last, Math.round(first))));
  const onPointer = (event: PointerEvent<HTMLElement>): void => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    else if (event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    go(((event.clientY - box.top) / box.height) * T - rows.count / 2);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = {
      ArrowUp: -1,
      ArrowDown: 1,
      PageUp: -rows.count,
      PageDown: rows.count,
      Home: -T,
      End: T,
    };
    const step = steps[event.key];
    const zoom = ZOOMS[event.key];
    if (step !== undefined) go(rows.first + step);
    else if (zoom) onZoom(zoom);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className="flow__stretch"
      style={{ width: WIDTH_PX, height: heightPx }}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input cannot hold a canvas
      role="slider"
      tabIndex={0}
      aria-label={said.moveStretch}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={rows.first}
      aria-valuetext={said.stretch(rows.first, rows.first + rows.count - 1, T)}
      title={said.stretch(rows.first, rows.first + rows.count - 1, T)}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} width={WIDTH_PX} height={T} aria-hidden="true" />
      <span
        className="flow__window"
        style={{ top: `${(rows.first / T) * 100}%`, height: `${(rows.count / T) * 100}%` }}
        aria-hidden="true"
      />
    </div>
  );
}
