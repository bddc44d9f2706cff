import { useState } from 'react';
import { carry as en } from '#lexicon/words/en/carry.ts';
import { carry as zh } from '#lexicon/words/zh/carry.ts';
import { notGpt2 } from '#lexicon/notGpt2.ts';
import { attempt } from '#state/actions/toasts.ts';
import { runMetrics } from '#state/metrics.ts';
import { selectKeeping, selectLanguage, selectRun, selectText, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { CopyField } from '#view/CopyField.tsx';
import { Dialog } from '#view/Dialog.tsx';
import { formatMiB } from '../settings/format.ts';
import { download, fileName } from '#view/download.ts';
import { FORMATS } from './formats.ts';
import type { Format } from './formats.ts';
import { embedSnippet } from './snippet.ts';
import './Carry.css';

/** They come with the dialog and not with the page, which has to be there first. */
const OWN = { en, zh } as const;

type RowProps = { format: Format; words: typeof en; title: string; refused: string | null; note: string | null };

function Row({ format, words, title, refused, note }: RowProps) {
  const language = useStore(selectLanguage);
  const [state, setState] = useState<{ busy: boolean; saved: { name: string; bytes: number } | null }>({
    busy: false,
    saved: null,
  });
  const { title: called, ending, about } = words[format.id];
  const save = async (): Promise<void> => {
    setState({ busy: true, saved: null });
    let saved: { name: string; bytes: number } | null = null;
    await attempt(
      (async () => {
        const blob = new Blob([(await format.make({ title, language })) as Uint8Array<ArrayBuffer> | string], {
          type: format.type,
        });
        const name = fileName(title, format.id, format.ending);
        download(blob, name);
        saved = { name, bytes: blob.size };
      })(),
    );
    setState({ busy: false, saved });
  };
  return (
    <li className="carry__row" data-format={format.id}>
      <div className="carry__text">
        <h3 className="carry__called">
          {called} <span className="carry__ending">{ending}</span>
        </h3>
        <p className="carry__about">{about}</p>
        {note !== null && <p className="carry__note">{note}</p>}
        {refused !== null && <p className="carry__note">{refused}</p>}
        <output className="carry__said">{state.saved ? words.saved(state.saved.name, formatMiB(state.saved.bytes)) : ''}</output>
        {format.id === 'writer' && state.saved && (
          <div className="carry__embed">
            <p className="carry__about">{words.writer.embed}</p>
            <CopyField
              label={words.writer.embed}
              value={embedSnippet(state.saved.name, title)}
              copy={words.writer.copy}
              copied={words.writer.copied}
              notCopied={words.writer.notCopied}
            />
          </div>
        )}
      </div>
      <button
        type="button"
        className="button"
        disabled={refused !== null || state.busy}
        aria-label={`${words.save}: ${called}`}
        onClick={() => void save()}
      >
        {state.busy ? words.saving : words.save}
      </button>
    </li>
  );
}

/** What the running model can be saved as, each with what it is for. */
export function Carry({ onClose }: { onClose: () => void }) {
  const { close, fileName: otherwise } = useWords().keeping;
  const words = OWN[useStore(selectLanguage)];
  const run = useStore(selectRun);
  const text = useStore(selectText);
  const { name } = useStore(selectKeeping);
  if (!run) return null;
  const title = name === '' ? otherwise : name;
  const reasons = notGpt2(run.config);
  return (
    <Dialog title={words.title} close={close} onClose={onClose}>
      <ul className="carry">
        {FORMATS.map((format) => (
          <Row
            key={format.id}
            format={format}
            words={words}
            title={title}
            refused={format.refuses(words, run.config, (text?.ids.length ?? 0) > 0, runMetrics.columns().step.length)}
            note={format.id === 'hug' && reasons.length > 0 ? words.hug.strange(reasons.join(', ')) : null}
          />
        ))}
      </ul>
    </Dialog>
  );
}
