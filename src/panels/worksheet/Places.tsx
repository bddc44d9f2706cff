import type { ElementRef } from '#lexicon/expression.ts';
import { formatNumber } from '#view/format.ts';
import { arrayName, codeOf, placeNames, sentenceOf } from './naming.ts';
import type { Naming } from './naming.ts';

type PlacesProps = {
  title: string;
  /** Elements with their numbers; without one where the array has not been read. */
  places: readonly { ref: ElementRef; value?: number }[];
  naming: Naming;
  go: (ref: ElementRef) => void;
};

/** Numbers by their names, each a button that leads to it. */
export function Places({ title, places, naming, go }: PlacesProps) {
  const { words } = naming;
  return (
    <section>
      <h3 className="worksheet__title">{title}</h3>
      <ul className="worksheet__places">
        {places.map(({ ref, value }) => (
          <li key={codeOf(ref)}>
            <button
              type="button"
              className="worksheet__place"
              title={codeOf(ref)}
              aria-label={words.worksheet.openOperand(
                value === undefined
                  ? [arrayName(words, ref.name), ...placeNames(naming, ref)].join(words.shell.comma)
                  : sentenceOf(naming, ref, value),
              )}
              onClick={() => go(ref)}
            >
              <span>
                {arrayName(words, ref.name)}
                <small>{placeNames(naming, ref).join(' · ')}</small>
              </span>
              {value !== undefined && <span className="worksheet__value">{formatNumber(value)}</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
