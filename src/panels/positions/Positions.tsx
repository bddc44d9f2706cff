import type { RunConfig } from '#lexicon/config.ts';
import type { Panel, PanelProps } from '../contract.ts';
import { Added } from './Added.tsx';
import { NoPositions } from './NoPositions.tsx';
import './positions.css';
import { Rotary } from './Rotary.tsx';
import { rotaryNames } from './rotaryNames.ts';

/** What each encoding reads. */
function namesOf(config: RunConfig): readonly string[] {
  switch (config.position) {
    case 'learned':
      return ['wpe.weight', 'hook_pos_embed'];
    case 'sinusoidal':
      return ['hook_pos_embed'];
    case 'rope':
      return Array.from({ length: config.n_layers }, (_, layer) => rotaryNames(layer)).flat();
    case 'none':
      return ['hook_embed'];
  }
}

/** How the model knows where a token stands: vectors that are added, angles that q and k are turned by, or nothing. */
function Body(props: PanelProps) {
  const { read, config, words } = props;
  if (config.position === 'rope') return <Rotary {...props} />;
  if (config.position === 'none') return <NoPositions {...props} />;
  // The learnt table covers the whole context; a computed encoding is known for the probed positions.
  const table = config.position === 'learned' ? (read('wpe.weight') ?? read('hook_pos_embed')) : read('hook_pos_embed');
  return table ? <Added {...props} table={table} /> : <p className="quiet">{words.view.noData}</p>;
}

/** Only a learnt encoding changes from step to step. */
export const positions = {
  id: 'positions',
  names: namesOf,
  differs: ({ position }) => position === 'learned',
  Body,
} satisfies Panel;
