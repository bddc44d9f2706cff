import { useCallback, useMemo } from 'react';
import { showExample } from '#state/actions/apart.ts';
import { hover, select } from '#state/actions/look.ts';
import { attempt } from '#state/actions/toasts.ts';
import type { Apart } from '#state/apart.ts';
import { selectLanguage, selectSelection, selectText } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Bars } from '#view/Bars.tsx';
import { formatNumber, formatShare } from '#view/format.ts';
import { pieceLabel } from '#view/pieceLabel.ts';
import { TokenFlow } from '#view/TokenFlow.tsx';
import { SLOW_WORDS } from './words.ts';

/** The loss that a full colour stands for: that of a token with a probability of about 1 in 400. */
const DEEP_NATS = 6;

/** The mean of those that are scored. */
function meanOf(losses: Float32Array): number {
  const scored = losses.filter(Number.isFinite);
  return scored.reduce((sum, loss) => sum + loss, 0) / Math.max(1, scored.length);
}

/** What every position of the chosen sequence costs, and the mean of every sequence. */
export function Losses({ apart: { told, example }, widthPx }: { apart: Apart; widthPx: number }) {
  const words = SLOW_WORDS[useStore(selectLanguage)];
  const text = useStore(selectText);
  const { position } = useStore(selectSelection);
  const { B, T, loss } = told;
  const own = useMemo(
    () => ({
      ids: told.ids.subarray(example * T, (example + 1) * T),
      targets: told.targets.subarray(example * T, (example + 1) * T),
      losses: told.losses.subarray(example * T, (example + 1) * T),
    }),
    [told, example, T],
  );
  const vocabulary = useMemo(() => text?.vocabulary ?? [], [text]);
  const nameOf = useCallback((id: number): string => pieceLabel(vocabulary[id] ?? { id, text: '' }).text, [vocabulary]);
  const shadeOf = useCallback((t: number): number => Math.min(1, (own.losses[t] ?? Number.NaN) / DEEP_NATS), [own]);
  const describe = useCallback(
    (t: number): string => {
      const [id = 0, target = -1, nats = Number.NaN] = [own.ids[t], own.targets[t], own.losses[t]];
      if (target < 0) return words.unscored(t, nameOf(id));
      return words.lossAt(t, nameOf(id), nameOf(target), formatNumber(nats), formatShare(Math.exp(-nats)));
    },
    [own, words, nameOf],
  );
  const title = words.lossTitle(example + 1);
  return (
    <div className={widthPx >= 700 ? 'slow__losses' : undefined}>
      <section>
        <h3 className="part__title">{title}</h3>
        <TokenFlow
          ids={own.ids}
          vocabulary={vocabulary}
          from={0}
          to={T}
          place={position}
          label={title}
          shadeOf={shadeOf}
          describe={describe}
          onHover={(t) => hover(t === null ? null : { position: t })}
          onSelect={(t) => select({ position: t, cell: { name: 'probe.loss', index: [t] } })}
        />
        <p className="quiet slow__note" aria-live="polite">
          {position === null || position >= T ? '' : describe(position)}
        </p>
      </section>
      <section>
        <h3 className="part__title">{words.means}</h3>
        <Bars
          colour="--pred"
          label={words.means}
          labelPx={84}
          focus={example}
          onSelect={(b) => void attempt(showExample(b))}
          rows={Array.from({ length: B }, (_, b) => ({
            key: b,
            label: words.sequence(b + 1),
            name: words.sequence(b + 1),
            value: meanOf(told.losses.subarray(b * T, (b + 1) * T)),
          }))}
        />
        <p className="quiet slow__note">{words.whole(formatNumber(loss))}</p>
      </section>
    </div>
  );
}
