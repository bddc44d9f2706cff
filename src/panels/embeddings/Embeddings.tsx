import { useMemo, useState } from 'react';
import { useAutoScale } from '#view/scale.ts';
import type { Panel, PanelProps } from '../contract.ts';
import { Arithmetic } from './Arithmetic.tsx';
import './embeddings.css';
import { Looked } from './Looked.tsx';
import { Neighbours } from './Neighbours.tsx';
import { rowsShown } from './rowsShown.ts';
import type { RowOrder } from './rowsShown.ts';
import { Table } from './Table.tsx';
import { TokenMap } from './TokenMap.tsx';

const TABLE = 'wte.weight';
const LOOKED_UP = 'hook_embed';
/** Rows of the table in sight: alone, beside the map, and above it. */
const ROWS = { alone: 30, beside: 24, above: 12 };
const NOTHING = new Float32Array(0);

/** The embedding table: as a matrix, as what the probed tokens look up, as neighbourhoods and as a map. */
function Body(props: PanelProps) {
  const { read, tokens, text, selection, words, widthPx } = props;
  const table = read(TABLE);
  const looked = read(LOOKED_UP);
  const [order, setOrder] = useState<RowOrder>('frequency');
  const [usedOnly, setUsedOnly] = useState(true);
  const [V, D] = [table?.shape[0] ?? 0, table?.shape[1] ?? 0];
  const ids = useMemo(() => rowsShown(text, V, order, usedOnly), [text, V, order, usedOnly]);
  const scale = useAutoScale('diverging', table?.data ?? NOTHING);
  if (!table || ids.length === 0) return <p className="quiet">{words.view.noData}</p>;

  const at = selection.position ?? tokens.length - 1;
  const wanted = selection.token ?? tokens[at]?.id ?? 0;
  const token = wanted < V ? wanted : 0;
  const columns = widthPx >= 760;
  const leftPx = columns ? Math.floor((widthPx - 28) * 0.58) : widthPx;
  const rightPx = columns ? widthPx - 28 - leftPx : widthPx;
  const shared = { ...props, table: table.data, V, D, token, scale };
  return (
    <div className="parts">
      <div className="embeddings__column" style={{ width: leftPx }}>
        <Table
          {...shared}
          ids={ids}
          order={order}
          onOrder={setOrder}
          usedOnly={usedOnly}
          onUsedOnly={setUsedOnly}
          rowsInSight={props.wide ? ROWS.alone : columns ? ROWS.beside : ROWS.above}
          widthPx={leftPx}
        />
        {looked && <Looked {...props} looked={looked} scale={scale} widthPx={leftPx} />}
      </div>
      {props.difference === null && (
        <div className="embeddings__column" style={{ width: rightPx }}>
          <TokenMap {...shared} ids={ids} widthPx={rightPx} />
          <Neighbours {...shared} usedOnly={usedOnly} widthPx={rightPx} />
          {text && text.vocabulary.length >= 3 && <Arithmetic {...shared} text={text} usedOnly={usedOnly} widthPx={rightPx} />}
        </div>
      )}
    </div>
  );
}

export const embeddings = { id: 'embeddings', names: () => [TABLE, LOOKED_UP], differs: () => true, Body } satisfies Panel;
