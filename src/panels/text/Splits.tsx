import { memo, useEffect, useState } from 'react';
import type { Split, TextInfo } from '#lexicon/messages.ts';
import { formatCount } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { pieceLabel } from '#view/pieceLabel.ts';
import { TokenFlow } from '#view/TokenFlow.tsx';
import { TurnButton } from '#view/TurnButton.tsx';
import type { PanelProps } from '../contract.ts';
import { sentenceFrom } from './sentences.ts';

type SplitsProps = Pick<PanelProps, 'textTools' | 'config' | 'words' | 'widthPx'> & { text: TextInfo };
type Chosen = { text: TextInfo; from: number; before: readonly number[]; typed: string | null };
type Cut = { text: TextInfo; sentence: string; splits: readonly Split[] | 'failed' };

/** On longer texts learning two more tokenizers takes a while: only when asked for. */
const AT_ONCE_UNITS = 150_000;
const TYPING_MS = 250;

/** One sentence as characters, words and byte pairs, each learnt on this story. */
export const Splits = memo(function Splits({ text, textTools, config, words, widthPx }: SplitsProps) {
  const say = words.panels.text;
  const [chosen, setChosen] = useState<Chosen>({ text, from: 0, before: [], typed: null });
  const [asked, setAsked] = useState<TextInfo | null>(null);
  const [cut, setCut] = useState<Cut | null>(null);
  const { from, before, typed } = chosen.text === text ? chosen : { from: 0, before: [], typed: null };
  const found = sentenceFrom(text.text, from);
  const sentence = typed ?? text.text.slice(found.from, found.to);
  const wanted = text.text.length <= AT_ONCE_UNITS || asked === text;
  const { split } = textTools;
  useEffect(() => {
    if (!wanted || sentence === '') return undefined;
    let waits = true;
    const timer = setTimeout(() => {
      split(sentence).then(
        (splits) => waits && setCut({ text, sentence, splits }),
        () => waits && setCut({ text, sentence, splits: 'failed' }),
      );
    }, TYPING_MS);
    return () => {
      waits = false;
      clearTimeout(timer);
    };
  }, [split, text, sentence, wanted]);
  const splits = cut?.text === text ? cut.splits : null;
  const next = sentenceFrom(text.text, found.to);
  return (
    <Part title={say.splits} widthPx={widthPx} note={say.splitsNote(formatCount(config.tokenizer.vocab_size))}>
      <div className="text-panel__replay">
        <TurnButton
          to="before"
          label={say.splitsEarlier}
          disabled={before.length === 0}
          onTurn={() => setChosen({ text, from: before.at(-1) ?? 0, before: before.slice(0, -1), typed: null })}
        />
        <TurnButton
          to="after"
          label={say.splitsLater}
          disabled={next.from >= text.text.length}
          onTurn={() => setChosen({ text, from: next.from, before: [...before, found.from], typed: null })}
        />
        <input
          type="text"
          className="text-panel__sentence"
          dir="auto"
          aria-label={say.splitsSentence}
          value={sentence}
          onChange={(event) => setChosen({ text, from, before, typed: event.target.value })}
        />
      </div>
      {!wanted && (
        <button type="button" className="button" onClick={() => setAsked(text)}>
          {say.splitsCut}
        </button>
      )}
      {wanted && splits === null && <p className="quiet">{say.splitsWaiting}</p>}
      {splits === 'failed' && <p className="none">{say.splitsFailed}</p>}
      {splits !== null && splits !== 'failed' && (
        <dl className="text-panel__splits">
          {splits.map((one) => (
            <Row key={one.kind} split={one} inUse={one.kind === config.tokenizer.kind} words={words} />
          ))}
        </dl>
      )}
    </Part>
  );
});

function Row({ split: { kind, pieces, d_vocab }, inUse, words }: { split: Split; inUse: boolean } & Pick<PanelProps, 'words'>) {
  const say = words.panels.text;
  const name = say.splitsKinds[kind] ?? kind;
  return (
    <div>
      <dt>
        <b>{name}</b>{' '}
        <span className="quiet">
          {say.splitsCount(formatCount(pieces.length), formatCount(d_vocab))}
          {inUse && ` · ${say.splitsHere}`}
        </span>
      </dt>
      <dd>
        <TokenFlow
          // Each piece is its own entry here: the three vocabularies have nothing to do with each other.
          ids={Int32Array.from(pieces.keys())}
          vocabulary={pieces}
          from={0}
          to={pieces.length}
          label={name}
          describe={(index) => {
            const piece = pieces[index] ?? { id: 0, text: '' };
            return say.splitsPiece(pieceLabel(piece).text, piece.id);
          }}
        />
      </dd>
    </div>
  );
}
