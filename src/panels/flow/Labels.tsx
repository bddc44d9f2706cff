import { useMemo } from 'react';
import { TokenAxis } from '#view/TokenAxis.tsx';
import type { PanelProps } from '../contract.ts';
import type { Rows } from './layout.ts';

type LabelsProps = Pick<PanelProps, 'tokens' | 'selection' | 'select' | 'hover' | 'words'> & { rows: Rows; sizePx: number };

/** The tokens of the rows on screen; they stay where they are while the columns scroll. */
export function Labels({ tokens, selection, select, hover, words, rows, sizePx }: LabelsProps) {
  const { first, count, rowPx } = rows;
  const shown = useMemo(() => tokens.slice(first, first + count), [tokens, first, count]);
  const { position } = selection;
  const partOf = (row: number) => ({ position: first + row, token: tokens[first + row]?.id ?? null });
  return (
    <TokenAxis
      tokens={shown}
      side="left"
      cellPx={rowPx}
      sizePx={sizePx}
      focus={position !== null && position >= first && position < first + count ? position - first : null}
      label={words.panels.flow.rows}
      onHover={(row) => hover(row === null ? null : partOf(row))}
      onSelect={(row) => select(partOf(row))}
    />
  );
}
