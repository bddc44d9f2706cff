import { useState } from 'react';
import { takeOver } from '#state/actions/library.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectKeeping, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import './Elsewhere.css';

/** Says that another tab saves this run, and offers to do it here. */
export function Elsewhere() {
  const words = useWords().keeping.elsewhere;
  const { state, name } = useStore(selectKeeping);
  // A tab that sleeps is given a few seconds to answer.
  const [taking, setTaking] = useState(false);
  const take = async (): Promise<void> => {
    setTaking(true);
    await attempt(takeOver());
    setTaking(false);
  };
  return (
    <output className="elsewhere__said">
      {state === 'elsewhere' && (
        <div className="elsewhere">
          <p>{words.said(name)}</p>
          <button type="button" className="button" disabled={taking} onClick={() => void take()}>
            {words.takeOver}
          </button>
        </div>
      )}
    </output>
  );
}
