import { useEffect, useRef } from 'react';
import type { PanelId } from '#lexicon/selection.ts';
import { openPanel, seekPanel } from '#state/actions/look.ts';
import { selectOpenPanel, selectPanelsInView, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';

/** The panel that shows each stage of the way. */
const STAGES = [
  { id: 'text', panel: 'text' },
  { id: 'tokens', panel: 'text' },
  { id: 'embedding', panel: 'embeddings' },
  { id: 'position', panel: 'positions' },
  { id: 'blocks', panel: 'flow' },
  { id: 'output', panel: 'output' },
  { id: 'loss', panel: 'loss' },
  { id: 'update', panel: 'update' },
  { id: 'generate', panel: 'generate' },
] as const satisfies readonly { id: string; panel: PanelId }[];

/** The panels of one block belong to the same stage. */
const STAGE_OF: Record<PanelId, (typeof STAGES)[number]['id']> = {
  flow: 'blocks',
  text: 'tokens',
  embeddings: 'embedding',
  positions: 'position',
  attention: 'blocks',
  ffn: 'blocks',
  layerNorm: 'blocks',
  residual: 'blocks',
  lens: 'output',
  output: 'output',
  task: 'loss',
  loss: 'loss',
  update: 'update',
  generate: 'generate',
  latent: 'generate',
  lab: 'blocks',
  chat: 'generate',
};

function bringIntoView(id: string): void {
  const element = document.getElementById(id);
  element?.scrollIntoView({ block: 'start' });
  element?.focus({ preventScroll: true });
}

/** So much of its neighbours shows beside the stage one has come to. */
const BESIDE_PX = 40;

/** Keeps the stage one has come to in sight where the row is wider than its room. */
function useStageInSight(current: string | null) {
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = row.current;
    if (!element) return undefined;
    const show = (): void => {
      const stage = element.querySelector('[aria-current]');
      if (!stage) return;
      const [room, own] = [element.getBoundingClientRect(), stage.getBoundingClientRect()];
      if (own.left < room.left + BESIDE_PX) element.scrollLeft += own.left - room.left - BESIDE_PX;
      else if (own.right > room.right - BESIDE_PX) element.scrollLeft += own.right - room.right + BESIDE_PX;
    };
    // Called at once, and again where what stands beside the row leaves it less room.
    const observer = new ResizeObserver(show);
    observer.observe(element);
    return () => observer.disconnect();
  }, [current]);
  return row;
}

/** The way of the data as a row of stages; a click goes to where the stage is shown. */
export function Rail() {
  const words = useWords();
  const open = useStore(selectOpenPanel);
  const visible = useStore(selectPanelsInView);
  const first = open ?? visible[0];
  const current = first === undefined ? null : STAGE_OF[first];
  const row = useStageInSight(current);
  const go = (stage: (typeof STAGES)[number]): void => {
    if (open !== null) openPanel(stage.panel);
    else bringIntoView(`panel-${stage.panel}`);
    seekPanel(stage.panel);
  };
  return (
    <nav ref={row} className="rail" aria-label={words.shell.rail.label}>
      {STAGES.map((stage) => (
        <span key={stage.id} className="rail__stage">
          <button
            type="button"
            className={stage.id === current ? 'rail__button rail__button--on' : 'rail__button'}
            aria-current={stage.id === current ? 'location' : undefined}
            onClick={() => go(stage)}
          >
            {words.shell.rail.stages[stage.id]}
          </button>
        </span>
      ))}
    </nav>
  );
}
