import { useMemo } from 'react';
import type { RunConfig } from '#lexicon/config.ts';
import { worksheetNames, worksheetNamesAhead } from '#panels/worksheet/reads.ts';
import { selectConfig, selectLocked, selectOpenPanel, selectSelection, selectTrainingState } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';

/** One row of the vector's way: an array's name, and the depth it stands for (a layer, or what comes before). */
export type Depth = { name: string; at: 'embed' | 'position' | number };

/** The residual stream from the embedding to the last layer. */
export function depths(config: RunConfig): Depth[] {
  const hasPosition = config.position === 'learned' || config.position === 'sinusoidal';
  return [
    { name: 'hook_embed', at: 'embed' },
    ...(hasPosition ? [{ name: 'blocks.0.hook_resid_pre', at: 'position' } as const] : []),
    ...Array.from({ length: config.n_layers }, (_, layer) => ({ name: `blocks.${layer}.hook_resid_post`, at: layer })),
  ];
}

/** The weights with which a layer's heads look. */
export const patternName = (layer: number): string => `blocks.${layer}.attn.hook_pattern`;

const NONE: readonly string[] = [];
/** What the model expects after the last token, where nothing is selected. */
const UNASKED: readonly string[] = ['unembed.hook_out'];
/** The layout in one column, as App.css has it: there the inspector is far from what one looks at. */
const ONE_COLUMN = '(max-width: 799px)';

/** What the inspector reads: what the worksheet of the selected number does, else what a locked token's pictures do. */
export function useInspectorNames(): readonly string[] {
  const config = useStore(selectConfig);
  const { position, cell = null } = useStore(selectLocked);
  const { layer } = useStore(selectSelection);
  const training = useStore(selectTrainingState) === 'training';
  const alone = useStore(selectOpenPanel) !== null;
  const isLocked = position !== undefined && position !== null;
  return useMemo(() => {
    // While training, every name costs with every frame; at rest, one frame brings the next worksheets along.
    if (cell) return training ? worksheetNames(config, cell) : worksheetNamesAhead(config, cell);
    if (!isLocked) return alone || matchMedia(ONE_COLUMN).matches ? NONE : UNASKED;
    return [...depths(config).map(({ name }) => name), patternName(layer), 'unembed.hook_out', 'probe.loss'];
  }, [cell, training, isLocked, alone, config, layer]);
}
