import { useMemo } from 'react';
import { askedPosition, askedTokens } from '../asked.ts';
import type { Panel, PanelProps } from '../contract.ts';
import { Curves } from './Curves.tsx';
import './loss.css';
import { OnePosition } from './OnePosition.tsx';
import { Sequence } from './Sequence.tsx';
import { WholeText } from './WholeText.tsx';

const LOGITS = 'unembed.hook_out';
const LOSS = 'probe.loss';
const BESIDE_PX = 820;
const GAP_PX = 28;

/** What training lowers: the loss of one position, of the probed stretch, of the whole text, and over the steps. */
function Body(props: PanelProps) {
  const { read, tokens, targets, config, text, selection, words, widthPx } = props;
  const logits = read(LOGITS);
  const losses = read(LOSS);
  const V = logits?.shape.at(-1) ?? 0;
  const asked = useMemo(() => askedTokens({ tokens, targets, config }), [tokens, targets, config]);
  const scored = asked.reduce((count, target) => count + Number(target >= 0), 0);
  const position = askedPosition(asked, selection.position);
  const target = asked[position];
  if (!logits || !losses || scored < 1 || target === undefined) return <p className="quiet">{words.view.noData}</p>;
  const beside = widthPx >= BESIDE_PX;
  const leftPx = beside ? Math.floor((widthPx - GAP_PX) / 2) : widthPx;
  const rightPx = beside ? widthPx - GAP_PX - leftPx : widthPx;
  return (
    <div className="parts loss">
      <OnePosition
        {...props}
        logits={logits.data.subarray(position * V, (position + 1) * V)}
        position={position}
        target={target}
        scored={scored}
        widthPx={leftPx}
      />
      <div className="loss__column" style={{ width: rightPx }}>
        <Sequence {...props} losses={losses} position={position} widthPx={rightPx} />
        <Curves {...props} widthPx={rightPx} />
      </div>
      {text && text.ids.length > 0 && <WholeText {...props} text={text} />}
    </div>
  );
}

export const loss = { id: 'loss', names: () => [LOGITS, LOSS], readsHistory: true, Body } satisfies Panel;
