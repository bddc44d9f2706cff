import { memo, useCallback, useMemo, useState } from 'react';
import type { MouseEvent } from 'react';
import { Segments } from '#view/Choice.tsx';
import { formatCount, formatNumber } from '#view/format.ts';
import { Legend } from '#view/Legend.tsx';
import { Matrix } from '#view/Matrix.tsx';
import { Part } from '#view/Part.tsx';
import type { ColourScale } from '#view/scale.ts';
import type { PanelProps } from '../contract.ts';
import { ROW_AXIS_PX, RowAxis } from '../RowAxis.tsx';
import { drawnArray } from '../lit/drawn.ts';
import { useMatrixLink } from '../lit/useMatrixLink.ts';
import { pieceAlone, pieceName, pieceOf } from '../pieceOf.ts';
import { matrixWidth } from '../matrixWidth.ts';
import { evenly, gatherRows } from './rowsShown.ts';
import type { RowOrder } from './rowsShown.ts';

type TableProps = Pick<
  PanelProps,
  'text' | 'tokens' | 'config' | 'selection' | 'select' | 'hover' | 'followLook' | 'words' | 'widthPx'
> & {
  /** [V, D] */
  table: Float32Array;
  D: number;
  /** The rows shown, in order. */
  ids: Int32Array;
  token: number;
  scale: ColourScale;
  order: RowOrder;
  onOrder: (order: RowOrder) => void;
  usedOnly: boolean;
  onUsedOnly: (usedOnly: boolean) => void;
  /** So many rows are in sight at once. */
  rowsInSight: number;
};

const WTE = 'wte.weight';
const ROW_PX = 18;
const OVERVIEW_PX = 40;
/** Rows of the small picture: as many as it has pixels; of a longer table every n-th. */
const SAMPLED_ROWS = 540;

/** The embedding table, a readable window of rows beside all of it in small. */
export const Table = memo(function Table(props: TableProps) {
  const { table, D, ids, token, scale, text, config, selection, select, hover, words, rowsInSight, widthPx } = props;
  const say = words.panels.embeddings;
  const [start, setStart] = useState(0);
  const height = Math.min(ids.length, rowsInSight);
  const first = Math.max(0, Math.min(start, ids.length - height));
  const shown = useMemo(() => ids.subarray(first, first + height), [ids, first, height]);
  const rows = useMemo(() => gatherRows(table, shown, D), [table, shown, D]);
  const sample = useMemo(() => evenly(ids, SAMPLED_ROWS), [ids]);
  const sampled = useMemo(() => gatherRows(table, sample, D), [table, sample, D]);
  const pieces = useMemo(() => Array.from(shown, (id) => pieceAlone(pieceOf(text, id))), [text, shown]);
  const describe = useCallback(
    (row: number, col: number) => say.cell(pieceName(text, shown[row] ?? 0), col, formatNumber(rows[row * D + col] ?? NaN)),
    [say, text, shown, rows, D],
  );
  const cellsPx = matrixWidth(D, widthPx - ROW_AXIS_PX - OVERVIEW_PX - 12);
  const heightPx = height * ROW_PX;
  const focusRow = shown.indexOf(token);
  const tokenAt = (row: number): number | null => shown[row] ?? null;
  const link = useMatrixLink(props, {
    drawn: {
      key: `${WTE} ${shown.join()}`,
      refOf: ({ row, col }) => {
        const id = tokenAt(row);
        return id === null ? null : { name: WTE, index: [id, col] };
      },
      placeOf: ({ name, index: [id = -1, col = 0] }) => {
        const row = name === WTE ? shown.indexOf(id) : -1;
        return row < 0 ? null : { row, col };
      },
    },
    partOf: ({ row, col }) => ({ token: tokenAt(row), dimension: col }),
  });
  return (
    <Part
      title={say.table(formatCount(ids.length), formatCount(D))}
      widthPx={widthPx}
      note={config.tie_embeddings ? say.tableTied : say.tableNote}
      aside={<Legend scale={scale} words={words} />}
    >
      <div className="embeddings__controls">
        <Segments
          label={say.order}
          value={props.order}
          onChange={props.onOrder}
          options={[
            { value: 'frequency', name: say.byFrequency },
            { value: 'id', name: say.byId },
          ]}
        />
        <label>
          <input type="checkbox" checked={props.usedOnly} onChange={(event) => props.onUsedOnly(event.target.checked)} />{' '}
          {say.usedOnly}
        </label>
        <span className="quiet">{say.rows(formatCount(first), formatCount(first + height - 1), formatCount(ids.length))}</span>
      </div>
      <div className="embeddings__table">
        <RowAxis
          tokens={pieces}
          positions={null}
          cellPx={ROW_PX}
          focus={focusRow < 0 ? null : focusRow}
          label={say.tokens}
          hover={hover}
          select={select}
        />
        <Matrix
          data={rows}
          rows={height}
          cols={D}
          scale={scale}
          widthPx={cellsPx}
          heightPx={heightPx}
          rowGapPx={2}
          texture="weight"
          label={say.table(formatCount(ids.length), formatCount(D))}
          describe={describe}
          highlightRow={focusRow < 0 ? null : focusRow}
          highlightCol={selection.dimension}
          {...link}
        />
        <WholeTable
          data={sampled}
          sampledRows={sample.length}
          rows={ids.length}
          cols={D}
          scale={scale}
          heightPx={heightPx}
          first={first}
          height={height}
          mark={ids.indexOf(token)}
          label={say.rowsSlider}
          valueText={say.rows(formatCount(first), formatCount(first + height - 1), formatCount(ids.length))}
          onMove={setStart}
        />
      </div>
      <Chosen {...props} />
    </Part>
  );
});

