import { ungraded } from '#lexicon/axes.ts';
import type { Intervention } from '#lexicon/interventions.ts';
import { formatCount } from '#view/format.ts';
import { arrayName } from './naming.ts';
import type { SheetWords } from './words.ts';

/** What of the page's state makes a worksheet and the engine, or a worksheet and the pictures, differ. */
export type Circumstances = {
  /** The share that dropout strikes in the step that is shown; 0 outside slow motion. */
  dropout: number;
  interventions: readonly Pick<Intervention, 'hook'>[];
  /** The two steps whose difference the pictures show. */
  difference: { a: number; b: number } | null;
};

/** Why what is recomputed of an array may differ from what the engine holds, and from what the pictures show: a sentence each. */
export function caveatsOf(words: SheetWords, name: string, { dropout, interventions, difference }: Circumstances): string[] {
  const said = words.worksheet.caveats;
  const { of, gradient } = ungraded(name);
  const isChanged = interventions.some(({ hook }) => hook === of);
  const [first] = interventions;
  return [
    ...(difference ? [said.difference(formatCount(difference.a), formatCount(difference.b))] : []),
    ...(dropout > 0 ? [said.dropout] : []),
    ...(gradient && first ? [said.gradient(arrayName(words, first.hook))] : []),
    ...(!gradient && isChanged ? [said.changed] : []),
  ];
}
