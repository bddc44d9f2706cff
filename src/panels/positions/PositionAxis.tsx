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

/** Room that a number takes, with air around it. */
const NUMBER_PX = 20;
/** Steps from one number to the next that read easily. */
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** A round step, so that numbers along cells of `cellPx` keep apart. */
export function positionStep(cellPx: number): number {
  return STEPS.find((step) => step * cellPx >= NUMBER_PX) ?? 1000;
}

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
      every={positionStep(cellPx)}
      label={label}
      onHover={onHover}
      onSelect={onSelect}
    />
  );
}
