import type { HideablePart } from '#lexicon/hideable.ts';
import { useStore } from '#state/store.ts';
import { selectHidden, selectLocked, selectOpenPanel, selectPhase, useWords } from '#state/selectors.ts';
import './App.css';
import './App.hidden.css';
import { Panels } from './centre/Panels.tsx';
import { Divergence } from './Divergence.tsx';
import { Failure } from './Failure.tsx';
import { Fold } from './Fold.tsx';
import { Guide } from './guide/Guide.tsx';
import { Elsewhere } from './library/Elsewhere.tsx';
import { Intervened } from './Intervened.tsx';
import { Inspector } from './inspector/Inspector.tsx';
import { Learns } from './learns/Learns.tsx';
import { Progress } from './Progress.tsx';
import { NewVersion } from './offline/NewVersion.tsx';
import { RunBar } from './run/RunBar.tsx';
import { SlowPlace } from './slow/SlowPlace.tsx';
import { Settings } from './settings/Settings.tsx';
import { Story } from './story/Story.tsx';
import { Toasts } from './Toasts.tsx';
import { Top } from './top/Top.tsx';

/** The whole page: top, story and settings, panels, inspector, run. */
export function App() {
  const words = useWords();
  const open = useStore(selectOpenPanel);
  const phase = useStore(selectPhase);
  const locked = useStore(selectLocked);
  const hidden = useStore(selectHidden);
  const shows = (part: HideablePart): boolean => !hidden.includes(part);
  const left = shows('story') || shows('settings');
  const layout = [
    'app',
    ...(open === null ? [] : ['app--wide']),
    ...(locked.cell && shows('inspector') ? ['app--number'] : []),
    ...(left ? [] : ['app--no-left']),
    ...(shows('inspector') ? [] : ['app--no-right']),
    ...(shows('run') ? [] : ['app--no-run']),
  ].join(' ');
  return (
    <div className={layout}>
      <a className="app__skip" href="#panels">
        {words.shell.skipToPanels}
      </a>
      <Top />
      <Guide />
      {left && (
        <aside className="app__left" aria-label={words.shell.settings.label}>
          {shows('story') && <Story />}
          {shows('settings') && (
            <>
              <Learns />
              <Fold label={words.shell.settings.label}>
                <Settings />
              </Fold>
            </>
          )}
        </aside>
      )}
      <main className="app__mid" id="panels" tabIndex={-1} aria-busy={phase === 'starting'}>
        <Elsewhere />
        <NewVersion />
        <div className="app__notes">
          <Divergence />
          <Intervened />
          <SlowPlace />
        </div>
        <Panels />
      </main>
      {shows('inspector') && (
        <aside className="app__right" aria-label={words.shell.inspector.title}>
          <Failure words={words} version={locked}>
            <Inspector />
          </Failure>
        </aside>
      )}
      {shows('run') && <RunBar />}
      <Progress />
      <Toasts />
    </div>
  );
}
