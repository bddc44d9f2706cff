import { useEffect, useState } from 'react';
import { diagnostics as en } from '#lexicon/words/en/diagnostics.ts';
import { diagnostics as zh } from '#lexicon/words/zh/diagnostics.ts';
import { selectLanguage, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Dialog } from '#view/Dialog.tsx';
import { diagnose, reportText } from './report.ts';
import type { Line } from './report.ts';
import './Diagnostics.css';

const OWN = { en, zh } as const;

/** What runs here, how much there is of it, and what went wrong last; to be copied for whoever helps. */
export function Diagnostics({ onClose }: { onClose: () => void }) {
  const close = useWords().keeping.close;
  const words = OWN[useStore(selectLanguage)];
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [copied, setCopied] = useState<boolean | null>(null);
  useEffect(() => {
    let wanted = true;
    void diagnose().then((found) => wanted && setLines(found));
    return () => {
      wanted = false;
    };
  }, []);
  const copy = (): void => {
    navigator.clipboard.writeText(reportText(lines)).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <Dialog title={words.title} close={close} onClose={onClose} wide>
      <p className="diagnostics__about">{words.about}</p>
      <div className="diagnostics__foot">
        <button type="button" className="button" onClick={copy} disabled={lines.length === 0}>
          {words.copy}
        </button>
        <output>{copied === null ? '' : copied ? words.copied : words.notCopied}</output>
      </div>
      <dl className="diagnostics">
        {lines.map(([row, value]) => (
          <div key={row} className="diagnostics__row">
            <dt>{words.rows[row]}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
