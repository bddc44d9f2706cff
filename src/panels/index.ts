import { attention } from './attention/Attention.tsx';
import type { Panel } from './contract.ts';
import { embeddings } from './embeddings/Embeddings.tsx';
import { ffn } from './ffn/Ffn.tsx';
import { flow } from './flow/Flow.tsx';
import { layerNorm } from './layerNorm/LayerNorm.tsx';
import { lens } from './lens/Lens.tsx';
import { output } from './output/Output.tsx';
import { positions } from './positions/Positions.tsx';
import { residual } from './residual/Residual.tsx';
import { text } from './text/Text.tsx';

/** All panels, in the order of the forward pass: a new picture is its folder and a line here. */
export const panels: readonly Panel[] = [flow, text, embeddings, positions, attention, ffn, layerNorm, residual, lens, output];
