import { call } from '../engine.ts';
import { useStore } from '../store.ts';

/** Ends the slow motion: panels show the newest step and what was probed before. */
export async function endApart(): Promise<void> {
  const { apart } = useStore.getState();
  if (!apart) return;
  useStore.setState({ apart: null, probedFrom: apart.probedFrom });
  await call('showApart', { example: null });
}
