import { memo } from 'react';
import type { PanelProps } from '../contract.ts';
import type { Layout, PlacedColumn } from './layout.ts';
import { nameOf } from './sentence.ts';

type HeaderProps = Pick<PanelProps, 'words'> & {
  layout: Layout;
  head: number;
  backward: boolean;
  /** Opens a block, or closes the one that is open. */
  onOpen: (layer: number | null) => void;
};

type Group = { label: 'attention' | 'ffn'; x: number; width: number };

const ATTENTION = new Set(['q', 'k', 'v', 'rotQ', 'rotK', 'scores', 'pattern', 'z', 'attnOut']);
const FFN = new Set(['pre', 'post', 'mlpOut']);

/** Neighbouring columns of the same part of a block. */
function groupsOf(columns: readonly PlacedColumn[]): Group[] {
  return (
    [
      ['attention', ATTENTION],
      ['ffn', FFN],
    ] as const
  ).flatMap(([label, members]) => {
    const own = columns.filter((column) => members.has(column.label));
    const [first, last] = [own[0], own.at(-1)];
    return first && last ? [{ label, x: first.x, width: last.x + last.width - first.x }] : [];
  });
}

/** The names over the columns, the parts of the open block, and a button for every block. */
export const Header = memo(function Header({ layout, head, backward, words, onOpen }: HeaderProps) {
  const said = words.panels.flow;
  return (
    <>
      {layout.blocks.map(({ layer, open, x, width }) => (
        <div key={layer} className={open ? 'flow__block flow__block--open' : 'flow__block'} style={{ left: x, width }}>
          <button type="button" className="flow__layer" aria-expanded={open} onClick={() => onOpen(open ? null : layer)}>
            {said.layer(layer + 1)}
          </button>
        </div>
      ))}
      {groupsOf(layout.columns).map(({ label, x, width }) => (
        <div key={label} className="flow__group" style={{ left: x, width }}>
          {label === 'ffn' ? said.ffn : said.attention(head + 1)}
        </div>
      ))}
      {layout.columns.map((column) => (
        <div
          key={column.name}
          className="flow__name"
          style={{ left: column.x, width: column.width, borderColor: `var(${column.role})` }}
          title={`${nameOf({ words, backward }, column, column.ofHead ? head : null)} · ${backward ? 'grad.' : ''}${column.name}`}
        >
          {said.short[column.label]}
        </div>
      ))}
    </>
  );
});
