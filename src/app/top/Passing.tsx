import { Suspense, lazy, useState } from 'react';
import { selectKeeping, selectPhase, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Icon } from '#view/Icon.tsx';
import { Failure } from '../Failure.tsx';

const Carry = lazy(async () => ({ default: (await import('../carry/Carry.tsx')).Carry }));
const Library = lazy(async () => ({ default: (await import('../library/Library.tsx')).Library }));
const Share = lazy(async () => ({ default: (await import('../share/Share.tsx')).Share }));

/** The buttons for what is kept and what is passed on; their sheets are fetched when they are first opened. */
export function Passing() {
  const words = useWords();
  const { library, share } = words.keeping;
  const { state, version } = useStore(selectKeeping);
  const phase = useStore(selectPhase);
  const [open, setOpen] = useState<'library' | 'share' | 'carry' | null>(null);
  const close = (): void => setOpen(null);
  const carry = (): void => setOpen('carry');
  const unsaved = state === 'full' || state === 'denied' || state === 'large';
  return (
    <>
      <button
        type="button"
        id="library"
        className={unsaved ? 'badge top__icon top__icon--unsaved' : 'badge top__icon'}
        aria-label={unsaved ? `${library.button}: ${library.state[state]}` : library.button}
        aria-haspopup="dialog"
        title={library.button}
        disabled={phase !== 'ready'}
        onClick={() => setOpen('library')}
      >
        <Icon name="library" sizePx={15} />
      </button>
      <button
        type="button"
        className="badge top__icon"
        aria-label={share.button}
        aria-haspopup="dialog"
        title={share.button}
        disabled={phase !== 'ready'}
        onClick={() => setOpen('share')}
      >
        <Icon name="share" sizePx={15} />
      </button>
      {open !== null && (
        <Failure words={words} version={version}>
          <Suspense fallback={null}>
            {open === 'library' && <Library onClose={close} onCarry={carry} />}
            {open === 'share' && <Share onClose={close} onCarry={carry} />}
            {open === 'carry' && <Carry onClose={close} />}
          </Suspense>
        </Failure>
      )}
    </>
  );
}
