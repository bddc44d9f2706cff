import { memo } from 'react';
import { Legend } from '#view/Legend.tsx';
import { scaleEnd } from '#view/scale.ts';
import type { PanelProps } from '../contract.ts';
import { KINDS } from './columns.ts';
import type { Kind } from './columns.ts';
import type { Scales } from './scales.ts';

type LegendsProps = Pick<PanelProps, 'words'> & { scales: Scales; shown: ReadonlySet<Kind>; onToggle: () => void };

/** One colour bar, and where it ends for each kind of array. */
export const Legends = memo(function Legends({ scales, shown, words, onToggle }: LegendsProps) {
  const said = words.panels.flow;
  const { stream } = scales;
  if (!stream) return null;
  return (
    <div className="flow__legends">
      <span>{said.kinds.stream}</span>
      <Legend scale={stream} words={words} onToggle={onToggle} />
      {KINDS.map((kind) => {
        const scale = scales[kind];
        if (kind === 'stream' || !scale || !shown.has(kind)) return null;
        return (
          <span key={kind}>
            {said.kinds[kind]} <b>{scale.kind === 'diverging' ? `±${scaleEnd(scale)}` : `0–${scaleEnd(scale)}`}</b>
          </span>
        );
      })}
    </div>
  );
});
