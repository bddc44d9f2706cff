import { useMemo, useState } from 'react';
import { attributionAt } from '#lexicon/readings.ts';
import type { Contribution, Contributor } from '#lexicon/readings.ts';
import type { Words } from '#lexicon/words/en.ts';
import { argmax } from '#math/softmax.ts';
import { rowOf } from '#math/statistics.ts';
import { Bars } from '#view/Bars.tsx';
import { Segments } from '#view/Choice.tsx';
import { Part } from '#view/Part.tsx';
import { formatNumber } from '#view/format.ts';
import type { PanelProps } from '../contract.ts';
import { pieceName } from '../pieceOf.ts';
import { TokenPick } from './TokenPick.tsx';

type AttributionProps = Pick<
  PanelProps,
  'read' | 'difference' | 'config' | 'text' | 'selection' | 'select' | 'words' | 'widthPx'
> & {
  position: number;
  /** The token of the text asked for, −1 for none. */
  actual: number;
  /** The token to explain, null for the one of the text or, where there is none, the likeliest. */
  picked: number | null;
  onPick: (token: number | null) => void;
};

const LOGITS = 'unembed.hook_out';
type Order = 'depth' | 'size';

/** What each part of the model adds to one logit, or to the lead of one over another. */
export function Attribution(props: AttributionProps) {
  const { difference, config, text, selection, select, words, position, actual, picked, onPick, widthPx } = props;
  const said = words.panels.lens;
  const read = difference?.readA ?? props.read;
  const [against, setAgainst] = useState<number | null>(null);
  const [order, setOrder] = useState<Order>('depth');
  const V = config.d_vocab;
  const all = read(LOGITS)?.data;
  const logits = useMemo(
    () => (all !== undefined && all.length >= (position + 1) * V ? rowOf(all, position, V) : null),
    [all, position, V],
  );
  const standard = actual >= 0 ? actual : Math.max(0, logits ? argmax(logits) : 0);
  const token = picked !== null && picked < V ? picked : standard;
  const less = against !== null && against < V && against !== token ? against : null;
  const parts = useMemo(() => attributionAt(config, read, position, token, less), [config, read, position, token, less]);
  const before = useMemo(
    () => (difference === null ? null : attributionAt(config, difference.readB, position, token, less)),
    [config, difference, position, token, less],
  );
  const title =
    less === null
      ? said.attribution(pieceName(text, token), position)
      : said.attributionLead(pieceName(text, token), pieceName(text, less), position);
  if (config.norm_placement === 'post') {
    return (
      <Part title={title} widthPx={widthPx}>
        <p className="lens__refusal">{said.attributionPost}</p>
      </Part>
    );
  }
  if (parts === null || logits === null) return null;
  const changed = parts.map(({ from, value }, at) => ({ from, value: value - (before?.[at]?.value ?? 0) }));
  const shown = order === 'depth' ? changed : changed.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const sum = parts.reduce((total, { value }) => total + value, 0);
  const own = (logits[token] ?? Number.NaN) - (less === null ? 0 : (logits[less] ?? Number.NaN));
  const name = pieceName(text, standard);
  return (
    <Part title={title} widthPx={widthPx} note={before === null ? said.attributionNote : said.attributionMoved}>
      <div className="lens__controls">
        <TokenPick
          label={said.ofToken}
          text={text}
          vocabulary={V}
          none={actual >= 0 ? said.theActual(name) : said.theLikeliest(name)}
          token={picked !== null && picked < V ? picked : null}
          onPick={onPick}
        />
        <TokenPick label={said.minus} text={text} vocabulary={V} none={said.nothing} token={less} onPick={setAgainst} />
        <Segments
          label={said.order}
          options={[
            { value: 'depth', name: said.byDepth },
            { value: 'size', name: said.bySize },
          ]}
          value={order}
          onChange={setOrder}
        />
      </div>
      {before === null && <p className="lens__sum">{said.sum(formatNumber(sum), formatNumber(own))}</p>}
      <div className="lens__parts">
        <Bars
          label={title}
          colour="--attn"
          signed
          labelPx={132}
          rowPx={19}
          focus={focusOf(shown, selection)}
          rows={shown.map(({ from, value }) => ({
            key: keyOf(from),
            label: nameOf(from, said),
            name: nameOf(from, said),
            value,
            colour: COLOURS[from.kind],
          }))}
          onSelect={(index) => {
            const from = shown[index]?.from;
            if (from !== undefined && 'layer' in from)
              select('head' in from ? { layer: from.layer, head: from.head } : { layer: from.layer });
          }}
        />
      </div>
      <details>
        <summary>{said.attributionHowTitle}</summary>
        <p>{said.attributionHow}</p>
      </details>
    </Part>
  );
}

const COLOURS: Record<Contributor['kind'], string> = {
  embed: '--embed',
  position: '--embed',
  head: '--attn',
  attnBias: '--soft',
  ffn: '--ffn',
  normBias: '--soft',
};

function keyOf(from: Contributor): string {
  return [from.kind, 'layer' in from ? from.layer : '', 'head' in from ? from.head : ''].join(' ');
}

function nameOf(from: Contributor, said: Words['panels']['lens']): string {
  switch (from.kind) {
    case 'head':
      return said.head(from.layer + 1, from.head + 1);
    case 'attnBias':
      return said.attnBias(from.layer + 1);
    case 'ffn':
      return said.ffnPart(from.layer + 1);
    case 'embed':
    case 'position':
    case 'normBias':
      return said[from.kind];
  }
}

/** The bar of the head that is selected. */
function focusOf(parts: readonly Contribution[], { layer, head }: PanelProps['selection']): number | null {
  const index = parts.findIndex(({ from }) => from.kind === 'head' && from.layer === layer && from.head === head);
  return index < 0 ? null : index;
}
