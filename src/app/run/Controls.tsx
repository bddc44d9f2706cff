import { takeApart } from '#state/actions/apart.ts';
import { attempt } from '#state/actions/toasts.ts';
import { togglePlay, train } from '#state/actions/train.ts';
import { runMetrics } from '#state/metrics.ts';
import {
  selectDivergence,
  selectMetricsVersion,
  selectPhase,
  selectStep,
  selectText,
  selectTraining,
  selectTrainingState,
  useWords,
} from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { formatCount, formatNumber } from '#view/format.ts';
import { Icon } from '#view/Icon.tsx';
import { mayNotMove } from '../keyboard.ts';

function Buttons() {
  const words = useWords().shell.run;
  const state = useStore(selectTrainingState);
  const phase = useStore(selectPhase);
  const divergence = useStore(selectDivergence);
  const text = useStore(selectText);
  const off = phase !== 'ready' || divergence !== null || (text?.ids.length ?? 0) === 0;
  const plays = state === 'training';
  return (
    <div className="run__buttons">
      <button
        type="button"
        className="button button--main run__play"
        disabled={off}
        onClick={togglePlay}
        aria-keyshortcuts="Space"
        title={words.playKey}
      >
        <Icon name={plays ? 'pause' : 'play'} sizePx={14} />
        {plays ? words.pause : words.play}
      </button>
      <button
        type="button"
        className="button"
        disabled={off || plays}
        title={words.stepHelp}
        onClick={() => void attempt(train(1))}
      >
        <Icon name="step" sizePx={14} />
        {words.step}
      </button>
      <button
        type="button"
        className="button button--icon"
        disabled={off}
        aria-keyshortcuts="s"
        aria-label={words.slow}
        title={words.slowHelp}
        onClick={() => void attempt(takeApart(!mayNotMove()))}
      >
        <Icon name="slow" sizePx={14} />
      </button>
    </div>
  );
}

function Speed() {
  const words = useWords().shell.run;
  const step = useStore(selectStep);
  const { state, msPerStep } = useStore(selectTraining);
  const runs = state === 'training' && msPerStep > 0;
  return (
    <p className="run__speed quiet">
      <strong className="run__step">{words.stepNumber(formatCount(step))}</strong>
      {runs ? <span>{words.stepsPerSecond(formatNumber(1000 / msPerStep))}</span> : <span>{words.states[state]}</span>}
    </p>
  );
}

/** What stands where there is no number yet. */
const NONE = '–';

/** The newest numbers of the run, each of the last step or the last evaluation; every one keeps its place. */
function Numbers() {
  const words = useWords().shell.run;
  const version = useStore(selectMetricsVersion);
  const { tokensPerSecond } = useStore(selectTraining);
  const last = version >= 0 ? runMetrics.last() : null;
  const evaluation = runMetrics.evaluations().at(-1);
  const validated = evaluation && Number.isFinite(evaluation.valLoss) ? evaluation : undefined;
  const perplexity = validated?.valLoss ?? last?.loss;
  const accuracy = validated?.valAccuracy ?? evaluation?.trainAccuracy;
  const rows = [
    { name: words.loss, value: last ? formatNumber(last.loss) : NONE },
    { name: words.validation, value: validated ? formatNumber(validated.valLoss) : NONE },
    { name: words.perplexity, value: perplexity === undefined ? NONE : formatNumber(Math.exp(perplexity)) },
    { name: words.accuracy, value: accuracy === undefined || Number.isNaN(accuracy) ? NONE : `${(100 * accuracy).toFixed(1)} %` },
    { name: words.gradNorm, value: last && Number.isFinite(last.gradNorm) ? formatNumber(last.gradNorm) : NONE },
    { name: words.tokensPerSecond, value: tokensPerSecond > 0 ? formatCount(tokensPerSecond) : NONE },
  ];
  return (
    <dl className="run__numbers">
      {rows.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Play, pause, step; and how it goes. */
export function Controls() {
  return (
    <div className="run__controls" id="run-controls" tabIndex={-1}>
      <Buttons />
      <Speed />
      <Numbers />
    </div>
  );
}
