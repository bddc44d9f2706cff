import { useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import type { Selection } from '#lexicon/selection.ts';
import { Tip } from '#view/Tip.tsx';
import { arrayName } from './columns.ts';
import { elementAt, linesOf, pickOf } from './paint.ts';
import { boxOf, columnAt, moved, refOf, selectionOf, spotOf } from './place.ts';
import type { Spot } from './place.ts';
import { describeSpot } from './sentence.ts';
import { useCells, useOverlay, useRibbons } from './usePainted.ts';
import type { PictureProps } from './usePainted.ts';

type Cursor = Spot & { by: 'pointer' | 'keys' };

/**
 * All columns on one canvas, ribbons under it and what is lit over it. The pointer or the arrow keys move from cell to
 * cell, Enter or a click selects, Escape frees; the sentence of the cell is read to screen readers as a grid cell.
 */
export function Picture(props: PictureProps) {
  const { layout, tokens, config, read, selection, select, hover, words, backward, open, head, reveal, keep, unfold } = props;
  const { columns, rows } = layout;
  const T = tokens.length;
  const root = useRef<HTMLDivElement>(null);
  const cellId = useId();
  const [cursor, setCursor] = useState<Cursor | null>(null);
  /** Where the keys stood last: whoever comes back stands there again. */
  const stood = useRef<Spot | null>(null);
  const inside = cursor && cursor.t < T && cursor.i < (columns[cursor.column]?.cols ?? 0) ? cursor : null;
  const locked = useMemo(
    () => selection.cell && spotOf(columns, selection.cell, head, config, backward),
    [columns, selection.cell, head, config, backward],
  );
  const spot: Spot | null = inside ?? locked;
  const ribbons = useRibbons(layout, backward);
  const cells = useCells(props);
  const overlay = useOverlay(props);

  const partOf = (at: Spot): Partial<Selection> => {
    const column = columns[at.column];
    return column ? selectionOf(column, refOf(column, at, head, config, backward)) : {};
  };
  const lock = (at: Spot): void => {
    const part = partOf(at);
    if (part.layer !== undefined) keep(part.layer);
    const half = columns[at.column]?.half;
    if (half) unfold(half);
    select(part);
  };
  const move = (to: Cursor | null): void => {
    if (to ? cursor?.column === to.column && cursor.t === to.t && cursor.i === to.i : cursor === null) return;
    setCursor(to);
    if (to?.by === 'keys') stood.current = to;
    if (to === null) return hover(null);
    // A pointer that passes over a closed block does not change the layer.
    const { layer, ...part } = partOf(to);
    hover(layer === undefined || layer !== open ? part : { layer, ...part });
  };
  const spotUnder = (event: MouseEvent): Spot | null => {
    const corner = event.currentTarget.getBoundingClientRect();
    const x = event.clientX - corner.left;
    const row = Math.floor((event.clientY - corner.top) / rows.rowPx);
    const at = columnAt(layout, x);
    const column = at === null ? undefined : columns[at];
    if (at === null || !column || row < 0 || row >= rows.count) return null;
    const t = rows.first + row;
    const width = Math.round(column.width);
    const pixel = Math.max(0, Math.min(width - 1, Math.floor(x - column.x)));
    const lines = linesOf(column, head, T, config.n_heads);
    const data = read(arrayName(column.name, backward))?.data ?? [];
    return {
      column: at,
      t,
      i: elementAt(data, lines.offset + t * lines.stride, column.cols, pixel, width, pickOf(column, backward)),
    };
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const from = spot ?? { column: 0, t: rows.first, i: 0 };
    const to = moved(columns, from, event.key, event.shiftKey, T);
    if (to) {
      reveal(to.t);
      move({ ...to, by: 'keys' });
    } else if (event.key === 'Enter') lock(from);
    else if (event.key === 'Escape' && inside) move(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const column = spot ? columns[spot.column] : undefined;
  const isOnScreen = spot !== null && spot.t >= rows.first && spot.t < rows.first + rows.count;
  const box = spot && column && isOnScreen ? boxOf(layout, column, spot.t, spot.i, spot.i + 1) : null;
  const sentence = spot && column ? describeSpot(props, column, spot) : '';
  const said = words.panels.flow;
  return (
    <div
      ref={root}
      className="flow__picture"
      style={{ width: layout.widthPx, height: layout.heightPx }}
      role="grid"
      tabIndex={0}
      aria-label={`${said.picture}. ${said.keys}`}
      aria-rowcount={T}
      aria-readonly="true"
      aria-activedescendant={spot ? cellId : undefined}
      onPointerMove={(event) => {
        const to = spotUnder(event);
        move(to && { ...to, by: 'pointer' });
      }}
      onPointerLeave={() => move(null)}
      onClick={(event) => {
        const to = spotUnder(event);
        if (to) lock(to);
      }}
      onFocus={(event) =>
        event.currentTarget.matches(':focus-visible') &&
        move({ ...(spot ?? stood.current ?? { column: 0, t: rows.first, i: 0 }), by: 'keys' })
      }
      onBlur={() => cursor?.by === 'keys' && move(null)}
      onKeyDown={onKeyDown}
    >
      <canvas ref={ribbons} className="flow__canvas" aria-hidden="true" />
      <canvas ref={cells} className="flow__canvas flow__canvas--cells" aria-hidden="true" />
      <canvas ref={overlay} className="flow__canvas" aria-hidden="true" />
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a table cannot hold a canvas; the grid's other cells are pixels */}
      <div role="row" aria-rowindex={(spot?.t ?? 0) + 1} className="unseen">
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above */}
        <div role="gridcell" id={cellId} aria-colindex={(spot?.i ?? 0) + 1}>
          {sentence}
        </div>
      </div>
      {inside && box && <Tip anchor={root} text={sentence} xPx={box.x + box.width} yPx={box.y} />}
    </div>
  );
}
