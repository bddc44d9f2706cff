import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { cosinesTo, nearestRows } from '#math/neighbours.ts';
import { formatCount } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { Scatter } from '#view/Scatter.tsx';
import type { PanelProps } from '../contract.ts';
import { pieceName } from '../pieceOf.ts';
import { createPcaFollower } from './followPca.ts';
import type { MapResult, PcaFollower } from './followPca.ts';

type PcaMapProps = Pick<PanelProps, 'text' | 'select' | 'hover' | 'words' | 'wide' | 'widthPx'> & {
  /** [V, D] */
  table: Float32Array;
  V: number;
  D: number;
  ids: Int32Array;
  token: number;
};

const MARKED = 5;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The vectors on a plane: their two principal components. The chosen token and its nearest are named first. */
export const PcaMap = memo(function PcaMap(props: PcaMapProps) {
  const { table, V, D, ids, token, text, select, hover, words, wide, widthPx } = props;
  const say = words.panels.embeddings;
  const map = useFollowedPca(table, ids, D);
  const shownIds = map?.ids ?? ids;
  const order = useMemo(() => byCount(shownIds, text?.counts), [shownIds, text]);
  const placeOf = useMemo(() => new Map(Array.from(shownIds, (id, index) => [id, index])), [shownIds]);
  const near = useMemo(
    () => nearestRows(cosinesTo(table, V, D, token), token, MARKED, (id) => placeOf.has(id)).map(({ index }) => index),
    [table, V, D, token, placeOf],
  );
  // Mostly the same from frame to frame: then the map need not be drawn again.
  const nearKey = near.join(' ');
  const marked = useMemo(() => nearKey.split(' ').flatMap((id) => placeOf.get(Number(id)) ?? []), [nearKey, placeOf]);
  const labels = useCallback((index: number) => pieceName(text, shownIds[index] ?? 0), [text, shownIds]);
  const describe = useCallback(
    (index: number) => {
      const id = shownIds[index] ?? 0;
      return say.mapPoint(pieceName(text, id), id, formatCount(text?.counts[id] ?? 0));
    },
    [say, text, shownIds],
  );
  const heightPx = Math.round(Math.min(wide ? 620 : 330, widthPx * 0.75));
  return (
    <Part
      title={say.map}
      widthPx={widthPx}
      note={
        map ? say.mapNote(percent(map.pca.explained[0] ?? 0), percent(map.pca.explained[1] ?? 0), map.cols - 2) : say.mapWaiting
      }
    >
      {map ? (
        <Scatter
          points={map.pca.coordinates}
          labels={labels}
          describe={describe}
          order={order}
          marked={marked}
          emphasis={placeOf.get(token) ?? null}
          label={say.map}
          widthPx={widthPx}
          heightPx={heightPx}
          onHover={(index) => hover(index === null ? null : { token: shownIds[index] ?? null })}
          onSelect={(index) => select({ token: shownIds[index] ?? null })}
        />
      ) : (
        <div style={{ height: heightPx }} />
      )}
    </Part>
  );
});

/** Principal components of the rows `ids` of the table, following it without holding the page up; null before the first. */
function useFollowedPca(table: Float32Array, ids: Int32Array, cols: number): MapResult | null {
  const [result, setResult] = useState<MapResult | null>(null);
  const follower = useRef<PcaFollower | null>(null);
  useEffect(() => {
    follower.current = createPcaFollower(setResult);
    return () => {
      follower.current?.stop();
      follower.current = null;
    };
  }, []);
  useEffect(() => {
    follower.current?.follow({ table, ids, cols });
  }, [table, ids, cols]);
  return result;
}

function byCount(ids: Int32Array, counts: Uint32Array | undefined): Int32Array {
  const count = (index: number): number => counts?.[ids[index] ?? 0] ?? 0;
  return Int32Array.from(ids.keys()).sort((a, b) => count(b) - count(a) || a - b);
}
