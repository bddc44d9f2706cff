import { attempt } from '#state/actions/toasts.ts';
import { rewind } from '#state/actions/train.ts';
import { selectConfig, selectDivergence, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { formatCount } from '#view/format.ts';
import { formatSetting } from './settings/format.ts';
import './Divergence.css';

/** How much lower the rate is that is proposed. */
const LOWER_BY = 4;

/** What to do when the numbers are no longer finite: back to the last good step, with a lower rate. */
export function Divergence() {
  const words = useWords();
  const divergence = useStore(selectDivergence);
  const { learning_rate } = useStore(selectConfig);
  if (divergence === null) return null;
  const rate = Number((learning_rate / LOWER_BY).toPrecision(2));
  const { title, body, rewind: back } = words.shell.diverged;
  return (
    <div className="divergence" role="alert">
      <p>
        <strong>{title(formatCount(divergence.step))}</strong> {body(divergence.tensor, formatCount(divergence.lastGood))}
      </p>
      <button type="button" className="button button--main" onClick={() => void attempt(rewind(rate))}>
        {back(formatCount(divergence.lastGood), formatSetting(rate))}
      </button>
    </div>
  );
}
