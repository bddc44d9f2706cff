import { useCallback, useMemo, useState } from 'react';
import { pathOf, useWriting } from '#state/writing.ts';
import { selectRun } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import type { Panel, PanelProps } from '../contract.ts';
import { Branches } from './Branches.tsx';
import { Controls } from './Controls.tsx';
import { CopiedPart } from './CopiedPart.tsx';
import './generate.css';
import './ledger.css';
import { Ledger } from './Ledger.tsx';
import { copiedSpans } from './novelty.ts';
import { Readable } from './Readable.tsx';
import { useCopied } from './useCopied.ts';
import { WrittenText } from './WrittenText.tsx';

/** From this width on the draw stands beside the text. */
const BESIDE_PX = 800;
const GAP_PX = 28;
/** How many pieces in a row count as a copy, at first: fewer stand in any text of the same language by chance. */
const AT_FIRST = 4;

const NOTHING = { spans: [] as const };

/**
 * Writing as it happens: the text, the draw of each token, its branches, what is copied, and how it becomes readable. Each
 * part is given only what it reads, so that a long text stands still while the model trains.
 */
function Body(props: PanelProps) {
  const { config, words, text, select, hover, probeAt, widthPx } = props;
  const { writing, playing } = useWriting();
  const run = useStore(selectRun);
  const [looked, setLooked] = useState<{ key: number; at: number } | null>(null);
  const [n, setN] = useState(AT_FIRST);
  const path = useMemo(() => (writing ? pathOf(writing) : []), [writing]);
  const ids = useMemo(() => path.map(({ id }) => id), [path]);
  const here = writing !== null && writing.runId === run?.runId;
  const copied = useCopied(ids, here);
  const { spans } = useMemo(() => (copied ? { spans: copiedSpans(copied, n) } : NOTHING), [copied, n]);
  const current = writing?.current ?? null;
  const look = useCallback((next: number): void => setLooked(current === null ? null : { key: current, at: next }), [current]);
  if (config.objective === 'masked') return <p className="quiet">{words.problems.maskedGeneration({})}</p>;
  const at = looked && looked.key === writing?.current && looked.at < path.length ? looked.at : path.length - 1;
  const beside = widthPx >= BESIDE_PX;
  const leftPx = beside ? Math.floor((widthPx - GAP_PX) / 2) : widthPx;
  const rightPx = beside ? widthPx - GAP_PX - leftPx : widthPx;
  return (
    <div className="parts generate">
      <Controls {...props} writing={writing} playing={playing} here={here} />
      <div className="generate__column" style={{ width: leftPx }}>
        <WrittenText
          config={config}
          words={words}
          writing={writing}
          path={path}
          here={here}
          at={looked === null ? null : at}
          copied={copied}
          spans={spans}
          onLook={look}
          widthPx={leftPx}
        />
        {writing && path.length > 0 && <Branches words={words} writing={writing} widthPx={leftPx} />}
        <CopiedPart
          config={config}
          words={words}
          text={text}
          select={select}
          hover={hover}
          probeAt={probeAt}
          writing={writing}
          copied={copied}
          ids={ids}
          spans={spans}
          n={n}
          onN={setN}
          widthPx={leftPx}
        />
      </div>
      <div className="generate__column" style={{ width: rightPx }}>
        <Ledger words={words} writing={writing} path={path} at={at} onLook={look} widthPx={rightPx} />
        <Readable words={words} writing={writing} ids={ids} widthPx={rightPx} />
      </div>
    </div>
  );
}

/** A frame brings the step; the text itself is drawn from its own ledgers. */
const PROBED = 'hook_embed';

export const generate = { id: 'generate', names: () => [PROBED], drawsNone: true, Body } satisfies Panel;
