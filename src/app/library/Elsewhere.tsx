import { takeOver } from '#state/actions/library.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectKeeping, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import './Elsewhere.css';

/** Says that another tab saves this run, and offers to do it here. */
export function Elsewhere() {
  const words = useWords().keeping.elsewhere;
  const { state, name } = useStore(selectKeeping);
  return (
    <output className="elsewhere__said">
      {state === 'elsewhere' && (
        <div className="elsewhere">
          <p>{words.said(name)}</p>
          <button type="button" className="button" onClick={() => void attempt(takeOver())}>
            {words.takeOver}
          </button>
        </div>
      )}
    </output>
  );
}
