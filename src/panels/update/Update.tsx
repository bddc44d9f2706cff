import type { Panel, PanelProps } from '../contract.ts';
import { Biography } from './Biography.tsx';
import { NormCourse, Rate } from './Course.tsx';
import { Masks } from './Masks.tsx';
import { Norms } from './Norms.tsx';
import './Update.css';

const BESIDE_PX = 760;
const GAP_PX = 28;

/** What training does to the weights: gradients along the depth and over the steps, one weight's life, the rate, dropout's masks. */
function Body(props: PanelProps) {
  const { text, words, widthPx } = props;
  if (!text || text.ids.length === 0) return <p className="none">{words.view.noData}</p>;
  const columnPx = widthPx >= BESIDE_PX ? Math.floor((widthPx - GAP_PX) / 2) : widthPx;
  return (
    <div className="parts">
      <Norms {...props} />
      <NormCourse {...props} widthPx={columnPx} />
      <Rate {...props} widthPx={columnPx} />
      <Biography {...props} />
      <Masks {...props} />
    </div>
  );
}

/** It draws none of the arrays of a frame, but a frame tells it which step is shown. */
export const update = { id: 'update', names: () => ['probe.loss'], drawsNone: true, readsHistory: true, Body } satisfies Panel;
