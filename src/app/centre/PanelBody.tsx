import { memo, useCallback, useEffect, useMemo } from 'react';
import type { ComponentType } from 'react';
import type { PanelId } from '#lexicon/selection.ts';
import type { Panel, PanelProps, WeightAccess, TextTools } from '#panels/contract.ts';
import { hover, probeAt, select } from '#state/actions/look.ts';
import { read as readAt } from '#state/actions/read.ts';
import { scan, stopScan } from '#state/actions/scan.ts';
import { score, stopScore } from '#state/actions/score.ts';
import { changeWeight } from '#state/actions/setting.ts';
import { cleaningDiff, correct, proofread, reclean, split } from '#state/actions/text.ts';
import { attempt } from '#state/actions/toasts.ts';
import { nearestKept, scrub } from '#state/actions/train.ts';
import { gradientNorms, trace, weightState } from '#state/actions/weights.ts';
import { runMetrics } from '#state/metrics.ts';
import { looked } from '#state/looked.ts';
import {
  selectCheckpoints,
  selectConfig,
  selectLanguage,
  selectMetricsVersion,
  selectSelection,
  selectText,
  useWords,
} from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { probedTokens } from '#state/tokens.ts';
import { Failure } from '../Failure.tsx';
import { ScalingContext } from '#view/scaling.ts';
import { Difference } from './Difference.tsx';
import { useTurn } from './turns.ts';
import { usePassing } from './usePassing.ts';
import { useExam } from './useExam.ts';
import { useScales } from './useScales.ts';

type BodyProps = {
  panel: Panel;
  visible: boolean;
  wide: boolean;
  widthPx: number;
  onWatch: (id: PanelId, names: readonly string[]) => void;
  /** Told when the picture is first drawn with what it reads. */
  onDrawn: () => void;
};
type PictureProps = { Body: ComponentType<PanelProps>; frozen: boolean; props: PanelProps };

const look = (firstToken: number): void => void attempt(probeAt(firstToken));
const endScan = (): void => void attempt(stopScan());
const endScore = (): void => void attempt(stopScore());
const goTo = (step: number): void => void attempt(scrub(nearestKept(useStore.getState().checkpoints, step) ?? null));
const TEXT_TOOLS: TextTools = {
  reclean: async (cleaning) => {
    await attempt(reclean(cleaning));
  },
  correct: (corrections) => void attempt(correct(corrections)),
  proofread,
  diff: cleaningDiff,
  split,
};
const unread = (): number => 0;

const WEIGHTS: WeightAccess = {
  gradientNorms,
  stateOf: weightState,
  trace,
  set: (weight, at, to) => void attempt(changeWeight(weight, at, to)),
};

/** `isReplaced`: the frame is still that of a run whose place another has taken. */
type Reading = { props: PanelProps; isReplaced: boolean };

/** What the panel reads now: the frame's arrays, the tokens they belong to, selection and settings. */
function useReading({ panel, visible, wide, widthPx, onWatch }: BodyProps): Reading {
  const { id } = panel;
  const watch = useCallback((names: readonly string[]) => onWatch(id, names), [id, onWatch]);
  const { frame, version, ...snapshot } = useTurn(visible);
  const passing = usePassing(id);
  const config = useStore(selectConfig);
  const { read, readOther } = snapshot;
  const steps = panel.differs?.(config) === true ? snapshot.difference : null;
  const difference = useMemo(() => steps && { ...steps, readA: read, readB: readOther }, [steps, read, readOther]);
  const text = useStore(selectText);
  const selection = useStore(selectSelection);
  const keptSteps = useStore(selectCheckpoints);
  const language = useStore(selectLanguage);
  const words = useWords();
  const historyVersion = useStore(visible && panel.readsHistory ? selectMetricsVersion : unread);
  const history = useMemo(
    () => ({ version: historyVersion, columns: runMetrics.columns, evaluations: runMetrics.evaluations }),
    [historyVersion],
  );
  const tokens = probedTokens(frame?.ids, text?.vocabulary);
  const { temperature, top_k, top_p } = config;
  const sampling = useMemo(() => ({ temperature, top_k, top_p }), [temperature, top_k, top_p]);
  const exam = useExam();
  const step = frame?.step ?? 0;
  const isReplaced = useStore(({ run }) => frame !== null && run !== null && frame.runId !== run.runId);
  const sought = useStore((state) => (state.sought.panel === id ? state.sought.times : 0));
  const props: PanelProps = {
    read: difference === null ? read : snapshot.readDifference,
    difference,
    passing,
    version,
    step,
    tokens,
    targets: frame?.targets ?? null,
    exam,
    config,
    text,
    selection,
    select,
    hover,
    followLook: looked.follow,
    watch,
    probeAt: look,
    keptSteps,
    readAt,
    scan,
    stopScan: endScan,
    score,
    stopScore: endScore,
    history,
    goTo,
    textTools: TEXT_TOOLS,
    weights: WEIGHTS,
    sampling,
    words,
    language,
    sought,
    wide,
    widthPx,
  };
  return { props, isReplaced };
}

/** A picture that can stand still: frozen, only another language or width draws it again. */
const Picture = memo(
  function Picture({ Body, props }: PictureProps) {
    return <Body {...props} />;
  },
  (before, { frozen, props }) => frozen && before.props.words === props.words && before.props.widthPx === props.widthPx,
);

/** A panel's picture. Off the screen, and until a frame of the present run carries its arrays, the last picture stays. */
export function PanelBody(body: BodyProps) {
  const { panel, visible, onDrawn } = body;
  const { props, isReplaced } = useReading(body);
  const scaling = useScales(panel.id, props.difference !== null);
  const names = panel.names(props.config);
  // What a panel without pictures of arrays shows of the text and the settings is not the frame's, and follows at once.
  const isLate = isReplaced && panel.drawsNone !== true;
  const isThere = names.length === 0 || (!isLate && names.some((name) => props.read(name) !== undefined));
  useEffect(() => {
    if (isThere && visible) onDrawn();
  }, [isThere, visible, onDrawn]);
  return (
    <Failure words={props.words} version={props.config}>
      <Difference shown={props.difference} reads={names.length > 0} />
      <ScalingContext value={scaling}>
        <Picture Body={panel.Body} frozen={!visible || !isThere} props={props} />
      </ScalingContext>
    </Failure>
  );
}
