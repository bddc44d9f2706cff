import { useCallback, useMemo } from 'react';
import type { NamedArray } from '#lexicon/array.ts';
import { cosineMatrix } from '#math/neighbours.ts';
import { formatNumber } from '#view/format.ts';
import { Legend } from '#view/Legend.tsx';
import { LineChart } from '#view/LineChart.tsx';
import { Matrix } from '#view/Matrix.tsx';
import { Part } from '#view/Part.tsx';
import { useAutoScale } from '#view/scale.ts';
import type { ColourScale } from '#view/scale.ts';
import type { PanelProps } from '../contract.ts';
import { drawnArray } from '../lit/drawn.ts';
import { useMatrixLink } from '../lit/useMatrixLink.ts';
import { matrixWidth } from '../matrixWidth.ts';
import { POSITION_AXIS_PX, PositionAxis } from './PositionAxis.tsx';

type AddedProps = PanelProps & { /** [P, D] */ table: NamedArray };

const COSINE: ColourScale = { kind: 'diverging', limit: 1, auto: false };

/** Positions as vectors that are added: the table, curves along it, and how alike its rows are. */
export function Added(props: AddedProps) {
  const { table, tokens, config, selection, select, hover, words, widthPx } = props;
  const say = words.panels.positions;
  const { data } = table;
  const P = table.shape.at(-2) ?? 0;
  const D = table.shape.at(-1) ?? 0;
  const scale = useAutoScale('diverging', data);
  const describe = useCallback(
    (row: number, col: number) => say.cell(row, col, formatNumber(data[row * D + col] ?? NaN)),
    [say, data, D],
  );
  const columns = widthPx >= 720;
  const leftPx = columns ? Math.floor((widthPx - 28) * 0.56) : widthPx;
  const rightPx = columns ? widthPx - 28 - leftPx : widthPx;
  const rowPx = rowHeight(P, props.wide ? 480 : 270);
  const position = selection.position;
  const choose = (at: number) => ({ position: at, token: tokens[at]?.id ?? null });
  const link = useMatrixLink(props, {
    drawn: drawnArray(table.name, ['row', 'col']),
    partOf: ({ row, col }) => ({ ...choose(row), dimension: col }),
  });
  const axis = {
    focus: position,
    label: say.axis,
    onHover: (at: number | null) => hover(at === null ? null : choose(at)),
    onSelect: (at: number) => select(choose(at)),
  };
  return (
    <>
      <p className="part__note positions__lead">{config.position === 'learned' ? say.learned : say.sinusoidal}</p>
      <div className="parts">
        <Part title={say.matrix} widthPx={leftPx} note={say.matrixNote} aside={<Legend scale={scale} words={words} />}>
          <div className="positions__row">
            <PositionAxis count={P} cellPx={rowPx} side="left" {...axis} />
            <Matrix
              data={data}
              rows={P}
              cols={D}
              scale={scale}
              widthPx={matrixWidth(D, leftPx - POSITION_AXIS_PX)}
              heightPx={P * rowPx}
              texture={config.position === 'learned' ? 'weight' : 'activation'}
              label={say.matrix}
              describe={describe}
              highlightRow={position}
              highlightCol={selection.dimension}
              {...link}
            />
          </div>
        </Part>
        {props.difference === null && <Alike {...props} rows={P} cols={D} widthPx={rightPx} axis={axis} />}
        <Curves {...props} rows={P} cols={D} widthPx={widthPx} choose={choose} />
      </div>
    </>
  );
}

/** A height in whole pixels for each of `rows`, at most 12, that keeps the whole near `heightPx`; for very many rows a fraction. */
function rowHeight(rows: number, heightPx: number): number {
  const height = Math.min(12, heightPx / Math.max(1, rows));
  return height >= 1 ? Math.floor(height) : height;
}

type Choose = (position: number) => { position: number; token: number | null };
type Axis = Pick<Parameters<typeof PositionAxis>[0], 'focus' | 'label' | 'onHover' | 'onSelect'>;

function Alike({
  table,
  rows,
  cols,
  words,
  selection,
  select,
  hover,
  wide,
  widthPx,
  axis,
}: AddedProps & { rows: number; cols: number; axis: Axis }) {
  const say = words.panels.positions;
  const cosines = useMemo(() => cosineMatrix(table.data, rows, cols), [table, rows, cols]);
  const describe = useCallback(
    (a: number, b: number) => say.similarityCell(a, b, formatNumber(cosines[a * rows + b] ?? NaN)),
    [say, cosines, rows],
  );
  const sidePx = matrixWidth(rows, Math.min(widthPx - POSITION_AXIS_PX, wide ? 480 : 270));
  return (
    <Part title={say.similarity} widthPx={widthPx} note={say.similarityNote} aside={<Legend scale={COSINE} words={words} />}>
      <div className="positions__row">
        <PositionAxis count={rows} cellPx={sidePx / rows} side="left" {...axis} />
        <Matrix
          data={cosines}
          rows={rows}
          cols={rows}
          scale={COSINE}
          widthPx={sidePx}
          heightPx={sidePx}
          label={say.similarity}
          describe={describe}
          highlightRow={selection.position}
          onHover={(cell) => hover(cell && { position: cell.row })}
          onSelect={(cell) => select({ position: cell.row })}
        />
      </div>
    </Part>
  );
}

const STYLES = [
  { role: '--embed' },
  { role: '--ink' },
  { role: '--embed', dashed: true },
  { role: '--resid', dashed: true },
] as const;

/** Four dimensions from the first to the last, and the one selected. */
function dimensionsShown(cols: number, selected: number | null): number[] {
  const even = STYLES.map((_, i) => Math.round((i * (cols - 1)) / (STYLES.length - 1)));
  const known = selected !== null && selected < cols ? [selected] : [];
  return [...new Set([...even, ...known])];
}

function Curves({
  table,
  rows,
  cols,
  words,
  selection,
  select,
  hover,
  widthPx,
  choose,
}: AddedProps & { rows: number; cols: number; choose: Choose }) {
  const say = words.panels.positions;
  const series = useMemo(
    () =>
      dimensionsShown(cols, selection.dimension).map((dimension, i) => ({
        label: say.dimension(dimension),
        values: Float32Array.from({ length: rows }, (_, row) => table.data[row * cols + dimension] ?? NaN),
        ...(STYLES[i] ?? { role: '--focus' }),
      })),
    [say, table, rows, cols, selection.dimension],
  );
  return (
    <Part title={say.curves} widthPx={widthPx}>
      <LineChart
        series={series}
        widthPx={Math.min(widthPx, 760)}
        heightPx={170}
        label={say.curves}
        xLabel={say.position}
        xFormat={String}
        marker={selection.position === null ? null : { x: selection.position }}
        onHover={(x) => hover(x === null ? null : choose(x))}
        onSelect={(x) => select(choose(x))}
      />
    </Part>
  );
}
