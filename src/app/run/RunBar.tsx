import { selectRun, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Failure } from '../Failure.tsx';
import { Controls } from './Controls.tsx';
import { LossChart } from './LossChart.tsx';
import './RunBar.css';
import { Writing } from './Writing.tsx';

/** The run: controls and numbers, the loss with the playhead, and what the model writes. */
export function RunBar() {
  const words = useWords();
  const run = useStore(selectRun);
  return (
    <footer className="run" aria-label={words.shell.run.label}>
      <Controls />
      <Failure words={words} version={run}>
        <LossChart />
      </Failure>
      <Writing />
    </footer>
  );
}
