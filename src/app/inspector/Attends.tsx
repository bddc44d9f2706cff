import { memo } from 'react';
import type { TokenPiece } from '#lexicon/messages.ts';
import { hover, select } from '#state/actions/look.ts';
import { currentFrame } from '#state/frame.ts';
import { selectConfig, selectSelection, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Bars } from '#view/Bars.tsx';
import { Choice } from '#view/Choice.tsx';
import { formatShare } from '#view/format.ts';
import { pieceLabel } from '#view/pieceLabel.ts';
import { TokenLabel } from '#view/TokenLabel.tsx';
import { patternName } from './names.ts';

const SHOWN = 6;

type AttendsProps = { position: number; layer: number; head: number; tokens: readonly TokenPiece[]; version: number };

/** Layers and heads to choose from, counted from one as everywhere on the page. */
const numbers = (count: number): { value: string; name: string }[] =>
  Array.from({ length: count }, (_, index) => ({ value: String(index), name: String(index + 1) }));

/** The tokens that one head of one layer looks at from here, most looked at first. */
export const Attends = memo(function Attends({ position, layer, head, tokens, version }: AttendsProps) {
  const words = useWords().shell.inspector;
  const { n_layers, n_heads } = useStore(selectConfig);
  const { key } = useStore(selectSelection);
  const pattern_HTS = version >= 0 ? currentFrame.read(patternName(layer)) : undefined;
  const T = tokens.length;
  const start = (head * T + position) * T;
  const weights =
    pattern_HTS?.shape[1] === T && head < n_heads ? pattern_HTS.data.subarray(start, start + T) : new Float32Array();
  const order = Array.from(weights.keys())
    .toSorted((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0))
    .slice(0, SHOWN)
    .filter((at) => (weights[at] ?? 0) > 0);
  const focused = order.indexOf(key ?? -1);
  const title = words.attention(layer, head);
  return (
    <section>
      <h2 className="heading">{title}</h2>
      <div className="inspector__pick">
        <span className="quiet">{words.layer}</span>
        <Choice
          label={words.layer}
          options={numbers(n_layers)}
          value={String(layer)}
          onChange={(chosen) => select({ layer: Number(chosen) })}
        />
        <span className="quiet">{words.head}</span>
        <Choice
          label={words.head}
          options={numbers(n_heads)}
          value={String(head)}
          onChange={(chosen) => select({ head: Number(chosen) })}
        />
      </div>
      {order.length > 0 && (
        <Bars
          colour="--attn"
          max={1}
          label={title}
          labelPx={78}
          valuePx={50}
          focus={focused < 0 ? null : focused}
          onHover={(index) => hover(index === null ? null : { key: order[index] ?? null })}
          onSelect={(index) => select({ key: order[index] ?? null })}
          rows={order.map((at) => {
            const piece = tokens[at] ?? { id: -1, text: '' };
            const weight = weights[at] ?? 0;
            return {
              key: at,
              label: (
                <>
                  <span className="inspector__place">{at}</span> <TokenLabel piece={piece} />
                </>
              ),
              name: `${at} ${pieceLabel(piece).text}`,
              value: weight,
              display: formatShare(weight),
            };
          })}
        />
      )}
    </section>
  );
});
