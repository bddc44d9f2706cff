import { useMemo } from 'react';
import { Part } from '#view/Part.tsx';
import { askedTokens, usualPosition } from '../asked.ts';
import type { Panel, PanelProps } from '../contract.ts';
import { pieceName } from '../pieceOf.ts';
import { Change } from './Change.tsx';
import { guesses } from './ledger.ts';
import { LedgerTable } from './LedgerTable.tsx';
import { Overview } from './Overview.tsx';
import './output.css';

const LOGITS = 'unembed.hook_out';

/** The last step of the forward pass: logits of one position down to what is drawn, and every position's best guess. */
function Body(props: PanelProps) {
  const { read, difference, tokens, targets, config, text, selection, select, words, widthPx } = props;
  const say = words.panels.output;
  const logits = (difference?.readA ?? read)(LOGITS);
  const other = difference?.readB(LOGITS)?.data;
  const masked = config.objective === 'masked';
  const V = logits?.shape.at(-1) ?? 0;
  const T = Math.min(tokens.length, logits?.shape.at(-2) ?? 0);
  const asked = useMemo(() => askedTokens({ tokens, targets, config }), [tokens, targets, config]);
  const all = useMemo(() => {
    if (!logits) return null;
    if (![logits.data, other ?? []].every((data) => data.every(Number.isFinite))) return 'notFinite';
    return guesses(logits.data, T, V, (position) => ((asked[position] ?? -1) < 0 ? null : (asked[position] ?? null)));
  }, [logits, other, T, V, asked]);

  if (!logits || !all || T === 0) return <p className="quiet">{words.view.noData}</p>;
  if (all === 'notFinite') return <p className="quiet">{say.notFinite}</p>;
  const position = Math.min(selection.position ?? usualPosition(props), T - 1);
  if (other?.length === logits.data.length) {
    return <Change {...props} logits={{ a: logits.data, b: other }} all={all} V={V} position={position} />;
  }
  const columns = widthPx >= 760;
  const ledgerPx = columns ? Math.min(620, widthPx - 28 - 320) : widthPx;
  const piece = pieceName(text, tokens[position]?.id ?? 0);
  return (
    <div className="parts">
      <Part title={masked ? say.ledgerMasked(position) : say.ledger(position, piece)} widthPx={ledgerPx}>
        <LedgerTable
          logits={logits.data.subarray(position * V, (position + 1) * V)}
          position={position}
          actual={all[position]?.actual ?? null}
          isEnd={!masked && position === T - 1}
          {...props}
          widthPx={ledgerPx}
        />
      </Part>
      <Overview
        guesses={all}
        tokens={tokens}
        text={text}
        position={position}
        words={words}
        onSelect={(at) => select({ position: at, token: tokens[at]?.id ?? null })}
        widthPx={columns ? widthPx - 28 - ledgerPx : widthPx}
      />
    </div>
  );
}

/** Output: the ledger of one position's logits on their way to probabilities, and the likeliest token at each. */
export const output = {
  id: 'output',
  names: () => [LOGITS],
  heading: (words, { objective }) => (objective === 'masked' ? { caption: words.panels.output.captionMasked } : {}),
  differs: () => true,
  Body,
} satisfies Panel;
