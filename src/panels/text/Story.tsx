import { memo, useCallback, useState } from 'react';
import type { TextInfo } from '#lexicon/messages.ts';
import { formatCount } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { TokenFlow } from '#view/TokenFlow.tsx';
import { TurnButton } from '#view/TurnButton.tsx';
import type { PanelProps } from '../contract.ts';
import { pieceName } from '../pieceOf.ts';

type StoryProps = Pick<PanelProps, 'words' | 'hover' | 'wide' | 'widthPx'> & {
  text: TextInfo;
  /** The token of the vocabulary that is looked at. */
  token: number | null;
  /** A place in the story that is to be seen; `onSpot` is told of one that was clicked. */
  spot: Spot | null;
  onSpot: (index: number) => void;
};

/** A token of a text by its place. */
export type Spot = { text: TextInfo; index: number };

/** Tokens drawn at once: as much as fits a glance, and little enough to stay quick. */
const PAGE = 240;
const WIDE_PAGE = 720;

/** The whole story as chips, a page at a time, with the held-out part told apart. */
export const Story = memo(function Story(props: StoryProps) {
  const { text, token, spot, onSpot, words, hover, wide, widthPx } = props;
  const say = words.panels.text;
  const { ids, trainTokens } = text;
  const size = wide ? WIDE_PAGE : PAGE;
  // Pages that were turned count until another place is to be seen.
  const [turned, setTurned] = useState<{ spot: Spot | null; start: number }>({ spot, start: 0 });
  const seen = spot?.text === text ? spot.index : null;
  const start = turned.spot === spot ? turned.start : (seen ?? 0);
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
  const turn = (next: number): void => setTurned({ spot, start: Math.max(0, Math.min(last, next)) * size });
  const heldOut = trainTokens < ids.length;
  return (
    <Part
      title={say.story}
      widthPx={widthPx}
      note={heldOut ? say.storyNote : say.storyWithoutHeldOut}
      aside={
        last > 0 && (
          <span className="text-panel__pages">
            <TurnButton to="before" label={say.earlier} disabled={page === 0} onTurn={() => turn(page - 1)} />
            <PageSlider label={say.pageSlider} page={page} last={last} trainShare={trainTokens / ids.length} onTurn={turn} />
            <TurnButton to="after" label={say.later} disabled={page === last} onTurn={() => turn(page + 1)} />
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
        place={seen}
        label={say.story}
        describe={describe}
        onHover={(index) => hover(index === null ? null : { token: ids[index] ?? null })}
        onSelect={onSpot}
      />
    </Part>
  );
});

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
