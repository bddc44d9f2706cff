import { memo } from 'react';
import type { TokenPiece } from '#lexicon/messages.ts';
import type { Selection } from '#lexicon/selection.ts';
import { TokenAxis } from '#view/TokenAxis.tsx';
import type { PanelProps } from './contract.ts';

type RowAxisProps = Pick<PanelProps, 'hover' | 'select'> & {
  tokens: readonly TokenPiece[];
  /** Positions of the rows in the probed sequence; null where the rows are tokens of the vocabulary. */
  positions: readonly number[] | 'same' | null;
  cellPx: number;
  focus: number | null;
  label: string;
};

/** Room for the tokens left of a matrix. */
export const ROW_AXIS_PX = 92;

/** The tokens of a matrix's rows; only a change of rows or selection draws it again, not a frame. */
export const RowAxis = memo(function RowAxis({ tokens, positions, cellPx, focus, label, hover, select }: RowAxisProps) {
  const partOf = (row: number): Partial<Selection> => {
    const token = tokens[row]?.id ?? null;
    return positions === null ? { token } : { token, position: positions === 'same' ? row : (positions[row] ?? null) };
  };
  return (
    <TokenAxis
      tokens={tokens}
      side="left"
      cellPx={cellPx}
      sizePx={ROW_AXIS_PX}
      focus={focus}
      label={label}
      onHover={(row) => hover(row === null ? null : partOf(row))}
      onSelect={(row) => select(partOf(row))}
    />
  );
});
