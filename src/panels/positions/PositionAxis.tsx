import { useMemo } from 'react';
import { TokenAxis } from '#view/TokenAxis.tsx';

type PositionAxisProps = {
  count: number;
  cellPx: number;
  side: 'left' | 'top';
  focus: number | null;
  label: string;
  onHover: (position: number | null) => void;
  onSelect: (position: number) => void;
};

/** Pixels that three digits take, across and along. */
export const POSITION_AXIS_PX = 38;

/** The positions along a matrix, as numbers. */
export function PositionAxis({ count, cellPx, side, focus, label, onHover, onSelect }: PositionAxisProps) {
  const numbers = useMemo(() => Array.from({ length: count }, (_, id) => ({ id, text: String(id) })), [count]);
  return (
    <TokenAxis
      tokens={numbers}
      side={side}
      cellPx={cellPx}
      sizePx={POSITION_AXIS_PX}
      focus={focus}
      label={label}
      onHover={onHover}
      onSelect={onSelect}
    />
  );
}
