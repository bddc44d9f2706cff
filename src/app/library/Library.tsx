import { useCallback, useDeferredValue, useEffect, useRef, useState } from 'react';
import type { Library as Kept, LibraryEntry } from '#lexicon/messages.ts';
import { deleteKept } from '#state/actions/library.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectKeeping, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { formatCount } from '#view/format.ts';
import { Dialog } from '#view/Dialog.tsx';
import { Icon } from '#view/Icon.tsx';
import { formatMiB } from '../settings/format.ts';
import { Compared } from './Compared.tsx';
import './Library.css';
import { RunRow } from './RunRow.tsx';
import { pickedFiles } from '../droppedFiles.ts';
import { MODEL_FILES, openModel } from './modelFiles.ts';
import { useSheetWords } from './sheetWords.ts';
import { useLibrary } from './useLibrary.ts';

const NOTHING: Kept = { entries: [], usedBytes: null, quotaBytes: null };

/** Fewer runs than these are seen at a glance. */
const SEARCHED_FROM = 8;

/** The kept runs, and the way to and from files. */
export function Library({ onClose, onCarry }: { onClose: () => void; onCarry: () => void }) {
  const words = useWords();
  const { library: page, close } = words.keeping;
  const { library } = useSheetWords();
  const keeping = useStore(selectKeeping);
  const found = useLibrary();
  const [compared, setCompared] = useState<readonly string[]>([]);
  const [deleted, setDeleted] = useState<LibraryEntry | null>(null);
  const [taken, setTaken] = useState<string | null>(null);
  const [wanted, setWanted] = useState('');
  const undo = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLUListElement>(null);
  /** A run that has been brought back and is not in the list yet. */
  const brought = useRef<string | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const state = keeping.state === 'kept' ? page.state.kept(formatCount(keeping.step ?? 0)) : page.state[keeping.state];
  const { entries, usedBytes: used, quotaBytes: quota } = found ?? NOTHING;
  const part = useDeferredValue(wanted).trim().toLowerCase();
  const shown = entries.filter(({ name }) => name.toLowerCase().includes(part));
  const searched = entries.length >= SEARCHED_FROM || wanted !== '';
  const chosen = compared.flatMap((key) => entries.find((entry) => entry.key === key) ?? []);
  const compare = useCallback(
    (key: string): void =>
      setCompared((known) => (known.includes(key) ? known.filter((each) => each !== key) : [...known, key].slice(-2))),
    [],
  );
  // The button that was pressed has gone with its row.
  useEffect(() => {
    if (deleted) undo.current?.focus();
  }, [deleted]);
  const bring = (entry: LibraryEntry): void => {
    brought.current = entry.key;
    setDeleted(null);
    void attempt(deleteKept(entry.key, false));
  };
  useEffect(() => {
    if (!shown.some(({ key }) => key === brought.current)) return;
    list.current?.querySelector<HTMLElement>(`[data-run='${brought.current}'] .kept__name`)?.focus();
    brought.current = null;
  });
  return (
    <Dialog title={library.title} close={close} onClose={onClose} wide aside={<span className="library__state">{state}</span>}>
      <div className="library__top">
        <p className="quiet">{library.lead}</p>
        <div className="library__files">
          <button type="button" className="button" onClick={onCarry}>
            {words.keeping.share.file}
          </button>
          <button type="button" className="button" onClick={() => picker.current?.click()}>
            <Icon name="file" sizePx={14} />
            {library.openFile}
          </button>
          <input
            ref={picker}
            type="file"
            hidden
            multiple
            accept={MODEL_FILES}
            aria-label={library.openFile}
            onChange={(event) => {
              const files = pickedFiles(event.target.files);
              event.target.value = '';
              if (files.length > 0) void attempt(openModel(files)).then((done) => done && onClose());
            }}
          />
        </div>
      </div>
      <output className="library__undo">
        {taken}
        {deleted && (
          <>
            {library.removed(deleted.name)}
            <button ref={undo} type="button" className="button" onClick={() => bring(deleted)}>
              {library.undo}
            </button>
          </>
        )}
      </output>
      {searched && (
        <div className="library__search">
          <input
            type="search"
            aria-label={library.search}
            placeholder={library.search}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
          <output className="quiet">{library.shown(formatCount(shown.length), formatCount(entries.length))}</output>
        </div>
      )}
      {entries.length === 0 ? (
        <p className="library__empty">{found || keeping.state === 'denied' ? library.empty : library.loading}</p>
      ) : shown.length === 0 ? (
        <p className="library__empty library__empty--search">{library.noneCalled(wanted.trim())}</p>
      ) : (
        <ul ref={list} className={searched ? 'library__list library__list--search' : 'library__list'}>
          {shown.map((entry) => (
            <RunRow
              key={entry.key}
              entry={entry}
              compared={compared.includes(entry.key)}
              onCompare={compare}
              onOpened={onClose}
              onDeleted={setDeleted}
              onTaken={setTaken}
            />
          ))}
        </ul>
      )}
      <div className="library__foot">
        {chosen.length === 2 ? <Compared runs={chosen} /> : null}
        {chosen.length < 2 && entries.length > 1 && <p>{chosen.length === 1 ? library.compareOne : library.compareHint}</p>}
        {used !== null && quota !== null && <p>{library.space(formatMiB(used), formatMiB(quota))}</p>}
      </div>
    </Dialog>
  );
}
