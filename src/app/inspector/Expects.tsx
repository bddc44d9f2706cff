import { memo, useMemo } from 'react';
import { softmax } from '#math/softmax.ts';
import type { TokenPiece } from '#lexicon/messages.ts';
import { currentFrame } from '#state/frame.ts';
import { selectConfig, selectText, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Bars } from '#view/Bars.tsx';
import type { BarRow } from '#view/Bars.tsx';
import { formatCount, formatNumber, formatShare } from '#view/format.ts';
import { pieceLabel } from '#view/pieceLabel.ts';
import { TokenLabel } from '#view/TokenLabel.tsx';

const SHOWN = 6;

/** The most probable ids with their probabilities at temperature 1, and the mass of all others. */
export function mostProbable(logits: Float32Array, count: number): { top: { id: number; probability: number }[]; rest: number } {
  const probabilities = softmax(logits);
  const order = Array.from(probabilities.keys()).toSorted((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0));
  const top = order.slice(0, count).map((id) => ({ id, probability: probabilities[id] ?? 0 }));
  return { top, rest: Math.max(0, 1 - top.reduce((sum, { probability }) => sum + probability, 0)) };
}

type ExpectsProps = { position: number; tokens: readonly TokenPiece[]; version: number };

/** What the model expects at a position, from its logits, beside what the text says, and the loss there. */
export const Expects = memo(function Expects({ position, tokens, version }: ExpectsProps) {
  const words = useWords().shell.inspector;
  const { objective } = useStore(selectConfig);
  const text = useStore(selectText);
  const logits_TV = version >= 0 ? currentFrame.read('unembed.hook_out') : undefined;
  const loss_T = currentFrame.read('probe.loss');
  const V = logits_TV?.shape[1] ?? 0;
  const found = useMemo(
    () => (logits_TV && V > 0 ? mostProbable(logits_TV.data.subarray(position * V, (position + 1) * V), SHOWN) : null),
    [logits_TV, position, V],
  );
  const first = found?.top[0];
  if (!found || !first) return null;
  const targets = currentFrame.current()?.targets;
  const next = objective === 'masked' ? tokens[position] : tokens[position + 1];
  const truth = targets ? text?.vocabulary[targets[position] ?? -1] : next;
  const loss = loss_T?.data[position];
  const title = objective === 'masked' ? words.nextMasked : words.next;
  if (!Number.isFinite(first.probability))
    return (
      <section>
        <h2 className="heading">{title}</h2>
        <p className="quiet">{words.broken}</p>
      </section>
    );
  const rows: BarRow[] = found.top.map(({ id, probability }) => {
    const piece = text?.vocabulary[id] ?? { id, text: '' };
    return {
      key: id,
      label: <TokenLabel piece={piece} />,
      name: pieceLabel(piece).text,
      value: probability,
      display: formatShare(probability),
      ...(id === truth?.id ? { title: words.truth } : {}),
    };
  });
  const others = words.rest(formatCount(V - rows.length));
  if (V > rows.length)
    rows.push({
      key: 'rest',
      label: <span className="quiet">{others}</span>,
      name: others,
      value: found.rest,
      display: formatShare(found.rest),
    });
  const right = found.top.findIndex(({ id }) => id === truth?.id);
  return (
    <section>
      <h2 className="heading">{title}</h2>
      <Bars rows={rows} max={1} colour="--pred" label={title} labelPx={78} valuePx={50} focus={right < 0 ? null : right} />
      {truth && loss !== undefined && Number.isFinite(loss) && (
        <p className="inspector__loss">
          <span className="quiet">{words.truth}</span> <TokenLabel piece={truth} />
          <br />
          <span className="quiet">{words.loss(formatNumber(loss), formatShare(Math.exp(-loss)))}</span>
        </p>
      )}
    </section>
  );
});
