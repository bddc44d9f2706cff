import { memo, useCallback, useState } from 'react';
import type { TextInfo } from '#lexicon/messages.ts';
import { formatCount } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { TokenFlow } from '#view/TokenFlow.tsx';
import type { PanelProps } from '../contract.ts';
import { pieceName } from '../pieceOf.ts';

type StoryProps = Pick<PanelProps, 'words' | 'select' | 'hover' | 'probeAt' | 'wide' | 'widthPx'> & {
  text: TextInfo;
  /** Tokens in the context. */
  context: number;
  /** The token of the vocabulary that is looked at. */
  token: number | null;
};

/** Tokens drawn at once: as much as fits a glance, and little enough to stay quick. */
const PAGE = 240;
const WIDE_PAGE = 720;

/** The whole story as chips, a page at a time, with the held-out part told apart. */
export const Story = memo(function Story(props: StoryProps) {
  const { text, context, token, words, select, hover, probeAt, wide, widthPx } = props;
  const say = words.panels.text;
  const { ids, trainTokens } = text;
  const size = wide ? WIDE_PAGE : PAGE;
  const [start, setStart] = useState(0);
  const [clicked, setClicked] = useState<{ text: TextInfo; index: number } | null>(null);
  const last = Math.max(0, Math.ceil(ids.length / size) - 1);
  const page = Math.min(last, Math.floor(start / size));
  const [from, to] = [page * size, Math.min(ids.length, (page + 1) * size)];
  const describe = useCallback(
    (index: number) => {
      const id = ids[index] ?? 0;
      return words.panels.text.place(formatCount(index), pieceName(text, id), id, index >= trainTokens);
    },
    [ids, text, trainTokens, words],
  );
  const turn = (next: number): void => setStart(Math.max(0, Math.min(last, next)) * size);
  const heldOut = trainTokens < ids.length;
  return (
    <Part
      title={say.story}
      widthPx={widthPx}
      note={heldOut ? say.storyNote : say.storyWithoutHeldOut}
      aside={
        last > 0 && (
          <span className="text-panel__pages">
            <button type="button" aria-label={say.earlier} disabled={page === 0} onClick={() => turn(page - 1)}>
              ‹
            </button>
            <PageSlider label={say.pageSlider} page={page} last={last} trainShare={trainTokens / ids.length} onTurn={turn} />
            <button type="button" aria-label={say.later} disabled={page === last} onClick={() => turn(page + 1)}>
              ›
            </button>
            <span className="quiet">{say.page(formatCount(from), formatCount(to - 1), formatCount(ids.length))}</span>
          </span>
        )
      }
    >
      <TokenFlow
        ids={ids}
        vocabulary={text.vocabulary}
        from={from}
        to={to}
        heldOutFrom={trainTokens}
        token={token}
        place={clicked?.text === text ? clicked.index : null}
        label={say.story}
        describe={describe}
        onHover={(index) => hover(index === null ? null : { token: ids[index] ?? null })}
        onSelect={(index) => {
          setClicked({ text, index });
          const first = stretchAround(index, ids.length, context);
          select({ token: ids[index] ?? null, position: index - first });
          probeAt(first);
        }}
      />
    </Part>
  );
});

/** Where to begin a stretch as long as the context so that a token stands in its middle, with as much before it as behind. */
export function stretchAround(index: number, length: number, context: number): number {
  return Math.max(0, Math.min(index - Math.floor(context / 2), length - context));
}

type PageSliderProps = { label: string; page: number; last: number; trainShare: number; onTurn: (page: number) => void };

/** Where in the story the page lies; the held-out end of the track is drawn lighter. */
function PageSlider({ label, page, last, trainShare, onTurn }: PageSliderProps) {
  const share = `${(100 * trainShare).toFixed(1)}%`;
  return (
    <input
      type="range"
      className="text-panel__range"
      style={{ backgroundImage: `linear-gradient(to right, var(--soft) ${share}, var(--line) ${share})` }}
      aria-label={label}
      min={0}
      max={last}
      value={page}
      onChange={(event) => onTurn(event.target.valueAsNumber)}
    />
  );
}
