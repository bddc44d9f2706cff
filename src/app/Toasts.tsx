import type { Problem } from '#lexicon/problems.ts';
import type { Words } from '#lexicon/words/en.ts';
import { dismiss } from '#state/actions/toasts.ts';
import { selectToasts, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Icon } from '#view/Icon.tsx';
import './Toasts.css';

/** The sentence of a problem in one language. */
export function sentenceOf(words: Words, { code, params }: Problem): string {
  return (words.problems[code] as (given: typeof params) => string)(params);
}

/** What went wrong, in the person's language, until it is dismissed. */
export function Toasts() {
  const words = useWords();
  const toasts = useStore(selectToasts);
  return (
    <div className="toasts" role="alert">
      {toasts.map(({ id, problem }) => (
        <div key={id} className="toast">
          <span>{sentenceOf(words, problem)}</span>
          <button
            type="button"
            className="button button--icon button--bare"
            aria-label={words.shell.dismiss}
            onClick={() => dismiss(id)}
          >
            <Icon name="close" sizePx={14} />
          </button>
        </div>
      ))}
    </div>
  );
}
