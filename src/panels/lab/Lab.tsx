import { useEffect } from 'react';
import { patternName, scoresName } from '../attention/heads.ts';
import type { Panel, PanelProps } from '../contract.ts';
import { EditPattern } from './EditPattern.tsx';
import { Effect } from './Effect.tsx';
import './lab.css';
import { Parts } from './Parts.tsx';
import { Patch } from './Patch.tsx';
import { TwinsPart } from './TwinsPart.tsx';
import { useOutcome } from './useOutcome.ts';

const LOGITS = 'unembed.hook_out';
const LOSS = 'probe.loss';
const BESIDE_PX = 820;
const GAP_PX = 28;

/** What the model is without one of its parts, with an attention of one's own, or with values of another text. */
function Body(props: PanelProps) {
  const { config, text, selection, watch, words, widthPx } = props;
  const outcome = useOutcome(props);
  const layer = Math.min(selection.layer, config.n_layers - 1);
  useEffect(() => watch([patternName(layer), scoresName(layer)]), [watch, layer]);
  if (!text || text.ids.length === 0) return <p className="quiet">{words.view.noData}</p>;
  const causal = config.objective === 'causal';
  const beside = widthPx >= BESIDE_PX;
  const leftPx = beside ? Math.floor((widthPx - GAP_PX) / 2) : widthPx;
  const rightPx = beside ? widthPx - GAP_PX - leftPx : widthPx;
  return (
    <div className="parts lab">
      <div className="lab__column" style={{ width: leftPx }}>
        {causal && <Parts {...props} widthPx={leftPx} />}
        <EditPattern {...props} outcome={outcome} widthPx={leftPx} />
      </div>
      <div className="lab__column" style={{ width: rightPx }}>
        <Effect {...props} outcome={outcome} widthPx={rightPx} />
        {causal && <TwinsPart {...props} widthPx={rightPx} />}
      </div>
      <Patch {...props} />
      {!causal && <p className="quiet lab__why">{words.panels.lab.masked}</p>}
    </div>
  );
}

export const lab = { id: 'lab', names: () => [LOGITS, LOSS], Body } satisfies Panel;
