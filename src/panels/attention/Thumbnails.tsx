import { memo, useLayoutEffect, useMemo, useRef } from 'react';
import type { ScoreKind } from '#math/headScores.ts';
import { headScore } from '#math/headScores.ts';
import { formatShare } from '#view/format.ts';
import { paintMatrix } from '#view/paintMatrix.ts';
import { lutOf } from '#view/scale.ts';
import type { ColourScale } from '#view/scale.ts';
import { usePalette } from '#view/usePalette.ts';
import type { PanelProps } from '../contract.ts';
import { headOf, patternName } from './heads.ts';

type Head = { layer: number; head: number };

type ThumbnailsProps = Pick<PanelProps, 'read' | 'version' | 'tokens' | 'config' | 'selection' | 'select' | 'hover' | 'words'> & {
  scale: ColourScale;
  /** The score written under each square. */
  kind: ScoreKind;
  widthPx: number;
};

const LAYER_LABEL_PX = 34;
const GAP_PX = 8;
const SIDE_PX = { min: 24, max: 72 };

/** Every head of every layer as a small picture of its pattern: rows are layers, columns heads, none averaged away. */
export function Thumbnails({
  read,
  version,
  tokens,
  config,
  selection,
  select,
  hover,
  words,
  scale,
  kind,
  widthPx,
}: ThumbnailsProps) {
  const said = words.panels.attention;
  const heads = config.n_heads;
  const room = (widthPx - LAYER_LABEL_PX - GAP_PX * heads) / heads;
  const sidePx = Math.floor(Math.max(SIDE_PX.min, Math.min(SIDE_PX.max, room)));
  const ids = useMemo(() => tokens.map((token) => token.id), [tokens]);
  const causal = config.objective === 'causal';
  const cells = useMemo(() => {
    void version;
    return Array.from({ length: config.n_layers }, (_, layer) => {
      const array = read(patternName(layer));
      return Array.from({ length: heads }, (_unused, head) => {
        const pattern = headOf(array, head, ids.length);
        return { layer, head, pattern, score: pattern === null ? Number.NaN : headScore(kind, pattern, ids, causal).score };
      });
    });
  }, [read, version, config.n_layers, heads, ids, kind, causal]);
  return (
    <div className="heads" onPointerLeave={() => hover(null)}>
      {cells.map((row, layer) => (
        <div key={layer} className="heads__row">
          <span className="heads__layer">{said.layer(layer + 1)}</span>
          {row.map(({ head, pattern, score }) => {
            const value = Number.isNaN(score) ? '–' : formatShare(score);
            return (
              <Thumbnail
                key={head}
                pattern={pattern}
                T={ids.length}
                scale={scale}
                sidePx={sidePx}
                value={value}
                name={said.headButton(layer + 1, head + 1, said.kinds[kind], value)}
                pressed={selection.layer === layer && selection.head === head}
                at={{ layer, head }}
                onHover={hover}
                onSelect={select}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}

type ThumbnailProps = {
  pattern: Float32Array | null;
  T: number;
  scale: ColourScale;
  sidePx: number;
  value: string;
  name: string;
  pressed: boolean;
  at: Head;
  onHover: (head: Head | null) => void;
  onSelect: (head: Head) => void;
};

function Thumbnail({ pattern, T, scale, sidePx, value, name, pressed, at, onHover, onSelect }: ThumbnailProps) {
  return (
    <button
      type="button"
      className="heads__head"
      aria-pressed={pressed}
      aria-label={name}
      title={name}
      style={{ width: sidePx }}
      onPointerEnter={(event) => event.pointerType !== 'touch' && onHover(at)}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && onHover(at)}
      onBlur={() => onHover(null)}
      onClick={() => onSelect(at)}
    >
      <ThumbnailCanvas pattern={pattern} T={T} scale={scale} sidePx={sidePx} />
      <span className="heads__value">{value}</span>
    </button>
  );
}

/** Painted only when its own numbers, the scale or the theme change: hovering costs nothing. */
const ThumbnailCanvas = memo(function ThumbnailCanvas(props: Pick<ThumbnailProps, 'pattern' | 'T' | 'scale' | 'sidePx'>) {
  const { pattern, T, scale, sidePx } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const lut = lutOf(scale, usePalette());
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || pattern === null || T < 1) return;
    const pixels = paintMatrix(pattern, { offset: 0, rows: T, cols: T, rowStride: T, colStride: 1 }, scale, lut);
    context.putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), T, T), 0, 0);
  }, [pattern, T, scale, lut]);
  return (
    <canvas ref={canvas} width={T} height={T} className={T <= sidePx ? 'crisp' : ''} style={{ width: sidePx, height: sidePx }} />
  );
});
