import { useCallback, useMemo } from 'react';
import { formatCount, formatNumber } from '#view/format.ts';
import { Legend } from '#view/Legend.tsx';
import { Matrix } from '#view/Matrix.tsx';
import { Part } from '#view/Part.tsx';
import { pieceLabel } from '#view/pieceLabel.ts';
import { useAutoScale } from '#view/scale.ts';
import type { PanelProps } from '../contract.ts';
import { ROW_AXIS_PX, RowAxis } from '../RowAxis.tsx';
import { matrixWidth } from '../matrixWidth.ts';
import { pieceAlone } from '../pieceOf.ts';

const ROW_PX = 18;

/** A model without positions: what remains, and that the same token enters everywhere as the same vector. */
export function NoPositions(props: PanelProps) {
  const { read, config, words } = props;
  const say = words.panels.positions;
  const embed = read('hook_embed');
  return (
    <>
      <p className="part__note positions__lead">{config.objective === 'causal' ? say.noneCausal : say.noneMasked}</p>
      {embed && <Repeated {...props} data={embed.data} cols={embed.shape.at(-1) ?? 0} />}
    </>
  );
}

function Repeated({
  data,
  cols,
  tokens,
  selection,
  select,
  hover,
  words,
  widthPx,
}: PanelProps & { data: Float32Array; cols: number }) {
  const say = words.panels.positions;
  const scale = useAutoScale('diverging', data);
  const places = useMemo(() => repeatedPlaces(tokens.map((token) => token.id)), [tokens]);
  const rows = useMemo(() => {
    const out = new Float32Array(places.length * cols);
    places.forEach((place, row) => out.set(data.subarray(place * cols, (place + 1) * cols), row * cols));
    return out;
  }, [data, places, cols]);
  const pieces = useMemo(() => places.flatMap((place) => tokens.slice(place, place + 1).map(pieceAlone)), [places, tokens]);
  const describe = useCallback(
    (row: number, col: number) => {
      const piece = pieces[row];
      return say.stripCell(
        places[row] ?? 0,
        piece ? pieceLabel(piece).text : '',
        col,
        formatNumber(rows[row * cols + col] ?? NaN),
      );
    },
    [say, places, pieces, rows, cols],
  );
  if (places.length === 0) return <p className="quiet">{say.noneOnce}</p>;
  const choose = (row: number) => ({ position: places[row] ?? 0, token: pieces[row]?.id ?? null });
  const focus = selection.position === null ? -1 : places.indexOf(selection.position);
  const row = focus < 0 ? null : focus;
  return (
    <Part
      title={say.noneStrips}
      widthPx={widthPx}
      note={say.noneTwice(formatCount(places.length), formatCount(tokens.length))}
      aside={<Legend scale={scale} words={words} />}
    >
      <div className="positions__row">
        <RowAxis tokens={pieces} positions={places} cellPx={ROW_PX} focus={row} label={say.axis} hover={hover} select={select} />
        <Matrix
          data={rows}
          rows={places.length}
          cols={cols}
          scale={scale}
          widthPx={matrixWidth(cols, widthPx - ROW_AXIS_PX)}
          heightPx={places.length * ROW_PX}
          rowGapPx={2}
          label={say.noneStrips}
          describe={describe}
          highlightRow={row}
          highlightCol={selection.dimension}
          onHover={(cell) => hover(cell && { ...choose(cell.row), dimension: cell.col })}
          onSelect={(cell) => select({ ...choose(cell.row), dimension: cell.col })}
        />
      </div>
    </Part>
  );
}

/** The places whose token stands at another place too, the same tokens side by side. */
export function repeatedPlaces(ids: readonly number[]): number[] {
  const places = new Map<number, number[]>();
  ids.forEach((id, place) => places.set(id, [...(places.get(id) ?? []), place]));
  return [...places.values()].filter((list) => list.length > 1).flat();
}
