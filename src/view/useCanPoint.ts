import { useSyncExternalStore } from 'react';

/** A mouse or a pen that can rest over something; a thumb only taps. */
const POINTS = '(hover: hover)';

function subscribe(onChange: () => void): () => void {
  const query = matchMedia(POINTS);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

/** Whether something can be pointed at without being pressed, so that hints say what can be done here. */
export function useCanPoint(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(POINTS).matches);
}
