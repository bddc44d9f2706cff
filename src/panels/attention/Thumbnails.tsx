import { memo, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ScoreKind } from '#math/headScores.ts';
import { headScore } from '#math/headScores.ts';
import { formatShare } from '#view/format.ts';
import { frameBudget } from '#view/frameBudget.ts';
import { paintMatrix } from '#view/paintMatrix.ts';
import { lutOf } from '#view/scale.ts';
import type { ColourScale } from '#view/scale.ts';
import { useScaling } from '#view/scaling.ts';
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
const SIDE_PX = { min: 24, fair: 48, max: 72 };
const COLUMN_GAP_PX = 28;
/** From this many layers on they stand in two columns where there is room: downwards first, as the depth goes. */
const MANY_LAYERS = 5;

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
  const sideIn = (columnPx: number): number => (columnPx - LAYER_LABEL_PX - GAP_PX * heads) / heads;
  const halfPx = (widthPx - COLUMN_GAP_PX) / 2;
  const columns = config.n_layers >= MANY_LAYERS && sideIn(halfPx) >= SIDE_PX.fair ? 2 : 1;
  const room = sideIn(columns === 2 ? halfPx : widthPx);
  const sidePx = Math.floor(Math.max(SIDE_PX.min, Math.min(SIDE_PX.max, room)));
  const ids = useMemo(() => tokens.map((token) => token.id), [tokens]);
  const causal = config.objective === 'causal';
  const patterns = useMemo(() => {
    void version;
    return Array.from({ length: config.n_layers }, (_, layer) => {
      const array = read(patternName(layer));
      return Array.from({ length: heads }, (_unused, head) => headOf(array, head, ids.length));
    });
  }, [read, version, config.n_layers, heads, ids]);
  return (
    <div
      className="heads"
      style={{ gridTemplateRows: `repeat(${Math.ceil(config.n_layers / columns)}, auto)`, columnGap: COLUMN_GAP_PX }}
      onPointerLeave={() => hover(null)}
    >
      {patterns.map((row, layer) => (
        <div key={layer} className="heads__row">
          <span className="heads__layer">{said.layer(layer + 1)}</span>
          {row.map((pattern, head) => (
            <Thumbnail
              key={head}
              pattern={pattern}
              ids={ids}
              causal={causal}
              kind={kind}
              scale={scale}
              sidePx={sidePx}
              layer={layer}
              head={head}
              said={said}
              pressed={selection.layer === layer && selection.head === head}
              onHover={hover}
              onSelect={select}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

type ThumbnailProps = {
  pattern: Float32Array | null;
  ids: readonly number[];
  causal: boolean;
  kind: ScoreKind;
  scale: ColourScale;
  sidePx: number;
  layer: number;
  head: number;
  said: PanelProps['words']['panels']['attention'];
  pressed: boolean;
  onHover: (head: Head | null) => void;
  onSelect: (head: Head) => void;
};

const Thumbnail = memo(function Thumbnail(props: ThumbnailProps) {
  const { pattern, ids, causal, kind, scale, sidePx, layer, head, said, pressed, onHover, onSelect } = props;
  const score = useScore(pattern, ids, causal, kind);
  const { signed } = useScaling();
  // A head's score is one of a pattern, not of the difference of two.
  const value = Number.isNaN(score) || signed ? '–' : formatShare(score);
  const name = said.headButton(layer + 1, head + 1, said.kinds[kind], value);
  return (
    <button
      type="button"
      className="heads__head"
      aria-pressed={pressed}
      aria-label={name}
      title={name}
      style={{ width: sidePx }}
      onPointerEnter={(event) => event.pointerType !== 'touch' && onHover({ layer, head })}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && onHover({ layer, head })}
      onBlur={() => onHover(null)}
      onClick={() => onSelect({ layer, head })}
    >
      <ThumbnailCanvas pattern={pattern} T={ids.length} scale={scale} sidePx={sidePx} />
      {!signed && <span className="heads__value">{value}</span>}
    </button>
  );
});

/** The score of a head, a few frames late where there are many and long texts. */
function useScore(pattern: Float32Array | null, ids: readonly number[], causal: boolean, kind: ScoreKind): number {
  const [score, setScore] = useState(Number.NaN);
  const owner = useRef({});
  useLayoutEffect(() => {
    const job = owner.current;
    frameBudget.run(job, () => setScore(pattern === null ? Number.NaN : headScore(kind, pattern, ids, causal).score));
    return () => frameBudget.cancel(job);
  }, [pattern, ids, causal, kind]);
  return score;
}

/** Painted only when its own numbers, the scale or the theme change: hovering costs nothing. */
const ThumbnailCanvas = memo(function ThumbnailCanvas(
  props: Pick<ThumbnailProps, 'pattern' | 'scale' | 'sidePx'> & { T: number },
) {
  const { pattern, T, scale, sidePx } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const lut = lutOf(scale, usePalette());
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || pattern === null || T < 1) return undefined;
    frameBudget.run(element, () => {
      const pixels = paintMatrix(pattern, { offset: 0, rows: T, cols: T, rowStride: T, colStride: 1 }, scale, lut);
      context.putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), T, T), 0, 0);
    });
    return () => frameBudget.cancel(element);
  }, [pattern, T, scale, lut]);
  return (
    <canvas ref={canvas} width={T} height={T} className={T <= sidePx ? 'crisp' : ''} style={{ width: sidePx, height: sidePx }} />
  );
});
