import { useEffect, useState } from 'react';
import { selectPhase, selectProgress, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import './Progress.css';

/** What is done sooner than this needs no bar. */
const PATIENCE_MS = 500;

/** A thin bar for tasks that last. */
export function Progress() {
  const words = useWords();
  const progress = useStore(selectProgress);
  const phase = useStore(selectPhase);
  const task = progress?.task ?? null;
  const [shownFor, setShownFor] = useState<string | null>(null);
  useEffect(() => {
    if (task === null) return;
    const timer = setTimeout(() => setShownFor(task), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setShownFor(null);
    };
  }, [task]);
  if (progress === null || phase === 'failed' || shownFor !== task) return null;
  const name = words.shell.progress[progress.task];
  return (
    <div className="progress">
      <progress className="progress__bar" aria-label={name} max={1} value={progress.fraction} />
      <span className="progress__text">
        {name} {Math.round(100 * progress.fraction)}%
      </span>
    </div>
  );
}
