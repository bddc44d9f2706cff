import { useEffect, useState } from 'react';
import { HIDEABLE } from '#lexicon/hideable.ts';
import type { HideablePart } from '#lexicon/hideable.ts';
import { storyOf } from '#state/actions/setting.ts';
import { selectHidden, selectKeeping, selectRun, selectText, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { CopyField } from '#view/CopyField.tsx';
import { formatCount } from '#view/format.ts';
import { Dialog } from '#view/Dialog.tsx';
import { useSheetWords } from '../library/sheetWords.ts';
import { linkedTextOf } from './address.ts';
import { writeHidden } from './hide.ts';
import { differences, writeRun } from './linkedRun.ts';
import type { LinkedText } from './linkedRun.ts';
import './Share.css';

/** A text as a link holds it; null until it is packed. */
function useLinkedText(text: string | null): LinkedText | null {
  const [linked, setLinked] = useState<LinkedText | null>(null);
  useEffect(() => {
    if (text === null) return;
    let current = true;
    void linkedTextOf(text).then((found) => {
      if (current) setLinked(found);
    });
    return () => {
      current = false;
    };
  }, [text]);
  return linked;
}

/** The link to what is seen now, what is in it, and what it leaves out. */
export function Share({ onClose, onCarry }: { onClose: () => void; onCarry: () => void }) {
  const words = useWords();
  const { share: page, close } = words.keeping;
  const { share } = useSheetWords();
  const run = useStore(selectRun);
  const text = storyOf(useStore(selectText));
  const untouched = useStore(selectKeeping).state === 'untouched';
  const linked = useLinkedText(text);
  const [hidden, setHidden] = useState<readonly HideablePart[]>(useStore(selectHidden));
  if (!run || text === null) return null;
  // A run that the page opens with by itself needs no more than the page's address.
  const search = untouched ? location.search : writeRun(linked && { config: run.config, text: linked }, location.search);
  const link = `${location.origin}${location.pathname}${writeHidden(hidden, search)}`;
  const changed = differences(run.config).filter(([name]) => name !== 'seed').length;
  const toggle = (part: HideablePart): void => setHidden(HIDEABLE.filter((each) => (each === part) !== hidden.includes(each)));
  return (
    <Dialog title={share.title} close={close} onClose={onClose}>
      <div className="share">
        <CopyField
          main
          label={share.link}
          value={link}
          copy={share.copy}
          copied={share.copied}
          notCopied={share.notCopied}
          disabled={!linked && !untouched}
        />
        <section aria-label={share.holds}>
          <h3 className="heading">{share.holds}</h3>
          <ul className="share__holds">
            {untouched ? (
              <li>{share.sample}</li>
            ) : (
              <>
                <li>{share.settings(changed)}</li>
                <li>{share.seed(run.config.seed)}</li>
                {linked && (
                  <li>{linked.kind === 'packed' ? share.text.packed(formatCount(text.length)) : share.text[linked.kind]}</li>
                )}
              </>
            )}
            <li>{share.place}</li>
          </ul>
          {!untouched && <p className="share__note">{share.weights}</p>}
        </section>
        <fieldset className="share__hide">
          <legend className="heading">{share.hide}</legend>
          {HIDEABLE.map((part) => (
            <label key={part}>
              <input type="checkbox" checked={hidden.includes(part)} onChange={() => toggle(part)} />
              {share.parts[part]}
            </label>
          ))}
        </fieldset>
        <section className="share__file">
          <button type="button" className="button" onClick={onCarry}>
            {page.file}
          </button>
          <p className="share__note">{share.fileNote}</p>
        </section>
      </div>
    </Dialog>
  );
}
