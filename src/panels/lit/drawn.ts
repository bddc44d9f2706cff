import type { ElementRef } from '#lexicon/expression.ts';
import type { Cell } from '#view/Matrix.tsx';

/** Which number a cell of a matrix shows, and where a number is drawn. */
export type Drawn = {
  /** Says what is drawn: another picture has another key. */
  key: string;
  /** Null for a cell that shows no element of an array. */
  refOf: (cell: Cell) => ElementRef | null;
  /** Null for an element that is not drawn; may lie outside the matrix. */
  placeOf: (ref: ElementRef) => Cell | null;
};

/** One axis of an array in a matrix: fixed at a place, or along the rows or columns, which begin `from` there. */
export type Along = number | 'row' | 'col' | { along: 'row' | 'col'; from: number };

/** A matrix that shows two axes of one array, the others fixed; of an array with one axis its only row. */
export function drawnArray(name: string, axes: readonly Along[]): Drawn {
  const whole = axes.map((axis) => (axis === 'row' || axis === 'col' ? { along: axis, from: 0 } : axis));
  return {
    key: `${name} ${JSON.stringify(whole)}`,
    refOf: (cell) => ({ name, index: whole.map((axis) => (typeof axis === 'number' ? axis : cell[axis.along] + axis.from)) }),
    placeOf: (ref) => {
      if (ref.name !== name || ref.index.length !== whole.length) return null;
      const cell = { row: 0, col: 0 };
      for (const [at, axis] of whole.entries()) {
        const i = ref.index[at] ?? 0;
        if (typeof axis !== 'number') cell[axis.along] = i - axis.from;
        else if (axis !== i) return null;
      }
      return cell;
    },
  };
}

/** A matrix whose rows or columns each stand for whole vectors: an element of an array lights its vector's one cell. */
export function drawnVectors(arrays: readonly (string | null)[], along: 'row' | 'col'): Drawn {
  return {
    key: `${along} ${arrays.join(' ')}`,
    refOf: () => null,
    placeOf: ({ name, index: [t = 0] }) => {
      const at = arrays.indexOf(name);
      if (at < 0) return null;
      return along === 'col' ? { row: t, col: at } : { row: at, col: t };
    },
  };
}
