import { memo, useEffect, useRef, useState } from 'react';
import type { LibraryEntry } from '#lexicon/messages.ts';
import type { Language } from '#lexicon/words/load.ts';
import { deleteKept, duplicateKept, openKept, renameKept } from '#state/actions/library.ts';
import { takeEmbeddings } from '#state/actions/talk.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectLanguage } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { formatCount, formatNumber } from '#view/format.ts';
import { Icon } from '#view/Icon.tsx';
import type { IconName } from '#view/Icon.tsx';
import { Sparkline } from '#view/Sparkline.tsx';
import { useSheetWords } from './sheetWords.ts';
import { formatMiB, formatShort } from '../settings/format.ts';

type RunRowProps = {
  entry: LibraryEntry;
  compared: boolean;
  onCompare: (key: string) => void;
  onOpened: () => void;
  onDeleted: (entry: LibraryEntry) => void;
  /** Tells what came of it. */
  onTaken: (sentence: string) => void;
};

/** Making one takes longer than using it two hundred times. */
const formats = new Map<Language, Intl.DateTimeFormat>();

function dateFormat(language: Language): Intl.DateTimeFormat {
  const format = formats.get(language) ?? new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  formats.set(language, format);
  return format;
}

/** One kept run: its name, when, how far, its curve, and what can be done with it. */
export const RunRow = memo(function RunRow({ entry, compared, onCompare, onOpened, onDeleted, onTaken }: RunRowProps) {
  const words = useSheetWords().library;
  const language = useStore(selectLanguage);
  const [draft, setDraft] = useState<string | null>(null);
  const pencil = useRef<HTMLButtonElement>(null);
  const writes = draft !== null;
  useEffect(() => {
    if (!writes) return undefined;
    const button = pencil.current;
    return () => {
      // The field has gone with the focus in it, unless that was taken elsewhere.
      if (document.activeElement === document.body) button?.focus();
    };
  }, [writes]);
  const { key, name, curve, savedMs, step, parameters, bytes, open } = entry;
  const when = dateFormat(language).format(savedMs);
  const first = curve[0];
  const last = curve.at(-1);
  const rename = (): void => {
    if (draft !== null && draft.trim() !== '' && draft !== name) void attempt(renameKept(key, draft));
    setDraft(null);
  };
  const take = async (): Promise<void> => {
    const { taken, of } = await takeEmbeddings(key);
    onTaken(words.taken(formatCount(taken), formatCount(of)));
  };
  const action = (icon: IconName, label: string, onClick: () => void) => (
    <button
      ref={icon === 'pencil' ? pencil : undefined}
      type="button"
      className="button button--icon button--bare"
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      <Icon name={icon} sizePx={15} />
    </button>
  );
  return (
    <li className={open === 'here' ? 'kept kept--here' : 'kept'} data-run={key}>
      <input
        type="checkbox"
        className="kept__tick"
        aria-label={words.compare(name)}
        checked={compared}
        onChange={() => onCompare(key)}
      />
      <div className="kept__what">
        {draft === null ? (
          <button
            type="button"
            className="kept__name"
            aria-label={words.open(name)}
            disabled={open === 'here'}
            onClick={() => void attempt(openKept(key)).then((done) => done && onOpened())}
          >
            {name}
          </button>
        ) : (
          <input
            className="kept__edit"
            aria-label={words.newName(name)}
            // The person has just pressed the button for it.
            ref={(element) => element?.focus()}
            value={draft}
            maxLength={120}
            onChange={(event) => setDraft(event.target.value)}
            onBlur={rename}
            onKeyDown={(event) => {
              if (event.key === 'Enter') rename();
              else if (event.key === 'Escape') setDraft(null);
              else return;
              event.preventDefault();
              event.stopPropagation();
            }}
          />
        )}
        <p className="kept__facts">
          <time dateTime={new Date(savedMs).toISOString()}>{when}</time>
          {' · '}
          {words.facts(formatCount(step), formatShort(parameters), formatMiB(bytes))}
          {open !== null && <span className="kept__open"> · {open === 'here' ? words.here : words.elsewhere}</span>}
        </p>
      </div>
      {first !== undefined && last !== undefined ? (
        <Sparkline values={curve} label={words.curve(formatNumber(first), formatNumber(last))} />
      ) : (
        <span className="kept__none">{words.noCurve}</span>
      )}
      <div className="kept__acts">
        {action('pencil', words.rename(name), () => setDraft(name))}
        {action('copy', words.duplicate(name), () => void attempt(duplicateKept(key)))}
        {action('embed', words.take(name), () => void attempt(take()))}
        {action('trash', words.remove(name), () => void attempt(deleteKept(key, true)).then((done) => done && onDeleted(entry)))}
      </div>
    </li>
  );
});
