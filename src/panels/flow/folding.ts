import type { ModelConfig } from '#lexicon/config.ts';
import { columnsOf } from './columns.ts';
import type { Column, Half } from './columns.ts';
import { layoutOf, leastWidth } from './layout.ts';
import type { Folding, Layout, Rows } from './layout.ts';

export type Wish = {
  config: ModelConfig;
  /** The block that is open. */
  open: number | null;
  /** The half of it that stays in full where both do not fit. */
  half: Half;
  rows: Rows;
  /** The keys that the rows look at. */
  keys: number;
  backward: boolean;
  roomPx: number;
};

/**
 * The picture with as little folded as the room demands: first the other blocks are narrower, then all outside the open
 * block is slivers, then closed blocks show only what they hand on, then one half of the open block steps back. What does
 * not fit even then scrolls.
 */
export function arrange({ config, open, half, rows, keys, backward, roomPx }: Wish): Layout {
  const whole = columnsOf(config, open, keys, backward);
  const spare = columnsOf(config, open, keys, backward, true);
  const loose: Folding = { fit: 'loose', half: null };
  const steps: { columns: readonly Column[]; folding: Folding }[] = [
    { columns: whole, folding: loose },
    { columns: whole, folding: { fit: 'slim', half: null } },
    { columns: spare, folding: { fit: 'slim', half: null } },
    ...(open === null
      ? []
      : ([
          { columns: spare, folding: { fit: 'slim', half } },
          { columns: spare, folding: { fit: 'slimmest', half } },
        ] as const)),
  ];
  const { columns, folding } =
    steps.find((step) => leastWidth(step.columns, { open, rows, folding: step.folding }) <= roomPx) ??
    ({ columns: spare, folding: { fit: 'slim', half: open === null ? null : half } } as const);
  return layoutOf(columns, { open, rows, roomPx, folding });
}
