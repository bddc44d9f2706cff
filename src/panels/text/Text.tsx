import { useCallback, useRef, useState } from 'react';
import type { Panel, PanelProps } from '../contract.ts';
import { Cleaning } from './Cleaning.tsx';
import { Corrections } from './Corrections.tsx';
import { Diff } from './Diff.tsx';
import { Merges } from './Merges.tsx';
import { Splits } from './Splits.tsx';
import { Story } from './Story.tsx';
import type { Spot } from './Story.tsx';
import './preparation.css';
import './text.css';
import { Vocabulary } from './Vocabulary.tsx';

/** Between two columns. */
const GAP_PX = 28;

/** Where to begin a stretch as long as the context so that a token stands in its middle, with as much before it as behind. */
function stretchAround(index: number, length: number, context: number): number {
  return Math.max(0, Math.min(index - Math.floor(context / 2), length - context));
}

/**
 * The story as the model meets it: what cleaning changed, the tokens in place, the vocabulary, how BPE learnt it. Nothing
 * here changes with a frame, so each part is given only what it reads, and stands still while the model trains.
 */
function Body(props: PanelProps) {
  const { text, tokens, textTools, config, words, selection, select, hover, probeAt, wide, widthPx } = props;
  const [spot, setSpot] = useState<Spot | null>(null);
  const story = useRef<HTMLDivElement>(null);
  const context = config.n_ctx;
  const look = useCallback(
    (index: number): void => {
      if (!text) return;
      const first = stretchAround(index, text.ids.length, context);
      setSpot({ text, index });
      select({ token: text.ids[index] ?? null, position: index - first });
      probeAt(first);
    },
    [text, context, select, probeAt],
  );
  const show = useCallback(
    (index: number): void => {
      look(index);
      story.current?.scrollIntoView({ block: 'nearest' });
    },
    [look],
  );
  if (!text) return <p className="quiet">{words.panels.text.none}</p>;
  const columns = widthPx >= 720;
  const listPx = columns ? Math.min(Math.floor((widthPx - GAP_PX) / 2), 420) : widthPx;
  const token = selection.token;
  const halfPx = columns ? Math.floor((widthPx - GAP_PX) / 2) : widthPx;
  const isChanged = text.cleaning.changes.length > 0;
  const shared = { text, textTools, words };
  return (
    <div className="parts text-panel">
      <Cleaning {...shared} widthPx={widthPx} />
      {isChanged && <Diff {...shared} wide={wide} widthPx={halfPx} />}
      <Corrections {...shared} wide={wide} widthPx={isChanged ? halfPx : widthPx} />
      <div ref={story} className="text-panel__story" style={{ width: widthPx }}>
        <Story text={text} words={words} token={token} spot={spot} onSpot={look} hover={hover} wide={wide} widthPx={widthPx} />
      </div>
      <Splits {...shared} config={config} widthPx={widthPx} />
      <Vocabulary text={text} words={words} token={token} select={select} onPlace={show} wide={wide} widthPx={listPx} />
      {text.merges.length > 0 && (
        <Merges
          text={text}
          tokens={tokens}
          words={words}
          token={token}
          select={select}
          wide={wide}
          widthPx={columns ? widthPx - GAP_PX - listPx : widthPx}
        />
      )}
    </div>
  );
}

/** The probed tokens, on which the merges are replayed, come with a frame, and a frame with what is read. */
const PROBED = 'hook_embed';

export const text = { id: 'text', names: () => [PROBED], drawsNone: true, Body } satisfies Panel;
