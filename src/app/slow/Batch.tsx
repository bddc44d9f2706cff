import { showExample } from '#state/actions/apart.ts';
import { attempt } from '#state/actions/toasts.ts';
import type { Apart } from '#state/apart.ts';
import { selectLanguage, selectText } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { probedTokens } from '#state/tokens.ts';
import { TokenLabel } from '#view/TokenLabel.tsx';
import { SLOW_WORDS } from './words.ts';

/** The sequences that were drawn; the one chosen is what the pictures follow. */
export function Batch({ apart: { told, example } }: { apart: Apart }) {
  const words = SLOW_WORDS[useStore(selectLanguage)];
  const text = useStore(selectText);
  const { B, T, ids } = told;
  return (
    <>
      <ul className="slow__batch" aria-label={words.sequences}>
        {Array.from({ length: B }, (_, b) => (
          <li key={b}>
            <button
              type="button"
              className="slow__sequence"
              aria-pressed={b === example}
              onClick={() => void attempt(showExample(b))}
            >
              <span className="slow__number">{words.sequence(b + 1)}</span>
              <span className="slow__text">
                {probedTokens(ids.subarray(b * T, (b + 1) * T), text?.vocabulary).map((piece, t) => (
                  <TokenLabel key={`${t} ${piece.id}`} piece={piece} />
                ))}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p className="quiet slow__note">{words.size(B, T)}</p>
    </>
  );
}
