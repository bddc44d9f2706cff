import { useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import './Fold.css';

const NARROW = '(max-width: 799px)';

function subscribe(onChange: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

/** Content that stands open on a wide screen and is folded away on a phone. */
export function Fold({ label, children }: { label: string; children: ReactNode }) {
  const narrow = useSyncExternalStore(subscribe, () => matchMedia(NARROW).matches);
  if (!narrow) return children;
  return (
    <details className="fold">
      <summary>{label}</summary>
      {children}
    </details>
  );
}
