import type { TaskReport } from '#lexicon/messages.ts';
import { call } from '../engine.ts';
import { useStore } from '../store.ts';

/** Held-out examples that are answered when somebody asks. */
const ASKED = 32;

/** Lets the model answer held-out examples of its task; null when stopped. The answers come to the panel by themselves. */
export async function examine(count = ASKED): Promise<TaskReport | null> {
  useStore.setState({ examining: true });
  try {
    return await call('examine', { count });
  } finally {
    useStore.setState({ examining: false });
  }
}

/** Ends the examination that is under way. */
export async function stopExamining(): Promise<void> {
  await call('stopExamining', {});
}
