import { useCallback } from 'react';
import type { ElementRef } from '#lexicon/expression.ts';
import type { Selection } from '#lexicon/selection.ts';
import type { Cell, CellBox, MatrixProps } from '#view/Matrix.tsx';
import type { PanelProps } from '../contract.ts';
import { boxesOf } from './boxes.ts';
import type { Drawn } from './drawn.ts';
import { operandsAt } from './operands.ts';
import type { Reading } from './operands.ts';

export type Linked = Pick<PanelProps, 'followLook' | 'hover' | 'select' | 'config' | 'tokens'>;

type Link = {
  drawn: Drawn;
  /** What looking at a cell selects besides its number. */
  partOf: (cell: Cell) => Partial<Selection>;
  /** Told of a click after what it selects. */
  onSelect?: (cell: Cell) => void;
};

const known = new WeakMap<Linked['tokens'], readonly number[]>();

/** The ids of the tokens; the same array for the same tokens. */
export function idsOf(tokens: Linked['tokens']): readonly number[] {
  const ids = known.get(tokens) ?? tokens.map(({ id }) => id);
  known.set(tokens, ids);
  return ids;
}

let last: { ref: ElementRef; reading: Reading; operands: readonly ElementRef[] } | null = null;

/** The operands of the number that is looked at: asked for by every picture, found once. */
function operandsOnce(ref: ElementRef, reading: Reading): readonly ElementRef[] {
  if (last?.ref !== ref || last.reading.config !== reading.config || last.reading.ids !== reading.ids)
    last = { ref, reading, operands: operandsAt(ref, reading) };
  return last.operands;
}

/** What a matrix lights for a number that is looked at: the number itself, and what it is computed from. */
export function litIn(drawn: Drawn, ref: ElementRef | null, reading: Reading): CellBox[] {
  if (!ref) return [];
  const own = drawn.placeOf(ref);
  const boxes = boxesOf(operandsOnce(ref, reading).flatMap((operand) => drawn.placeOf(operand) ?? []));
  return own ? [...boxes, { ...own, rows: 1, cols: 1, isSelf: true }] : boxes;
}

/**
 * How a matrix takes part in the page: a cell under the pointer or the arrow keys is previewed everywhere, a click or Enter
 * locks it, and what is looked at elsewhere is lit here without the matrix being drawn again.
 */
export function useMatrixLink(
  { followLook, hover, select, config, tokens }: Linked,
  { drawn, partOf, onSelect }: Link,
): Pick<MatrixProps, 'onHover' | 'onSelect' | 'follow'> {
  const ids = idsOf(tokens);
  const { key } = drawn;
  const follow = useCallback(
    (show: (boxes: readonly CellBox[]) => void) => followLook((ref) => show(litIn(drawn, ref, { config, ids }))),
    // The key says all that `drawn` depends on; it is a new object whenever its panel is drawn.
    // oxlint-disable-next-line react/exhaustive-deps
    [followLook, key, config, ids],
  );
  const selected = (cell: Cell): Partial<Selection> => {
    const ref = drawn.refOf(cell);
    return ref ? { ...partOf(cell), cell: ref } : partOf(cell);
  };
  return {
    follow,
    onHover: (cell) => hover(cell && selected(cell)),
    onSelect: (cell) => {
      select(selected(cell));
      onSelect?.(cell);
    },
  };
}
