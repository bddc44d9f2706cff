import { memo, useMemo, useState } from 'react';
import type { TextInfo } from '#lexicon/messages.ts';
import { formatCount } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { pieceLabel } from '#view/pieceLabel.ts';
import { TokenLabel } from '#view/TokenLabel.tsx';
import { useRowWindow } from '#view/useRowWindow.ts';
import type { PanelProps } from '../contract.ts';
import { sortVocabulary } from './sortVocabulary.ts';
import type { Column } from './sortVocabulary.ts';

type VocabularyProps = Pick<PanelProps, 'words' | 'select' | 'wide' | 'widthPx'> & { text: TextInfo; token: number | null };

const ROW_PX = 24;
const COLUMNS = ['id', 'piece', 'count'] as const;

/** All pieces with how often they stand in the text; sorted by any column, found by piece or id. */
export const Vocabulary = memo(function Vocabulary({ text, words, token, select, wide, widthPx }: VocabularyProps) {
  const say = words.panels.text;
  const [sort, setSort] = useState<{ by: Column; down: boolean }>({ by: 'count', down: true });
  const [filter, setFilter] = useState('');
  const rows = useMemo(() => sortVocabulary(text, sort.by, sort.down, filter), [text, sort, filter]);
  const heightPx = wide ? 420 : 220;
  const { first, end, abovePx, belowPx, onScroll } = useRowWindow(rows.length, ROW_PX, heightPx);
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
            {Array.from(rows.subarray(first, end), (id, i) => {
              const piece = text.vocabulary[id];
              if (!piece) return null;
              const on = token === id;
              return (
                <tr
                  key={id}
                  aria-rowindex={first + i + 2}
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
