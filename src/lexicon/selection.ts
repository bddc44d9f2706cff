import type { ElementRef } from './expression.ts';

/**
 * What a person looks at. Every picture shows the same selection; hovering previews, a click locks.
 * `focused = { ...locked, ...hovered }`.
 */
export type Selection = {
  /** Position in the probed sequence. */
  position: number | null;
  /** A key position, where one was pointed at. */
  key: number | null;
  layer: number;
  head: number;
  neuron: number | null;
  /** Dimension of the residual stream. */
  dimension: number | null;
  /** A token of the vocabulary. */
  token: number | null;
  /** One number: an element of a named array, as the worksheet explains it. */
  cell: ElementRef | null;
};

export const NO_SELECTION: Selection = {
  position: null,
  key: null,
  layer: 0,
  head: 0,
  neuron: null,
  dimension: null,
  token: null,
  cell: null,
};

/** The panels by id, in the order of the forward pass. */
export const PANEL_IDS = [
  'flow',
  'text',
  'embeddings',
  'positions',
  'attention',
  'ffn',
  'layerNorm',
  'residual',
  'lens',
  'output',
  'task',
  'loss',
  'update',
  'generate',
  'latent',
  'lab',
  'chat',
] as const;
export type PanelId = (typeof PANEL_IDS)[number];
