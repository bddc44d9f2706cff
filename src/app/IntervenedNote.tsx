import type { Intervention } from '#lexicon/interventions.ts';
import { intervene } from '#state/actions/setting.ts';
import { attempt } from '#state/actions/toasts.ts';
import { useWords } from '#state/selectors.ts';
import { formatNumber } from '#view/format.ts';
import './IntervenedNote.css';

const SHOWN = 3;

/** The changes that are in force, and a way out of all of them. */
export function IntervenedNote({ list }: { list: readonly Intervention[] }) {
  const words = useWords().shell.intervened;
  const name = ({ hook, head, position, scale, value, add }: Intervention): string => {
    const place = [
      hook,
      ...(head === undefined ? [] : [words.head(head + 1)]),
      ...(position === undefined ? [] : [words.position(position)]),
    ].join(' ');
    const amount = (given: number | ArrayLike<number>): string =>
      typeof given === 'number' ? formatNumber(given) : words.vector(given.length);
    if (scale !== undefined) return `${place} × ${formatNumber(scale)}`;
    return add !== undefined ? `${place} + ${amount(add)}` : `${place} = ${amount(value ?? 0)}`;
  };
  const named = list.slice(0, SHOWN).map(name).join(words.and);
  return (
    <section className="intervened" aria-live="polite">
      <div className="intervened__head">
        <strong>{words.title(list.length)}</strong>
        <button type="button" className="button" onClick={() => void attempt(intervene([]))}>
          {words.remove}
        </button>
      </div>
      <p>
        <span className="intervened__list">{named}</span>
        {list.length > SHOWN && ` ${words.more(list.length - SHOWN)}`} <span className="quiet">{words.note}</span>
      </p>
    </section>
  );
}
