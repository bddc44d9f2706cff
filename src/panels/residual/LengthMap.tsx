import { Legend } from '#view/Legend.tsx';
import { Matrix } from '#view/Matrix.tsx';
import { Part } from '#view/Part.tsx';
import { TokenAxis, axisSizePx } from '#view/TokenAxis.tsx';
import { formatNumber } from '#view/format.ts';
import { useAutoScale } from '#view/scale.ts';
import type { PanelProps } from '../contract.ts';
import { drawnVectors } from '../lit/drawn.ts';
import { useMatrixLink } from '../lit/useMatrixLink.ts';
import { tokenName } from '../tokenName.ts';
import type { Depth } from './depth.ts';

type LengthMapProps = Pick<
  PanelProps,
  'tokens' | 'difference' | 'selection' | 'select' | 'hover' | 'followLook' | 'words' | 'config'
> & {
  /** ‖x‖ [T, depths]. */
  lengths: Float32Array;
  depths: readonly Depth[];
  names: readonly string[];
  position: number;
  widthPx: number;
};

const ROW_PX = { max: 18, all: 560 };
const COLUMN_PX = { min: 14, max: 48 };
/** Room for the title and the legend. */
const LEAST_PX = 330;

/** The width that the map makes use of. */
export function mapWidthPx(tokenAxisPx: number, depths: number): number {
  return Math.max(LEAST_PX, tokenAxisPx + depths * COLUMN_PX.max);
}

/** The length of the stream of every token at every depth. */
export function LengthMap(props: LengthMapProps) {
  const { tokens, selection, select, hover, words, config, difference, lengths, depths, names, position, widthPx } = props;
  const said = words.panels.residual;
  const scale = useAutoScale('sequential', lengths);
  const T = tokens.length;
  const rowPx = Math.min(ROW_PX.max, ROW_PX.all / T);
  const axisPx = axisSizePx(tokens, 26, 76);
  const columnPx = Math.max(COLUMN_PX.min, Math.min(COLUMN_PX.max, (widthPx - axisPx) / depths.length));
  const layerAt = (col: number): number => depths[col]?.part?.layer ?? 0;
  const link = useMatrixLink(props, {
    drawn: drawnVectors(
      depths.map(({ stream }) => stream),
      'col',
    ),
    partOf: (cell) => ({ position: cell.row, layer: layerAt(cell.col) }),
  });
  return (
    <Part
      title={said.map}
      widthPx={widthPx}
      aside={<Legend scale={scale} words={words} />}
      note={config.norm_placement === 'post' ? `${said.mapNote}${words.view.gap}${said.postNote}` : said.mapNote}
    >
      <div className="length-map" style={{ gridTemplateColumns: `${axisPx}px auto` }}>
        <div
          className="length-map__heads"
          style={{ gridTemplateColumns: `repeat(${depths.length}, ${columnPx}px)` }}
          aria-hidden="true"
        >
          {depths.map((depth, col) => (
            <span key={depth.stream} title={names[col]} className={depth.part === null ? '' : `depth--${depth.part.kind}`}>
              {names[col]}
            </span>
          ))}
        </div>
        <TokenAxis
          tokens={tokens}
          side="left"
          cellPx={rowPx}
          sizePx={axisPx}
          focus={position}
          label={said.rows}
          onHover={(at) => hover(at === null ? null : { position: at })}
          onSelect={(at) => select({ position: at })}
        />
        <Matrix
          data={lengths}
          rows={T}
          cols={depths.length}
          scale={scale}
          widthPx={depths.length * columnPx}
          heightPx={T * rowPx}
          label={said.map}
          describe={(row, col) => {
            const value = formatNumber(lengths[row * depths.length + col] ?? Number.NaN);
            return (difference === null ? said.mapCell : said.mapChange)(row, tokenName(tokens, row), names[col] ?? '', value);
          }}
          focusCell={
            selection.position === null ? null : { row: position, col: Math.min(depths.length - 1, 2 * selection.layer + 2) }
          }
          highlightRow={position}
          {...link}
        />
      </div>
    </Part>
  );
}
