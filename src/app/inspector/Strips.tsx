import { memo, useCallback, useMemo, useRef } from 'react';
import type { NamedArray } from '#lexicon/array.ts';
import { hover, select } from '#state/actions/look.ts';
import { currentFrame } from '#state/frame.ts';
import { selectConfig, selectSelection, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { formatNumber } from '#view/format.ts';
import { Legend } from '#view/Legend.tsx';
import { Matrix } from '#view/Matrix.tsx';
import { useAutoScale } from '#view/scale.ts';
import { useWidth } from '#view/useWidth.ts';
import { depths } from './names.ts';
import type { Depth } from './names.ts';

/** Room for the names of the depths, and the gap beside them. */
const NAMES_PX = 84;
const ROW_PX = 21;

/** The rows of one position laid under each other, [depths, D]; what has not been read is NaN. */
function stack(arrays: readonly (NamedArray | undefined)[], position: number, width: number): Float32Array {
  const stacked = new Float32Array(arrays.length * width).fill(NaN);
  arrays.forEach((array, row) => {
    if (array?.shape[1] === width) stacked.set(array.data.subarray(position * width, (position + 1) * width), row * width);
  });
  return stacked;
}

/** The token's vector after each layer, one strip a depth, all on one scale. */
export const Strips = memo(function Strips({ position, version }: { position: number; version: number }) {
  const allWords = useWords();
  const words = allWords.shell.inspector;
  const config = useStore(selectConfig);
  const box = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(box);
  const { dimension } = useStore(selectSelection);
  const rows = useMemo(() => depths(config), [config]);
  const width = config.d_model;
  const data = useMemo(
    () =>
      version >= 0
        ? stack(
            rows.map(({ name }) => currentFrame.read(name)),
            position,
            width,
          )
        : new Float32Array(),
    [rows, position, width, version],
  );
  const scale = useAutoScale('diverging', data);
  const nameOf = useCallback(
    ({ at }: Depth): string =>
      at === 'embed' ? words.depth.embed : at === 'position' ? words.depth.position : words.depth.layer(at),
    [words],
  );
  const describe = useCallback(
    (row: number, i: number): string => {
      const depth = rows[row];
      return depth ? words.stripCell(nameOf(depth), i, formatNumber(data[row * width + i] ?? NaN)) : '';
    },
    [rows, words, nameOf, data, width],
  );
  const onHover = useCallback((cell: { col: number } | null) => hover(cell && { dimension: cell.col }), []);
  const onSelect = useCallback(
    ({ row, col }: { row: number; col: number }) => {
      const name = rows[row]?.name;
      select({ dimension: col, cell: name === undefined ? null : { name, index: [position, col] } });
    },
    [rows, position],
  );
  return (
    <section>
      <h2 className="heading">{words.strips}</h2>
      <div className="inspector__strips" ref={box}>
        <div className="inspector__depths">
          {rows.map((depth) => (
            <span key={depth.name} style={{ height: ROW_PX }} title={depth.name}>
              {nameOf(depth)}
            </span>
          ))}
        </div>
        <Matrix
          data={data}
          rows={rows.length}
          cols={width}
          scale={scale}
          widthPx={Math.max(1, widthPx - NAMES_PX)}
          heightPx={rows.length * ROW_PX}
          rowGapPx={5}
          label={words.strips}
          describe={describe}
          highlightCol={dimension}
          onHover={onHover}
          onSelect={onSelect}
        />
      </div>
      <Legend scale={scale} words={allWords} />
    </section>
  );
});
