import { memo, useEffect, useState } from 'react';
import type { DiffExcerpt } from '#lexicon/cleaning.ts';
import type { TextInfo } from '#lexicon/messages.ts';
import { formatCount } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { TurnButton } from '#view/TurnButton.tsx';
import type { PanelProps } from '../contract.ts';
import { readable, visible } from './visible.ts';

type DiffProps = Pick<PanelProps, 'textTools' | 'words' | 'wide' | 'widthPx'> & { text: TextInfo };
type Page = { text: TextInfo; from: number; total: number; excerpts: readonly DiffExcerpt[] };

const SHOWN = 4;
const WIDE_SHOWN = 10;

/** Pasted beside cleaned text wherever they differ, a page of places at a time. */
export const Diff = memo(function Diff({ text, textTools, words, wide, widthPx }: DiffProps) {
  const say = words.panels.text;
  const [asked, setAsked] = useState({ text, from: 0 });
  const [page, setPage] = useState<Page | null>(null);
  const size = wide ? WIDE_SHOWN : SHOWN;
  const from = asked.text === text ? asked.from : 0;
  const { diff } = textTools;
  useEffect(() => {
    let wanted = true;
    diff(from, size).then(
      (found) => wanted && setPage({ text, from, ...found }),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [diff, text, from, size]);
  const total = page?.text === text ? page.total : 0;
  if (page?.text !== text || total === 0) return null;
  const last = Math.min(page.from + size, total);
  return (
    <Part
      title={say.diff}
      widthPx={widthPx}
      note={say.diffNote}
      aside={
        total > size && (
          <span className="text-panel__pages">
            <TurnButton
              to="before"
              label={say.diffEarlier}
              disabled={from === 0}
              onTurn={() => setAsked({ text, from: Math.max(0, from - size) })}
            />
            <TurnButton
              to="after"
              label={say.diffLater}
              disabled={from + size >= total}
              onTurn={() => setAsked({ text, from: from + size })}
            />
            <span className="quiet">{say.diffPage(formatCount(page.from + 1), formatCount(last), formatCount(total))}</span>
          </span>
        )
      }
    >
      <ol className="text-panel__diff">
        {page.excerpts.map(({ at, parts }, i) => (
          <li key={page.from + i}>
            <span className="text-panel__at">{say.diffAt(formatCount(at))}</span>
            <span className="text-panel__excerpt" dir="auto">
              {parts.map(({ side, text: part }, index) => {
                if (side === 'pasted') return <del key={index}>{visible(part)}</del>;
                if (side === 'cleaned') return <ins key={index}>{visible(part)}</ins>;
                return <span key={index}>{readable(part)}</span>;
              })}
            </span>
          </li>
        ))}
      </ol>
    </Part>
  );
});
