import { memo, useCallback, useMemo, useState } from 'react';
import { cosinesTo, nearestRows } from '#math/neighbours.ts';
import { LEAST_POINTS, PLANE_MAPS } from '#math/planeMapKinds.ts';
import type { PlaneMapKind } from '#math/planeMapKinds.ts';
import { projectOn } from '#math/projection.ts';
import { Segments } from '#view/Choice.tsx';
import { formatCount } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { Scatter } from '#view/Scatter.tsx';
import type { PanelProps } from '../contract.ts';
import { pieceName } from '../pieceOf.ts';
import { MapNote } from './MapNote.tsx';
import { useFollowedPca } from './useFollowedPca.ts';
import { usePlaneMap } from './usePlaneMap.ts';
import { useTrails } from './useTrails.ts';

type TokenMapProps = Pick<
  PanelProps,
  'text' | 'config' | 'step' | 'keptSteps' | 'readAt' | 'select' | 'hover' | 'words' | 'wide' | 'widthPx'
> & {
  /** [V, D] */
  table: Float32Array;
  V: number;
  D: number;
  ids: Int32Array;
  token: number;
};

const MARKED = 5;
/** Both maps by iteration look at every pair of points: more than this takes minutes. The most frequent tokens are laid out. */
const MOST_POINTS = 1000;
type Kind = 'pca' | PlaneMapKind;

/** The vectors on a plane: by principal components, which follow the training, or laid out once by t-SNE or UMAP. */
export const TokenMap = memo(function TokenMap(props: TokenMapProps) {
  const { table, V, D, ids, token, text, config, step, select, hover, words, wide, widthPx } = props;
  const say = words.panels.embeddings;
  const [kind, setKind] = useState<Kind>('pca');
  const [trailed, setTrailed] = useState(false);
  const map = useFollowedPca(table, ids, D);
  const { laid, start, stop } = usePlaneMap();
  const trails = useTrails(trailed && kind === 'pca', map?.ids ?? null, D, props);
  const ways = useMemo(() => {
    if (kind !== 'pca' || !map || trails?.ids !== map.ids || trails.cols !== map.cols) return [];
    return trails.rows.map((rows) => projectOn(map.pca, rows, map.ids.length, map.cols));
  }, [kind, map, trails]);

  const layOut = (wanted: PlaneMapKind): void => {
    const chosen = byCount(ids, text?.counts).map((index) => ids[index] ?? 0);
    start({ kind: wanted, table, ids: chosen.subarray(0, MOST_POINTS), cols: D, step, seed: config.seed });
  };
  const choose = (wanted: Kind): void => {
    setKind(wanted);
    if (wanted === 'pca') stop();
    else layOut(wanted);
  };
  const points = kind === 'pca' ? map?.pca.coordinates : laid?.kind === kind ? laid.points : null;
  const shownIds = (kind === 'pca' ? map?.ids : laid?.ids) ?? ids;
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
  const running = laid?.state === 'running' && kind === laid.kind;
  return (
    <Part
      title={say.map}
      widthPx={widthPx}
      aside={
        ids.length >= LEAST_POINTS && (
          <Segments
            label={say.mapKind}
            options={(['pca', ...PLANE_MAPS] as const).map((value) => ({ value, name: say.mapKinds[value] }))}
            value={kind}
            onChange={choose}
          />
        )
      }
      note={<MapNote words={words} kind={kind} map={map} laid={laid} step={step} cut={ids.length > MOST_POINTS} dimensions={D} />}
    >
      {points && points.length === 2 * shownIds.length ? (
        <Scatter
          // A map of another kind has another unit.
          key={kind}
          points={points}
          labels={labels}
          describe={describe}
          order={order}
          marked={marked}
          trails={ways}
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
      <div className="embeddings__controls embeddings__controls--map">
        {kind === 'pca' ? (
          <>
            <label>
              <input type="checkbox" checked={trailed} onChange={(event) => setTrailed(event.target.checked)} /> {say.trails}
            </label>
            <span className="quiet">
              {trailed &&
                (trails ? say.trailsRead(trails.steps.length, trails.wanted, String(trails.steps[0] ?? step)) : say.trailsNone)}
            </span>
          </>
        ) : running ? (
          <>
            <progress max={1} value={laid.fraction} aria-label={say.mapKinds[kind]} />
            <button type="button" className="button" onClick={stop}>
              {say.mapStop}
            </button>
          </>
        ) : (
          <button type="button" className="button" onClick={() => layOut(kind)}>
            {say.mapAgain(String(step))}
          </button>
        )}
      </div>
    </Part>
  );
});

function byCount(ids: Int32Array, counts: Uint32Array | undefined): Int32Array {
  const count = (index: number): number => counts?.[ids[index] ?? 0] ?? 0;
  return Int32Array.from(ids.keys()).sort((a, b) => count(b) - count(a) || a - b);
}
