import { useEffect, useMemo, useState } from 'react';
import type { Untouched } from '#lexicon/writing.ts';
import { softmax } from '#math/softmax.ts';
import { untouched } from '#state/actions/intervene.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectInterventions } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Bars } from '#view/Bars.tsx';
import { formatNumber, formatShare } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { TokenLabel } from '#view/TokenLabel.tsx';
import type { PanelProps } from '../contract.ts';
import { pieceName, pieceOf } from '../pieceOf.ts';
import { meanOf } from './parts.ts';

type EffectProps = Pick<PanelProps, 'read' | 'version' | 'step' | 'tokens' | 'text' | 'selection' | 'words' | 'widthPx'>;

const SHOWN = 8;

/** The likeliest ids of either distribution, by the larger of their two probabilities. */
function likeliest(before: Float64Array, after: Float64Array): number[] {
  const larger = (id: number): number => Math.max(before[id] ?? 0, after[id] ?? 0);
  return Array.from(before.keys())
    .toSorted((a, b) => larger(b) - larger(a))
    .slice(0, SHOWN);
}

/** What the changes in force make of the probed tokens: their loss, and what is expected at one position. */
export function Effect({ read, version, step, tokens, text, selection, words, widthPx }: EffectProps) {
  const say = words.panels.lab;
  const list = useStore(selectInterventions);
  const [intact, setIntact] = useState<Untouched | null>(null);
  const logits = read('unembed.hook_out');
  const losses = read('probe.loss');
  const position = Math.min(selection.position ?? tokens.length - 1, tokens.length - 1);
  const changed = list.length > 0;
  useEffect(() => {
    if (!changed || position < 0) return undefined;
    let wanted = true;
    void attempt(
      untouched(position).then((answer) => {
        if (wanted) setIntact(answer);
      }),
    );
    return () => {
      wanted = false;
    };
  }, [changed, position, step, tokens]);
  const V = logits?.shape.at(-1) ?? 0;
  const rows = useMemo(() => {
    void version;
    if (!logits || !intact || intact.position !== position || intact.logits.length !== V) return null;
    const before = softmax(intact.logits);
    const after = softmax(logits.data.subarray(position * V, (position + 1) * V));
    return likeliest(before, after).map((id) => ({ id, before: before[id] ?? 0, after: after[id] ?? 0 }));
  }, [logits, intact, position, V, version]);
  if (!changed || !intact || !losses || !rows) {
    return (
      <Part title={say.effect} widthPx={widthPx}>
        <p className="quiet">{changed ? words.view.noData : say.effectNone}</p>
      </Part>
    );
  }
  const [before, after] = [meanOf(intact.losses), meanOf(losses.data)];
  const title = say.effectAt(position, pieceName(text, tokens[position]?.id ?? 0));
  return (
    <Part title={say.effect} widthPx={widthPx}>
      <p>{say.effectLoss(formatNumber(before), formatNumber(after), formatNumber(after - before))}</p>
      <p className="quiet lab__title">{title}</p>
      <Bars
        colour="--pred"
        max={1}
        label={title}
        labelPx={72}
        valuePx={108}
        rows={rows.map((row) => ({
          key: row.id,
          label: <TokenLabel piece={pieceOf(text, row.id)} />,
          name: say.effectRow(pieceName(text, row.id), formatShare(row.before), formatShare(row.after)),
          value: row.after,
          before: row.before,
          display: `${formatShare(row.before)} → ${formatShare(row.after)}`,
        }))}
      />
    </Part>
  );
}