type WholeTableProps = {
  /** [sampledRows, cols] */
  data: Float32Array;
  sampledRows: number;
  rows: number;
  cols: number;
  scale: ColourScale;
  heightPx: number;
  first: number;
  height: number;
  /** The row of the token looked at, or −1. */
  mark: number;
  label: string;
  valueText: string;
  onMove: (first: number) => void;
};

/** All rows squeezed into a strip, with the window that the table shows: drag it, or move it by the arrow keys. */
function WholeTable({
  data,
  sampledRows,
  rows,
  cols,
  scale,
  heightPx,
  first,
  height,
  mark,
  label,
  valueText,
  onMove,
}: WholeTableProps) {
  const most = Math.max(0, rows - height);
  const percent = (row: number): string => `${(100 * row) / rows}%`;
  const moveTo = (event: MouseEvent): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const row = ((event.clientY - box.top) / box.height) * rows - height / 2;
    onMove(Math.max(0, Math.min(most, Math.round(row))));
  };
  return (
    <div className="embeddings__whole" style={{ width: OVERVIEW_PX, height: heightPx }}>
      <input
        type="range"
        className="unseen"
        aria-label={label}
        aria-valuetext={valueText}
        min={0}
        max={most}
        step={Math.max(1, Math.floor(height / 2))}
        value={first}
        onChange={(event) => onMove(event.target.valueAsNumber)}
      />
      <div aria-hidden="true" inert className="embeddings__squeezed">
        <Matrix
          data={data}
          rows={sampledRows}
          cols={cols}
          scale={scale}
          widthPx={OVERVIEW_PX}
          heightPx={heightPx}
          label=""
          describe={() => ''}
        />
      </div>
      <div
        className="embeddings__drag"
        aria-hidden="true"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          moveTo(event);
        }}
        onPointerMove={(event) => event.buttons > 0 && moveTo(event)}
      >
        {mark >= 0 && <div className="embeddings__mark" style={{ top: percent(mark) }} />}
        <div className="embeddings__window" style={{ top: percent(first), height: percent(height) }} />
      </div>
    </div>
  );
}

/** The one row of the token that is looked at, wherever the window stands. */
function Chosen(props: TableProps) {
  const { table, D, token, scale, text, selection, words, widthPx } = props;
  const say = words.panels.embeddings;
  const row = useMemo(() => table.subarray(token * D, (token + 1) * D), [table, token, D]);
  const name = pieceName(text, token);
  const link = useMatrixLink(props, {
    drawn: drawnArray(WTE, [token, 'col']),
    partOf: ({ col }) => ({ token, dimension: col }),
  });
  const describe = useCallback((_: number, col: number) => say.cell(name, col, formatNumber(row[col] ?? NaN)), [say, name, row]);
  return (
    <div className="embeddings__chosen">
      <span className="embeddings__name">{say.chosen(name, token)}</span>
      <Matrix
        data={row}
        rows={1}
        cols={D}
        scale={scale}
        widthPx={matrixWidth(D, widthPx)}
        heightPx={20}
        texture="weight"
        label={say.chosen(name, token)}
        describe={describe}
        highlightCol={selection.dimension}
        {...link}
      />
    </div>
  );
}
