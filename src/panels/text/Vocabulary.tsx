import { memo, useMemo, useState } from 'react';
import type { TextInfo } from '#lexicon/messages.ts';
import { formatCount } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { pieceLabel } from '#view/pieceLabel.ts';
import { TokenLabel } from '#view/TokenLabel.tsx';
import { useRowWindow } from '#view/useRowWindow.ts';
import type { PanelProps } from '../contract.ts';
import { firstPlaces, sortVocabulary } from './sortVocabulary.ts';
import type { Column } from './sortVocabulary.ts';
import { vocabularyCsv } from './vocabularyCsv.ts';

type VocabularyProps = Pick<PanelProps, 'words' | 'select' | 'wide' | 'widthPx'> & {
  text: TextInfo;
  token: number | null;
  /** Shows a token of the story in its place. */
  onPlace: (index: number) => void;
};

const ROW_PX = 24;
const COLUMNS = ['id', 'piece', 'count', 'first'] as const;

/** All pieces with how often and where first they stand in the text; sorted by any column, found by piece or id, copied as CSV. */
export const Vocabulary = memo(function Vocabulary({ text, words, token, select, onPlace, wide, widthPx }: VocabularyProps) {
  const say = words.panels.text;
  const [sort, setSort] = useState<{ by: Column; down: boolean }>({ by: 'count', down: true });
  const [filter, setFilter] = useState('');
  const firsts = useMemo(() => firstPlaces(text), [text]);
  const rows = useMemo(() => sortVocabulary(text, sort.by, sort.down, filter, firsts), [text, sort, filter, firsts]);
  const heightPx = wide ? 420 : 220;
  const { first: top, end, abovePx, belowPx, onScroll } = useRowWindow(rows.length, ROW_PX, heightPx);
  return (
    <Part
      title={say.list}
      widthPx={widthPx}
      aside={
        <>
          <input
            type="search"
            className="text-panel__filter"
            aria-label={say.filter}
            placeholder={say.filter}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
          <span className="quiet">{say.filtered(formatCount(rows.length), formatCount(text.vocabulary.length))}</span>
          <Copy text={text} words={words} />
        </>
      }
    >
      <div className="text-panel__scroll" style={{ height: heightPx }} onScroll={onScroll}>
        <table className="text-panel__table" aria-rowcount={rows.length + 1}>
          <thead>
            <tr>
              {COLUMNS.map((by) => (
                <th key={by} scope="col" aria-sort={sort.by === by ? (sort.down ? 'descending' : 'ascending') : 'none'}>
                  <button type="button" onClick={() => setSort({ by, down: sort.by === by ? !sort.down : by === 'count' })}>
                    {say[by]}
                    <span aria-hidden="true">{sort.by === by ? (sort.down ? ' ↓' : ' ↑') : ''}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {abovePx > 0 && <tr aria-hidden="true" style={{ height: abovePx }} />}
            {Array.from(rows.subarray(top, end), (id, i) => {
              const piece = text.vocabulary[id];
              if (!piece) return null;
              const on = token === id;
              const first = firsts[id] ?? -1;
              return (
                <tr
                  key={id}
                  aria-rowindex={top + i + 2}
                  className={on ? 'text-panel__row--on' : undefined}
                  style={{ height: ROW_PX }}
                >
                  <td>{id}</td>
                  <td>
                    <button
                      type="button"
                      aria-pressed={on}
                      aria-label={say.row(pieceLabel(piece).text, id, formatCount(text.counts[id] ?? 0))}
                      onClick={() => select({ token: id })}
                    >
                      <TokenLabel piece={piece} />
                      {piece.special && <span className="quiet"> {say.special}</span>}
                    </button>
                  </td>
                  <td>{formatCount(text.counts[id] ?? 0)}</td>
                  <td>
                    {first < 0 ? (
                      '–'
                    ) : (
                      <button
                        type="button"
                        className="text-panel__first"
                        aria-label={say.firstAt(formatCount(first), pieceLabel(piece).text)}
                        onClick={() => onPlace(first)}
                      >
                        {formatCount(first)}
                      </button>
                    )}
                  </td>
                </tr>
              );
            })}
            {belowPx > 0 && <tr aria-hidden="true" style={{ height: belowPx }} />}
          </tbody>
        </table>
      </div>
    </Part>
  );
});

/** Puts the whole vocabulary on the clipboard as CSV, and says whether it did. */
function Copy({ text, words }: Pick<VocabularyProps, 'text' | 'words'>) {
  const say = words.panels.text;
  const [outcome, setOutcome] = useState<{ text: TextInfo; done: boolean } | null>(null);
  const copy = (): void => {
    const tell = (done: boolean) => (): void => setOutcome({ text, done });
    navigator.clipboard.writeText(vocabularyCsv(text)).then(tell(true), tell(false));
  };
  return (
    <>
      <button type="button" className="button" onClick={copy}>
        {say.copy}
      </button>
      <output className="quiet">{outcome?.text === text && (outcome.done ? say.copied : say.copyFailed)}</output>
    </>
  );
}
