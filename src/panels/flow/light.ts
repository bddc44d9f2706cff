import type { ElementRef } from '#lexicon/expression.ts';
import type { PanelProps } from '../contract.ts';
import { hasElement } from '../lit/operands.ts';
import { idsOf } from '../lit/useMatrixLink.ts';
import { sums } from './braces.ts';
import { arrayName } from './columns.ts';
import { sourcesOf } from './dependence.ts';
import type { PlacedColumn } from './layout.ts';
import { runsOf } from './runs.ts';
import type { Run } from './runs.ts';
import { spotOf } from './place.ts';
import type { Spot } from './place.ts';

/** A number in the picture: its cell where it has one, the cells it is computed from, and whether they are summed. */
export type Lit = { spot: Spot | null; runs: readonly Run[]; isSum: boolean };

type Shown = Pick<PanelProps, 'tokens' | 'config'> & { open: number | null; head: number; backward: boolean };

const NOTHING: Lit = { spot: null, runs: [], isSum: false };

/** Answers for any number what of it these columns light; the same number asked for again is not worked out again. */
export function createLight(columns: readonly PlacedColumn[], shown: Shown): (ref: ElementRef | null) => Lit {
  const { tokens, config, open, head, backward } = shown;
  const drawn = new Set(columns.map(({ name }) => arrayName(name, backward)));
  const question = { config, ids: idsOf(tokens), open, drawn };
  const place = (ref: ElementRef): Spot | null => spotOf(columns, ref, head, config, backward);
  let known: { ref: ElementRef | null; lit: Lit } = { ref: null, lit: NOTHING };
  return (ref) => {
    if (known.ref === ref) return known.lit;
    const lit =
      ref && hasElement(ref, question)
        ? {
            spot: place(ref),
            runs: runsOf(sourcesOf(ref, question).flatMap((source) => place(source) ?? [])),
            isSum: sums(config, ref.name),
          }
        : NOTHING;
    known = { ref, lit };
    return lit;
  };
}
