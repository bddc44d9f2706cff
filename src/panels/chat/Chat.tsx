import type { Panel, PanelProps } from '../contract.ts';
import { Changed } from './Changed.tsx';
import { FineTune } from './FineTune.tsx';
import { TalkPart } from './TalkPart.tsx';
import { OWN } from './words.ts';
import './chat.css';

/** From this width on fine-tuning stands beside the talk. */
const BESIDE_PX = 800;
const GAP_PX = 32;

/** A talk with the model, and the way to teach it one. */
function Body(props: PanelProps) {
  const { widthPx, language, config } = props;
  const say = OWN[language];
  if (config.objective === 'masked') return <p className="quiet">{say.masked}</p>;
  const beside = widthPx >= BESIDE_PX;
  const leftPx = beside ? Math.floor((widthPx - GAP_PX) * 0.55) : widthPx;
  const rightPx = beside ? widthPx - GAP_PX - leftPx : widthPx;
  return (
    <div className="parts chat">
      <TalkPart {...props} say={say} widthPx={leftPx} />
      <div className="chat__column" style={{ width: rightPx }}>
        <FineTune {...props} say={say} widthPx={rightPx} />
        <Changed {...props} say={say} widthPx={rightPx} />
      </div>
    </div>
  );
}

/** A frame brings the step; what is said comes from the engine when it is asked. */
const PROBED = 'hook_embed';

export const chat = { id: 'chat', names: () => [PROBED], drawsNone: true, Body } satisfies Panel;
