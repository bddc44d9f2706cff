import type { ElementRef } from '#lexicon/expression.ts';
import { formatNumber } from '#view/format.ts';
import { arrayName, codeOf, placeNames, sentenceOf } from './naming.ts';
import type { Naming } from './naming.ts';
import { usePreview } from './preview.ts';

type PlacesProps = {
  title: string;
  /** Elements with their numbers; without one where the array has not been read. */
  places: readonly { ref: ElementRef; value?: number }[];
  naming: Naming;
  go: (ref: ElementRef) => void;
};

/** Numbers by their names, each a button that leads to it. */
export function Places({ title, places, naming, go }: PlacesProps) {
  return (
    <section>
      <h3 className="worksheet__title">{title}</h3>
      <ul className="worksheet__places">
        {places.map(({ ref, value }) => (
          <Place key={codeOf(ref)} of={ref} value={value} naming={naming} go={go} />
        ))}
      </ul>
    </section>
  );
}

type PlaceProps = { of: ElementRef; value: number | undefined; naming: Naming; go: (ref: ElementRef) => void };

function Place({ of: ref, value, naming, go }: PlaceProps) {
  const { words } = naming;
  const preview = usePreview(ref);
  return (
    <li>
      <button
        {...preview}
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
  );
}
