import { memo, useEffect, useMemo, useState } from 'react';
import type { CorrectionKind, Proofs } from '#lexicon/cleaning.ts';
import type { TextInfo } from '#lexicon/messages.ts';
import { Choice } from '#view/Choice.tsx';
import { formatCount } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { useRowWindow } from '#view/useRowWindow.ts';
import type { PanelProps } from '../contract.ts';
import { correctionAt, countKinds, numbersOf } from './proofs.ts';
import { readable, visible } from './visible.ts';

type CorrectionsProps = Pick<PanelProps, 'textTools' | 'words' | 'wide' | 'widthPx'> & { text: TextInfo };
type Read = { text: TextInfo; proofs: Proofs | 'failed' };

const ROW_PX = 28;
const AROUND_UNITS = 26;
/** A space that keeps its width at the end of a line. */
const HARD_SPACE = '\u00A0';
const NONE: ReadonlySet<number> = new Set();

/** What looks mistyped in a text, read for once it stands. */
function useProofs(text: TextInfo, proofread: PanelProps['textTools']['proofread']): Proofs | 'failed' | null {
  const [read, setRead] = useState<Read | null>(null);
  useEffect(() => {
    let wanted = true;
    proofread().then(
      (proofs) => wanted && proofs && setRead({ text, proofs }),
      () => wanted && setRead({ text, proofs: 'failed' }),
    );
    return () => {
      wanted = false;
    };
  }, [text, proofread]);
  return read?.text === text ? read.proofs : null;
}

/** What looks mistyped, as a list of places; what is accepted is corrected in one go. */
export const Corrections = memo(function Corrections(props: CorrectionsProps) {
  const { text, textTools, words, widthPx } = props;
  const say = words.panels.text;
  const proofs = useProofs(text, textTools.proofread);
  const made = text.cleaning.changes.find(({ kind }) => kind === 'correction');
  const takeBack = made && (
    <button type="button" className="button" onClick={() => textTools.correct([])}>
      {say.proofsTakeBack(formatCount(made.count))}
    </button>
  );
  const found = proofs !== null && proofs !== 'failed' && proofs.kinds.length > 0 ? proofs : null;
  return (
    <Part title={say.proofs} widthPx={widthPx} note={found ? say.proofsNote : undefined} aside={takeBack}>
      {found ? (
        <Found {...props} proofs={found} />
      ) : (
        <p className="quiet">{proofs === null ? say.proofsReading : proofs === 'failed' ? say.proofsFailed : say.proofsNone}</p>
      )}
    </Part>
  );
});

function Found({ text, textTools, proofs, words, wide }: CorrectionsProps & { proofs: Proofs }) {
  const say = words.panels.text;
  const [kind, setKind] = useState<CorrectionKind | 'all'>('all');
  const [state, setState] = useState({ proofs, accepted: NONE });
  const accepted = state.proofs === proofs ? state.accepted : NONE;
  const accept = (next: ReadonlySet<number>): void => setState({ proofs, accepted: next });
  const counts = useMemo(() => countKinds(proofs), [proofs]);
  const shownKind = counts.some((row) => row.kind === kind) ? kind : 'all';
  const numbers = useMemo(() => numbersOf(proofs, shownKind === 'all' ? null : shownKind), [proofs, shownKind]);
  const heightPx = Math.min(numbers.length * ROW_PX, wide ? 308 : 168);
  const { first, end, abovePx, belowPx, onScroll } = useRowWindow(numbers.length, ROW_PX, heightPx);
  const toggle = (i: number): void => {
    const next = new Set(accepted);
    if (!next.delete(i)) next.add(i);
    accept(next);
  };
  const correct = (): void =>
    textTools.correct([...accepted].sort((a, b) => a - b).map((i) => correctionAt(proofs, text.text, i)));
  return (
    <>
      <div className="text-panel__proofs-bar">
        <Choice
          label={say.proofsShown}
          value={shownKind}
          onChange={setKind}
          options={[
            { value: 'all' as const, name: say.proofsKind(say.proofsAll, formatCount(proofs.kinds.length)) },
            ...counts.map((row) => ({ value: row.kind, name: say.proofsKind(say.proofKinds[row.kind], formatCount(row.count)) })),
          ]}
        />
        <button type="button" className="button" onClick={() => accept(new Set([...accepted, ...numbers]))}>
          {say.proofsAcceptShown}
        </button>
        <button type="button" className="button button--bare" disabled={accepted.size === 0} onClick={() => accept(NONE)}>
          {say.proofsAcceptNone}
        </button>
      </div>
      <div className="text-panel__scroll" style={{ height: heightPx }} onScroll={onScroll}>
        <ul className="text-panel__proofs" style={{ paddingTop: abovePx, paddingBottom: belowPx }}>
          {Array.from(numbers.subarray(first, end), (i, row) => (
            <li key={i} style={{ height: ROW_PX }} aria-setsize={numbers.length} aria-posinset={first + row + 1}>
              <Proof proofs={proofs} i={i} text={text} words={words} accepted={accepted.has(i)} onToggle={toggle} />
            </li>
          ))}
        </ul>
      </div>
      <div className="text-panel__proofs-bar">
        <button type="button" className="button button--main" disabled={accepted.size === 0} onClick={correct}>
          {say.proofsCorrect(formatCount(accepted.size))}
        </button>
        <output className="quiet">{say.proofsAccepted(formatCount(accepted.size), formatCount(proofs.kinds.length))}</output>
      </div>
    </>
  );
}

type ProofProps = Pick<PanelProps, 'words'> & {
  proofs: Proofs;
  i: number;
  text: TextInfo;
  accepted: boolean;
  onToggle: (i: number) => void;
};

/** One place: what stands there, struck out, and what it would become, within what stands around it. */
function Proof({ proofs, i, text, words, accepted, onToggle }: ProofProps) {
  const say = words.panels.text;
  const { kind, at, before, after } = correctionAt(proofs, text.text, i);
  const behind = at + before.length;
  // Spaces by themselves have to be seen.
  const was = before.trim() === '' ? visible(before) : readable(before);
  return (
    <label className="text-panel__proof" title={say.proofKinds[kind]}>
      <input
        type="checkbox"
        checked={accepted}
        aria-label={say.proofAccept(formatCount(at), was, readable(after) || say.proofNothing)}
        onChange={() => onToggle(i)}
      />
      <span className="text-panel__at">{formatCount(at)}</span>
      <span className="text-panel__around text-panel__around--before">
        <bdi>{readable(text.text.slice(Math.max(0, at - AROUND_UNITS), at)).replaceAll(' ', HARD_SPACE)}</bdi>
      </span>
      <del>{was}</del>
      {after !== '' && <ins>{readable(after)}</ins>}
      <span className="text-panel__around">{readable(text.text.slice(behind, behind + AROUND_UNITS))}</span>
    </label>
  );
}
