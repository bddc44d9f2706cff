import type { Panel, PanelProps } from '../contract.ts';
import { Effect } from './Effect.tsx';
import './lab.css';
import { Parts } from './Parts.tsx';
import { TwinsPart } from './TwinsPart.tsx';

const LOGITS = 'unembed.hook_out';
const LOSS = 'probe.loss';
const BESIDE_PX = 820;
const GAP_PX = 28;

/** What the model is without one of its parts: switched off in the trained model, or missing from the first step on. */
function Body(props: PanelProps) {
  const { config, text, words, widthPx } = props;
  if (config.objective === 'masked') return <p className="quiet">{words.panels.lab.masked}</p>;
  if (!text || text.ids.length === 0) return <p className="quiet">{words.view.noData}</p>;
  const beside = widthPx >= BESIDE_PX;
  const leftPx = beside ? Math.floor((widthPx - GAP_PX) / 2) : widthPx;
  const rightPx = beside ? widthPx - GAP_PX - leftPx : widthPx;
  return (
    <div className="parts lab">
      <div className="lab__column" style={{ width: leftPx }}>
        <Parts {...props} widthPx={leftPx} />
        <Effect {...props} widthPx={leftPx} />
      </div>
      <TwinsPart {...props} widthPx={rightPx} />
    </div>
  );
}

export const lab = { id: 'lab', names: () => [LOGITS, LOSS], Body } satisfies Panel;
