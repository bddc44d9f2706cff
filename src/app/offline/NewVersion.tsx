import { attempt } from '#state/actions/toasts.ts';
import { useWords } from '#state/selectors.ts';
import { stayWithThis, takeNewVersion, useNewVersion } from './version.ts';
import './NewVersion.css';

/** Says that a newer version is there; loads it when one says so, never by itself. */
export function NewVersion() {
  const words = useWords().shell.newVersion;
  if (!useNewVersion()) return null;
  return (
    <output className="new-version">
      <span>{words.said}</span>
      <button type="button" className="button" onClick={() => void attempt(takeNewVersion())}>
        {words.reload}
      </button>
      <button type="button" className="button button--bare" onClick={stayWithThis}>
        {words.later}
      </button>
    </output>
  );
}
