import { memo, useState } from 'react';
import type { Copied } from '#lexicon/writing.ts';
import type { Writing } from '#state/writing.ts';
import { Segments } from '#view/Choice.tsx';
import { formatCount } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { TokenFlow } from '#view/TokenFlow.tsx';
import type { PanelProps } from '../contract.ts';
import { noveltyOf } from './novelty.ts';
import type { CopiedSpan } from './novelty.ts';
import { groupsOf } from './pieces.ts';

type CopiedPartProps = Pick<PanelProps, 'words' | 'widthPx' | 'text' | 'select' | 'hover' | 'probeAt' | 'config'> & {
  writing: Writing | null;
  copied: Copied | null;
  ids: readonly number[];
  spans: readonly CopiedSpan[];
  n: number;
  onN: (n: number) => void;
};

const LENGTHS = ['2', '3', '4', '6', '8'] as const;
type Length = (typeof LENGTHS)[number];
/** The longest copies that are listed. */
const LISTED = 8;
/** Tokens of the story shown on either side of a copy. */
const AROUND = 24;

/** Which stretches stand word for word in the training text, where, and how much is new. */
export const CopiedPart = memo(function CopiedPart(props: CopiedPartProps) {
  const { words, widthPx, text, select, hover, probeAt, config, writing, copied, ids, spans, n, onN } = props;
  const say = words.panels.generate;
  const [shown, setShown] = useState<{ place: number; length: number } | null>(null);
  if (!writing || !copied) {
    return (
      <Part title={say.copied} widthPx={widthPx}>
        <p className="quiet">{ids.length === 0 ? say.copiedHint : say.copiedComing}</p>
      </Part>
    );
  }
  const { all, fresh } = noveltyOf(copied.lengths, n);
  const longest = copied.lengths.reduce((most, length) => Math.max(most, length), 0);
  const listed = spans.toSorted((a, b) => b.to - b.from - (a.to - a.from)).slice(0, LISTED);
  const textOf = ({ from, to }: CopiedSpan): string =>
    groupsOf(writing.vocabulary, ids.slice(copied.starts[from], copied.starts[to]))
      .map((group) => group.text)
      .join('');
  const show = (span: CopiedSpan): void => {
    setShown({ place: span.place, length: span.to - span.from });
    probeAt(Math.max(0, span.place - Math.floor(config.n_ctx / 4)));
  };
  const from = shown ? Math.max(0, shown.place - AROUND) : 0;
  const to = shown && text ? Math.min(text.ids.length, shown.place + shown.length + AROUND) : 0;
  return (
    <Part
      title={say.copied}
      widthPx={widthPx}
      note={say.noveltyNote(n, formatCount(copied.searched))}
      aside={
        <span className="generate__n">
          <span className="quiet">{say.n}</span>
          <Segments<Length>
            label={say.n}
            options={LENGTHS.map((value) => ({ value, name: value }))}
            value={LENGTHS.find((value) => Number(value) === n) ?? '4'}
            onChange={(value) => onN(Number(value))}
          />
        </span>
      }
    >
      {all > 0 && (
        <p>
          <strong className="generate__figure">{`${((100 * fresh) / all).toFixed(1)} %`}</strong>{' '}
          {say.novelty(say.noveltyCount(formatCount(fresh), formatCount(all)), n)}
          {longest > 0 && `${words.view.gap}${say.longest(longest)}`}
        </p>
      )}
      {listed.length === 0 ? (
        <p className="quiet">{say.noCopies(n)}</p>
      ) : (
        <ol className="generate__copies">
          {listed.map((span) => (
            <li key={`${span.from} ${span.to}`}>
              <button type="button" aria-label={say.spanGo(textOf(span))} onClick={() => show(span)}>
                <span className="generate__copy" dir="auto">
                  {textOf(span)}
                </span>
                <span className="quiet">{say.span(span.to - span.from, formatCount(span.place))}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
      {shown && text && (
        <div className="generate__story">
          <p className="quiet">{say.inStory(formatCount(shown.place))}</p>
          <TokenFlow
            ids={text.ids}
            vocabulary={text.vocabulary}
            from={from}
            to={to}
            heldOutFrom={text.trainTokens}
            place={shown.place}
            label={say.inStory(formatCount(shown.place))}
            shadeOf={(index) => (index >= shown.place && index < shown.place + shown.length ? 0.5 : Number.NaN)}
            describe={(index) => `${formatCount(index)}`}
            onHover={(index) => hover(index === null ? null : { token: text.ids[index] ?? null })}
            onSelect={(index) => select({ token: text.ids[index] ?? null })}
          />
        </div>
      )}
    </Part>
  );
});
