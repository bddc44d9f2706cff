import { useMemo, useState } from 'react';
import type { PatchMap } from '#lexicon/writing.ts';
import { putIn } from '#state/actions/intervene.ts';
import { attempt } from '#state/actions/toasts.ts';
import { Choice, Segments } from '#view/Choice.tsx';
import { formatCount, formatNumber, formatShare } from '#view/format.ts';
import { Legend } from '#view/Legend.tsx';
import { Matrix } from '#view/Matrix.tsx';
import type { Cell } from '#view/Matrix.tsx';
import { autoDiverging } from '#view/scale.ts';
import { axisSizePx, TokenAxis } from '#view/TokenAxis.tsx';
import type { PanelProps } from '../contract.ts';
import { pieceName, pieceOf } from '../pieceOf.ts';
import { mostUnlike, patchedOf, strongest } from './patched.ts';
import type { Measure } from './patched.ts';

const LABEL_PX = 58;
const ROW_PX = 24;
const CELL_MAX_PX = 30;

/** What became of one token in every layer and at every position: the heat map of causal tracing, and a way to keep a patch. */
export function PatchResult({
  map,
  text,
  config,
  words,
  widthPx,
}: Pick<PanelProps, 'text' | 'config' | 'words' | 'widthPx'> & { map: PatchMap }) {
  const say = words.panels.lab;
  const [picked, setPicked] = useState<number | null>(null);
  const [measure, setMeasure] = useState<Measure>('probability');
  const [chosen, setChosen] = useState<Cell | null>(null);
  const at = map.tokens.indexOf(picked ?? -1);
  const token = at < 0 ? mostUnlike(map) : at;
  const { plain, other, values, changes } = useMemo(() => patchedOf(map, token, measure), [map, token, measure]);
  // Most cells change nothing, so the scale has to reach to the one that changes most.
  const scale = useMemo(() => autoDiverging(changes, 1), [changes]);
  const P = map.positions;
  const L = values.length / P;
  const pieces = useMemo(() => Array.from(map.ids.subarray(0, P), (id) => pieceOf(text, id)), [map, P, text]);
  const name = pieceName(text, map.tokens[token] ?? 0);
  const format = measure === 'probability' ? formatShare : formatNumber;
  const cellPx = Math.max(1, Math.min(CELL_MAX_PX, (widthPx - LABEL_PX) / P));
  const axisPx = axisSizePx(pieces, 26, 70);
  const best = strongest(changes);
  const place = (cell: Cell): string => say.patchPlace(cell.row + 1, cell.col, pieceName(text, map.ids[cell.col] ?? 0));
  const describe = (row: number, col: number): string => {
    const value = values[row * P + col] ?? Number.NaN;
    const where = place({ row, col });
    if (Number.isNaN(value)) return say.patchMissing(where);
    return say.patchCell(where, name, format(plain), format(value), formatNumber(changes[row * P + col] ?? Number.NaN));
  };
  const keep = (positions: readonly number[]): void => {
    if (!chosen) return;
    const { site, head, otherIds } = map;
    void attempt(putIn({ ids: Array.from(otherIds), site, head, layer: chosen.row, positions }));
  };
  const cell = chosen && chosen.row < L && chosen.col < P ? chosen : null;
  return (
    <div className="lab__map">
      <div className="lab__actions">
        <label className="lab__kind">
          {say.follow}{' '}
          <Choice
            label={say.follow}
            options={Array.from(map.tokens, (id) => ({ value: String(id), name: pieceName(text, id) }))}
            value={String(map.tokens[token] ?? 0)}
            onChange={(value) => setPicked(Number(value))}
          />
        </label>
        <Segments
          label={say.measureChoice}
          options={[
            { value: 'probability', name: say.probability },
            { value: 'logit', name: say.logit },
          ]}
          value={measure}
          onChange={setMeasure}
        />
        <Legend scale={scale} words={words} />
      </div>
      <p>
        {(config.objective === 'masked' ? say.patchSidesMasked : say.patchSides)(
          name,
          map.position,
          formatCount(map.step),
          format(plain),
          format(other),
        )}
        {best >= 0 ? (
          <>
            {words.view.gap}
            {say.patchBest(
              place({ row: Math.floor(best / P), col: best % P }),
              format(values[best] ?? 0),
              formatNumber(changes[best] ?? 0),
            )}
          </>
        ) : (
          <>
            {words.view.gap}
            {say.patchNothing}
          </>
        )}
      </p>
      <div className="lab__heat" style={{ gridTemplateColumns: `${LABEL_PX}px ${P * cellPx}px` }}>
        <span />
        <TokenAxis tokens={pieces} side="top" cellPx={cellPx} sizePx={axisPx} focus={cell?.col ?? null} label={say.patchAxis} />
        <div className="lab__layers" aria-hidden="true">
          {Array.from({ length: L }, (_, layer) => (
            <span key={layer} style={{ height: ROW_PX }}>
              {say.layer(layer + 1)}
            </span>
          ))}
        </div>
        <Matrix
          data={changes}
          rows={L}
          cols={P}
          scale={scale}
          widthPx={P * cellPx}
          heightPx={L * ROW_PX}
          label={say.patchMatrix(name, say.sites[map.site])}
          describe={describe}
          focusCell={cell}
          onSelect={setChosen}
        />
      </div>
      <div className="lab__actions">
        {cell ? (
          <>
            <span>{describe(cell.row, cell.col)}</span>
            <button type="button" className="button" onClick={() => keep([cell.col])}>
              {say.keepCell}
            </button>
            <button type="button" className="button" onClick={() => keep(Array.from({ length: P }, (_, col) => col))}>
              {say.keepRow(cell.row + 1)}
            </button>
          </>
        ) : (
          <span className="quiet">{say.patchClick}</span>
        )}
      </div>
    </div>
  );
}
