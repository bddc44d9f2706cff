import { useId, useMemo } from 'react';
import type { KeyboardEvent, MouseEvent, PointerEvent } from 'react';
import type { TokenPiece } from '#lexicon/messages.ts';
import { TokenLabel } from './TokenLabel.tsx';
import { byteGroups, pieceLabel } from './pieceLabel.ts';
import { onRovingKey } from './rovingKeys.ts';
import './TokenAxis.css';

export type TokenAxisProps = {
  tokens: readonly TokenPiece[];
  /** Beside the rows (right-aligned), or over the columns (written downwards). */
  side: 'left' | 'top';
  /** Height of a row, or width of a column. */
  cellPx: number;
  /** Width of a left axis, height of a top one. */
  sizePx: number;
  /** The token that is looked at. */
  focus: number | null;
  /** Labels every so many tokens; as many as there is room for without it. */
  every?: number;
  /** What the axis is, for those who hear it. */
  label: string;
  onHover?: (index: number | null) => void;
  onSelect?: (index: number) => void;
};

/** Room that a label needs across its direction: a character of 13 px with air around it, or a smaller one closely set. */
const LABEL_PX = { airy: 15, close: 12 };

/** Characters as wide as they are high. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]|\p{Emoji_Presentation}/u;
/** Widths of a character at 13 px, on the safe side. */
const CHARACTER_PX = { wide: 13.5, other: 7.8 };
const PADDING_PX = 12;

/** Room that a label of 13 px needs: estimated from its characters, so that nothing has to be measured. */
export function labelPx(text: string): number {
  let width = PADDING_PX;
  for (const character of text) width += WIDE.test(character) ? CHARACTER_PX.wide : CHARACTER_PX.other;
  return width;
}

/** Room that the longest token needs, within limits; longer ones are cut with an ellipsis. */
export function axisSizePx(tokens: readonly TokenPiece[], least: number, most: number): number {
  const longest = tokens.reduce((width, token) => Math.max(width, labelPx(pieceLabel(token).text)), 0);
  return Math.round(Math.min(most, Math.max(least, longest)));
}

/** So many tokens share a label that the labels keep apart. */
function everyNth(cellPx: number): number {
  return cellPx >= LABEL_PX.close ? 1 : Math.ceil(LABEL_PX.airy / cellPx);
}

/** The tokens that are written: every one if there is room, else every n-th, and always the focused one. */
export function labelledTokens(count: number, focus: number | null, every: number): number[] {
  const shown: number[] = [];
  for (let index = 0; index < count; index++) {
    const hidden = focus !== null && index !== focus && Math.abs(index - focus) < every;
    if (index === focus || (index % every === 0 && !hidden)) shown.push(index);
  }
  return shown;
}

/** The tokens along a matrix. With `onSelect` it is a list box: arrow keys preview, Enter locks, Escape frees. */
export function TokenAxis({ tokens, side, cellPx, sizePx, focus, every, label, onHover, onSelect }: TokenAxisProps) {
  const id = useId();
  const groups = useMemo(() => byteGroups(tokens), [tokens]);
  const left = side === 'left';
  const lengthPx = tokens.length * cellPx;
  const indexAt = (event: MouseEvent): number => {
    const box = event.currentTarget.getBoundingClientRect();
    const offset = left ? event.clientY - box.top : event.clientX - box.left;
    return Math.max(0, Math.min(tokens.length - 1, Math.floor(offset / cellPx)));
  };
  const shown = labelledTokens(tokens.length, focus, every ?? everyNth(cellPx));
  const heightPx = Math.max(cellPx, LABEL_PX.airy);
  const close = cellPx >= LABEL_PX.close && cellPx < LABEL_PX.airy ? ' token-axis--close' : '';
  const place = (index: number, span: number): Record<string, number> => {
    const start = index * cellPx + (cellPx - span) / 2;
    return left ? { top: start, height: span } : { left: start, width: span };
  };
  const interactive = onSelect !== undefined;
  const behaviour = interactive
    ? {
        role: 'listbox',
        tabIndex: 0,
        'aria-label': label,
        'aria-orientation': left ? ('vertical' as const) : ('horizontal' as const),
        'aria-activedescendant': focus === null ? undefined : `${id}-${focus}`,
        onPointerMove: (event: PointerEvent) => event.pointerType !== 'touch' && onHover?.(indexAt(event)),
        onPointerLeave: () => onHover?.(null),
        onBlur: () => onHover?.(null),
        onClick: (event: MouseEvent) => onSelect(indexAt(event)),
        onKeyDown: (event: KeyboardEvent) => onRovingKey(event, { count: tokens.length, focus, onHover, onSelect }),
      }
    : { 'aria-hidden': true };
  return (
    <div
      className={`token-axis token-axis--${side}${close}`}
      style={left ? { width: sizePx, height: lengthPx } : { width: lengthPx, height: sizePx }}
      {...behaviour}
    >
      {shown.map((index) => {
        const piece = tokens[index];
        return piece === undefined ? null : (
          <div
            key={index}
            id={`${id}-${index}`}
            className={index === focus ? 'token-axis__item token-axis__item--focus' : 'token-axis__item'}
            style={place(index, heightPx)}
            title={`${index} ${pieceLabel(piece).text}`}
            role={interactive ? 'option' : undefined}
            aria-selected={interactive ? index === focus : undefined}
            aria-label={interactive ? `${index} ${pieceLabel(piece).text}` : undefined}
          >
            <TokenLabel piece={piece} />
          </div>
        );
      })}
      {groups.map(({ first, length, character }) => (
        <span
          key={`group-${first}`}
          className="token-axis__group"
          aria-hidden="true"
          title={character}
          style={
            left
              ? { top: first * cellPx + 2, height: length * cellPx - 4 }
              : { left: first * cellPx + 2, width: length * cellPx - 4 }
          }
        />
      ))}
    </div>
  );
}
