import type { Panel } from './contract.ts';
import { output } from './output/Output.tsx';
import { text } from './text/Text.tsx';

/** All panels, in the order of the forward pass: a new picture is its folder and a line here. */
export const panels: readonly Panel[] = [text, output];
