import { useMemo } from 'react';
import type { Exam } from '#panels/contract.ts';
import { examine, stopExamining } from '#state/actions/task.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectExamining, selectTaskReport, selectTaskScores } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';

const ask = (): void => void attempt(examine());
const stop = (): void => void attempt(stopExamining());

/** How the task is answered, as panels read it. */
export function useExam(): Exam {
  const report = useStore(selectTaskReport);
  const scores = useStore(selectTaskScores);
  const busy = useStore(selectExamining);
  return useMemo(() => ({ report, scores, busy, ask, stop }), [report, scores, busy]);
}
