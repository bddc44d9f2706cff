import { memo, useId, useMemo, useState } from 'react';
import type { CSSProperties, MouseEvent } from 'react';
import type { TokenPiece } from '#lexicon/messages.ts';
import { groupPieces } from '#lexicon/pieces.ts';
import { onRovingKey } from './rovingKeys.ts';
import { TokenLabel } from './TokenLabel.tsx';
import './TokenFlow.css';

export type TokenFlowProps = {
  /** Token ids of the whole text; only `from` to before `to` is drawn, so texts of millions of tokens are paged by the caller. */
  ids: ArrayLike<number>;
  vocabulary: readonly TokenPiece[];
  from: number;
  to: number;
  /** Tokens from here on are drawn as held out. */
  heldOutFrom?: number;
  /** A token of the vocabulary: all its places are marked. */
  token?: number | null;
  /** A place in the text that is marked by itself. */
  place?: number | null;
  label: string;
  /** How deep a place is coloured, 0 to 1 (NaN: not at all), instead of a tint for each token. */
  shadeOf?: (index: number) => number;
  /** The sentence of a place in the text. */
  describe: (index: number) => string;
  onHover?: (index: number | null) => void;
  onSelect?: (index: number) => void;
};

/** Hues far apart for neighbouring ids (the golden angle); the same token always has the same one. */
const HUE_STEP = 137.508;

/**
 * Text as the tokens it is cut into, each a tinted chip, wrapping as text does; pieces of one character are framed
 * together with it. Arrow keys move from chip to chip, Enter or a click selects, Escape frees.
 */
export const TokenFlow = memo(function TokenFlow(props: TokenFlowProps) {
  const {
    ids,
    vocabulary,
    from,
    to,
    heldOutFrom = Infinity,
    token = null,
    place = null,
    label,
    shadeOf,
    describe,
    onHover,
    onSelect,
  } = props;
  const id = useId();
  const [cursor, setCursor] = useState<number | null>(null);
  const groups = useMemo(
    () =>
      groupPieces(
        vocabulary,
        Int32Array.from({ length: Math.max(0, to - from) }, (_, i) => ids[from + i] ?? 0),
      ),
    [ids, vocabulary, from, to],
  );
  const move = (index: number | null): void => {
    if (index === cursor) return;
    setCursor(index);
    onHover?.(index);
  };
  const chipAt = (event: MouseEvent): number | null => {
    const chip = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
    return chip === null ? null : Number(chip.dataset.index);
  };
  const focus = cursor !== null && cursor >= from && cursor < to ? cursor : place;
  const chip = (index: number) => {
    const piece = vocabulary[ids[index] ?? -1];
    return (
      piece && (
        <Chip
          key={index}
          piece={piece}
          index={index}
          id={`${id}-${index}`}
          heldOut={index >= heldOutFrom}
          shade={shadeOf ? shadeOf(index) : null}
          same={piece.id === token}
          here={index === place || index === cursor}
          title={describe}
          breaks={piece.text.includes('\n') && !vocabulary[ids[index + 1] ?? -1]?.text.startsWith('\n')}
        />
      )
    );
  };
  return (
    <div
      className="token-flow"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a select cannot wrap like text
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={focus !== null && focus >= from && focus < to ? `${id}-${focus}` : undefined}
      onPointerMove={(event) => event.pointerType !== 'touch' && move(chipAt(event))}
      onPointerLeave={() => move(null)}
      onBlur={() => cursor !== null && move(null)}
      onClick={(event) => {
        const index = chipAt(event);
        if (index !== null) onSelect?.(index);
      }}
      onKeyDown={(event) =>
        onRovingKey(event, {
          count: to - from,
          focus: focus === null ? null : focus - from,
          onHover: (index) => move(index === null ? null : from + index),
          onSelect: (index) => onSelect?.(from + index),
        })
      }
    >
      {groups.map((group) => {
        const first = from + group.from;
        if (group.to - group.from === 1 || group.text.includes('\uFFFD')) {
          return Array.from({ length: group.to - group.from }, (_, i) => chip(first + i));
        }
        return (
          <span key={`group-${first}`} className="token-flow__group" role="presentation">
            <span className="token-flow__whole" aria-hidden="true">
              {group.text}
            </span>
            {Array.from({ length: group.to - group.from }, (_, i) => chip(first + i))}
          </span>
        );
      })}
    </div>
  );
});

type ChipProps = {
  piece: TokenPiece;
  index: number;
  id: string;
  heldOut: boolean;
  /** Null where each token has its own tint. */
  shade: number | null;
  same: boolean;
  here: boolean;
  title: (index: number) => string;
  /** The line ends behind it, as it does in the text; a run of line ends breaks once. */
  breaks: boolean;
};

const Chip = memo(function Chip({ piece, index, id, heldOut, shade, same, here, title, breaks }: ChipProps) {
  const state = `${shade === null ? '' : ' token-flow__chip--shaded'}${heldOut ? ' token-flow__chip--held-out' : ''}${same ? ' token-flow__chip--same' : ''}${here ? ' token-flow__chip--here' : ''}`;
  return (
    <>
      <span
        id={id}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above
        role="option"
        aria-selected={here}
        aria-label={title(index)}
        title={title(index)}
        data-index={index}
        className={`token-flow__chip${state}`}
        style={
          { '--hue': (piece.id * HUE_STEP) % 360, '--shade': shade === null || Number.isNaN(shade) ? 0 : shade } as CSSProperties
        }
      >
        <TokenLabel piece={piece} />
      </span>
      {breaks && <br />}
    </>
  );
});
