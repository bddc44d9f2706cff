import { useWords } from '#state/selectors.ts';
import { Controls } from './Controls.tsx';
import { LossChart } from './LossChart.tsx';
import './RunBar.css';
import { Writing } from './Writing.tsx';

/** The run: controls and numbers, the loss with the playhead, and what the model writes. */
export function RunBar() {
  const words = useWords();
  return (
    <footer className="run" aria-label={words.shell.run.label}>
      <Controls />
      <LossChart />
      <Writing />
    </footer>
  );
}
