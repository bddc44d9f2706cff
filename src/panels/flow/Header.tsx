import { memo } from 'react';
import type { PanelProps } from '../contract.ts';
import type { Half } from './columns.ts';
import type { Layout } from './layout.ts';
import { nameOf } from './sentence.ts';

type HeaderProps = Pick<PanelProps, 'words'> & {
  layout: Layout;
  head: number;
  backward: boolean;
  /** Opens a block, or closes the one that is open. */
  onOpen: (layer: number | null) => void;
  /** Unfolds the half of the open block that has stepped back. */
  onHalf: (half: Half) => void;
};

type Group = { label: Half; x: number; width: number };

/** A figure or a letter at 11 px, on the safe side; a Chinese character is twice as wide. */
const CHARACTER_PX = 6.4;
/** From here on a block has room for its name; a narrower one has its number. */
const LAYER_PX = 44;

function textPx(text: string): number {
  let width = 0;
  for (const character of text) width += character > '\u2e80' ? 1.8 * CHARACTER_PX : CHARACTER_PX;
  return width;
}

const HALVES: readonly Half[] = ['attention', 'ffn'];

/** Where the halves of the open block stand, without their norms and additions, which carry names of their own. */
function groupsOf({ columns, folding }: Layout): Group[] {
  return HALVES.flatMap((label) => {
    const inside = columns.filter(({ half, kind }) => half === label && kind !== 'norm');
    const own = folding.half !== null && folding.half !== label ? columns.filter(({ half }) => half === label) : inside;
    const [first, last] = [own[0], own.at(-1)];
    return first && last && own.length > 2 ? [{ label, x: first.x, width: last.x + last.width - first.x }] : [];
  });
}

/** The names over the columns, the parts of the open block, and a button for every block. */
export const Header = memo(function Header({ layout, head, backward, words, onOpen, onHalf }: HeaderProps) {
  const said = words.panels.flow;
  const { half } = layout.folding;
  // A name ends before the next column, and inside its block.
  const endOf = (at: number): number => {
    const block = layout.blocks.find(({ layer }) => layer === layout.columns[at]?.layer);
    return Math.min(layout.columns[at + 1]?.x ?? layout.widthPx, block ? block.x + block.width : Number.POSITIVE_INFINITY) - 5;
  };
  return (
    <>
      {layout.blocks.map(({ layer, open, x, width }) => (
        <div
          key={layer}
          className={`flow__block flow__block--${open ? 'open' : width < LAYER_PX ? 'narrow' : 'closed'}`}
          style={{ left: x, width }}
        >
          <button
            type="button"
            className="flow__layer"
            aria-expanded={open}
            aria-label={said.layer(layer + 1)}
            title={said.layer(layer + 1)}
            onClick={() => onOpen(open ? null : layer)}
          >
            {open || width >= LAYER_PX ? said.layer(layer + 1) : layer + 1}
          </button>
        </div>
      ))}
      {groupsOf(layout).map(({ label, x, width }) => {
        const name = label === 'ffn' ? said.ffn : said.attention(head + 1);
        return half === null || half === label ? (
          <div key={label} className="flow__group" style={{ left: x, width }}>
            {name}
          </div>
        ) : (
          <button
            key={label}
            type="button"
            className="flow__group flow__group--back"
            style={{ left: x - 2, maxWidth: width + 4 }}
            title={said.unfold(name)}
            aria-label={said.unfold(name)}
            onClick={() => onHalf(label)}
          >
            {said.back[label]}
          </button>
        );
      })}
      {layout.columns.map((column, at) => {
        const name = said.short[column.label];
        return (
          <div
            key={column.name}
            className="flow__name"
            style={{ left: column.x, width: column.width, borderColor: `var(${column.role})` }}
            title={`${nameOf({ words, backward }, column, column.ofHead ? head : null)} · ${backward ? 'grad.' : ''}${column.name}`}
          >
            {column.x + textPx(name) <= endOf(at) && name}
          </div>
        );
      })}
    </>
  );
});
