import { useMemo } from 'react';
import { rowOf } from '#math/statistics.ts';
import { Legend } from '#view/Legend.tsx';
import { Matrix } from '#view/Matrix.tsx';
import { Part } from '#view/Part.tsx';
import { formatNumber } from '#view/format.ts';
import { useAutoScale } from '#view/scale.ts';
import type { PanelProps } from '../contract.ts';
import { useMatrixLink } from '../lit/useMatrixLink.ts';
import { tokenName } from '../tokenName.ts';
import type { Flow } from './depth.ts';

type StripsProps = Pick<PanelProps, 'tokens' | 'config' | 'selection' | 'select' | 'hover' | 'followLook' | 'words'> & {
  flow: Flow;
  /** The depths by name, and the parts that lead to them. */
  names: readonly string[];
  partNames: readonly string[];
  position: number;
  widthPx: number;
};

type Row = { name: string; array: string; kind: 'stream' | 'attn' | 'ffn'; layer: number | null; values: Float32Array };

const ROW_PX = 16;
const LABEL_PX = 116;
const CELL_MAX_PX = 14;

/** The vector of one token at every depth, with what is added between, one row each. */
export function Strips(props: StripsProps) {
  const { tokens, config, selection, words, flow, names, partNames, position, widthPx } = props;
  const said = words.panels.residual;
  const D = config.d_model;
  const rows = useMemo(
    () =>
      flow.flatMap(({ depth, stream, added }, at): Row[] => {
        const layer = depth.part?.layer ?? null;
        const streamRow: Row = {
          name: names[at] ?? '',
          array: depth.stream,
          kind: 'stream',
          layer,
          values: rowOf(stream, position, D),
        };
        if (added === null || depth.added === null || depth.part === null) return [streamRow];
        return [
          {
            name: said.added(partNames[at] ?? ''),
            array: depth.added,
            kind: depth.part.kind,
            layer,
            values: rowOf(added, position, D),
          },
          streamRow,
        ];
      }),
    [flow, names, partNames, position, D, said],
  );
  const data = useMemo(() => {
    const all = new Float32Array(rows.length * D);
    rows.forEach((row, index) => all.set(row.values, index * D));
    return all;
  }, [rows, D]);
  const scale = useAutoScale('diverging', data);
  const arrays = rows.map(({ array }) => array);
  const link = useMatrixLink(props, {
    drawn: {
      key: `${position} ${arrays.join(' ')}`,
      refOf: ({ row, col }) => ({ name: arrays[row] ?? '', index: [position, col] }),
      placeOf: ({ name, index: [t, i = 0] }) => {
        const row = t === position ? arrays.indexOf(name) : -1;
        return row < 0 ? null : { row, col: i };
      },
    },
    partOf: ({ row, col }) => ({ position, dimension: col, layer: rows[row]?.layer ?? 0 }),
  });
  const title = said.strips(position, tokenName(tokens, position));
  const dimension = selection.dimension;
  return (
    <Part title={title} widthPx={widthPx} aside={<Legend scale={scale} words={words} />} note={said.stripsNote}>
      <div className="strips" style={{ gridTemplateColumns: `${LABEL_PX}px auto` }}>
        <div aria-hidden="true">
          {rows.map((row) => (
            <div key={row.name} className={`strips__name depth--${row.kind}`} style={{ height: ROW_PX }} title={row.name}>
              {row.name}
            </div>
          ))}
        </div>
        <Matrix
          data={data}
          rows={rows.length}
          cols={D}
          scale={scale}
          rowGapPx={2}
          widthPx={Math.min(widthPx - LABEL_PX, D * CELL_MAX_PX)}
          heightPx={rows.length * ROW_PX}
          label={title}
          describe={(row, col) => said.stripCell(rows[row]?.name ?? '', col, formatNumber(data[row * D + col] ?? Number.NaN))}
          highlightCol={dimension}
          {...link}
        />
      </div>
    </Part>
  );
}
