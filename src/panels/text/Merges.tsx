import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { TextInfo } from '#lexicon/messages.ts';
import { formatCount } from '#view/format.ts';
import { Icon } from '#view/Icon.tsx';
import { Part } from '#view/Part.tsx';
import { TokenFlow } from '#view/TokenFlow.tsx';
import { useRowWindow } from '#view/useRowWindow.ts';
import { TurnButton } from '#view/TurnButton.tsx';
import type { PanelProps } from '../contract.ts';
import { pieceName } from '../pieceOf.ts';
import { afterMerges, changesOf, placesOfMerge, rankOfIds } from './replay.ts';

type MergesProps = Pick<PanelProps, 'tokens' | 'words' | 'select' | 'wide' | 'widthPx'> & {
  text: TextInfo;
  token: number | null;
};

const ROW_PX = 22;
/** Playing, each merge that changes something stands so long: enough to read it. */
const STEP_MS = 700;

/** The merges of BPE in the order learnt, replayed on the probed stretch of text. */
export const Merges = memo(function Merges({ text, tokens, words, token, select, wide, widthPx }: MergesProps) {
  const say = words.panels.text;
  const { merges, vocabulary } = text;
  const [chosen, setChosen] = useState<number | null>(null);
  const count = Math.min(chosen ?? merges.length, merges.length);
  const ranks = useMemo(() => rankOfIds(merges), [merges]);
  const probed = useMemo(
    () => Int32Array.from(tokens, (token) => token.id).filter((id) => id < vocabulary.length),
    [tokens, vocabulary],
  );
  const pieces = useMemo(() => afterMerges(probed, merges, ranks, count), [probed, merges, ranks, count]);
  const stops = useMemo(() => changesOf(probed, merges, ranks), [probed, merges, ranks]);
  const latest = count > 0 ? merges[count - 1] : undefined;
  const line = (merge: TextInfo['merges'][number]): string => {
    const [left, right, merged] = merge;
    return say.mergesLine(pieceName(text, left), pieceName(text, right), pieceName(text, merged));
  };
  const describe = useCallback(
    (index: number) => {
      const id = pieces[index] ?? 0;
      return words.panels.text.place(formatCount(index), pieceName(text, id), id, false);
    },
    [pieces, text, words],
  );
  const previous = stops.findLast((stop) => stop < count);
  const next = stops.find((stop) => stop > count);
  const [playing, setPlaying] = useState(false);
  const goes = playing && next !== undefined;
  useEffect(() => {
    if (!goes) return undefined;
    const timer = setTimeout(() => setChosen(next), STEP_MS);
    return () => clearTimeout(timer);
  }, [goes, next]);
  const places = useMemo(() => placesOfMerge(merges, text.counts, count - 1), [merges, text, count]);
  const play = (): void => {
    if (next === undefined) setChosen(0);
    setPlaying(!goes);
  };
  return (
    <Part title={say.merges} widthPx={widthPx} note={say.mergesNote}>
      <div className="text-panel__replay">
        <button
          type="button"
          className="turn-button"
          aria-label={goes ? say.mergesPause : say.mergesPlay}
          aria-pressed={goes}
          onClick={play}
        >
          <Icon name={goes ? 'pause' : 'play'} sizePx={12} />
        </button>
        <TurnButton
          to="before"
          label={say.mergesPrevious}
          disabled={previous === undefined}
          onTurn={() => setChosen(previous ?? 0)}
        />
        <input
          type="range"
          className="text-panel__range"
          aria-label={say.mergesSlider}
          aria-valuetext={say.mergesAt(formatCount(count), formatCount(merges.length))}
          min={0}
          max={merges.length}
          value={count}
          onChange={(event) => setChosen(event.target.valueAsNumber)}
        />
        <TurnButton
          to="after"
          label={say.mergesNext}
          disabled={next === undefined}
          onTurn={() => setChosen(next ?? merges.length)}
        />
        <span className="quiet">
          {say.mergesAt(formatCount(count), formatCount(merges.length))} · {say.mergesHere(formatCount(pieces.length))}
        </span>
      </div>
      <p className="text-panel__latest">
        {latest ? line(latest) : say.mergesStart}
        {latest && <span className="quiet"> · {say.mergesCount(formatCount(places))}</span>}
      </p>
      <TokenFlow
        ids={pieces}
        vocabulary={vocabulary}
        from={0}
        to={pieces.length}
        token={latest?.[2] ?? token}
        label={say.merges}
        describe={describe}
        onSelect={(index) => select({ token: pieces[index] ?? null })}
      />
      <MergeList
        count={count}
        total={merges.length}
        heightPx={wide ? 300 : 110}
        line={(rank) => line(merges[rank] ?? [0, 0, 0])}
        onChoose={setChosen}
      />
    </Part>
  );
});

type MergeListProps = {
  count: number;
  total: number;
  heightPx: number;
  line: (rank: number) => string;
  onChoose: (count: number) => void;
};

/** All merges in the order learnt, the latest one kept in sight; choosing one goes to it. */
function MergeList({ count, total, heightPx, line, onChoose }: MergeListProps) {
  const { first, end, abovePx, belowPx, onScroll } = useRowWindow(total, ROW_PX, heightPx);
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const current = (count - 1) * ROW_PX;
    const at = box.current?.scrollTop ?? 0;
    if (box.current && (current < at || current + ROW_PX > at + heightPx)) box.current.scrollTop = current - heightPx / 2;
  }, [count, heightPx]);
  return (
    <div ref={box} className="text-panel__scroll text-panel__merges" style={{ height: heightPx }} onScroll={onScroll}>
      <ol style={{ paddingTop: abovePx, paddingBottom: belowPx }}>
        {Array.from({ length: end - first }, (_, i) => {
          const rank = first + i;
          return (
            <li key={rank} style={{ height: ROW_PX }} aria-setsize={total} aria-posinset={rank + 1}>
              <button
                type="button"
                className={rank < count ? undefined : 'text-panel__later'}
                aria-current={rank === count - 1 ? 'step' : undefined}
                onClick={() => onChoose(rank + 1)}
              >
                <span className="text-panel__rank">{rank + 1}</span>
                {line(rank)}
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
