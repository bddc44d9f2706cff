import { useMemo } from 'react';
import { lensLogits, rankOf } from '#math/logitLens.ts';
import type { Unembedding } from '#math/logitLens.ts';
import { softmax } from '#math/softmax.ts';
import { largest, rowOf } from '#math/statistics.ts';
import { Bars } from '#view/Bars.tsx';
import { Part } from '#view/Part.tsx';
import { TokenLabel } from '#view/TokenLabel.tsx';
import { formatCount, formatShare } from '#view/format.ts';
import type { PanelProps } from '../contract.ts';
import { pieceAlone, pieceName, pieceOf } from '../pieceOf.ts';
import { tokenName } from '../tokenName.ts';
import type { DepthName } from './depths.ts';

type CandidatesProps = Pick<PanelProps, 'tokens' | 'text' | 'words'> & {
  unembedding: Unembedding;
  /** The stream at the chosen depth, [T, D]. */
  stream: Float32Array;
  /** The same at the step that is compared, where one is. */
  before: { unembedding: Unembedding; stream: Float32Array } | null;
  names: readonly DepthName[];
  position: number;
  depth: number;
  /** The token of the text asked for, −1 for none. */
  actual: number;
  /** Why there is no such token, where there is none. */
  unasked: string;
  /** The token whose attribution is shown, null for the one of the text. */
  picked: number | null;
  onPick: (token: number) => void;
  widthPx: number;
};

const SHOWN = 10;

/** The likeliest tokens of one cell of the grid, and where the token of the text stands among all. */
export function Candidates(props: CandidatesProps) {
  const { tokens, text, words, unembedding, stream, before, names, position, depth, actual, unasked, picked, onPick, widthPx } =
    props;
  const said = words.panels.lens;
  const pB = useMemo(
    () => before && softmax(lensLogits(before.unembedding, rowOf(before.stream, position, before.unembedding.D))),
    [before, position],
  );
  const { top, p, rank } = useMemo(() => {
    const logits = lensLogits(unembedding, rowOf(stream, position, unembedding.D));
    const probabilities = softmax(logits);
    const first = largest(probabilities, SHOWN);
    return { top: first, p: probabilities, rank: rankOf(logits, actual) };
  }, [unembedding, stream, position, actual]);
  const title = said.candidates(position, tokenName(tokens, position), names[depth]?.long ?? '');
  const compared =
    actual < 0 ? unasked : said.candidatesNote(pieceName(text, actual), formatCount(rank), formatShare(p[actual] ?? Number.NaN));
  const focus = top.indexOf(picked ?? actual);
  return (
    <Part
      title={title}
      widthPx={widthPx}
      note={[compared, ...(pB ? [said.candidatesBefore] : []), said.candidatesPick].join(words.view.gap)}
    >
      <Bars
        label={title}
        colour="--pred"
        max={1}
        labelPx={Math.min(130, widthPx * 0.36)}
        focus={focus < 0 ? null : focus}
        rows={top.map((id) => ({
          key: id,
          name: pieceName(text, id),
          value: p[id] ?? Number.NaN,
          ...(pB ? { before: pB[id] ?? Number.NaN } : {}),
          display: formatShare(p[id] ?? Number.NaN),
          label: (
            <span className={id === actual ? 'lens__actual' : undefined}>
              <TokenLabel piece={pieceAlone(pieceOf(text, id))} />
            </span>
          ),
        }))}
        onSelect={(index) => top[index] !== undefined && onPick(top[index])}
      />
    </Part>
  );
}
