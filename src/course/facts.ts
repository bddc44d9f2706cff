import { weightLayout } from '#lexicon/weights.ts';
import { formatCount, formatNumber } from '#view/format.ts';
import type { Moment, Values } from './step.ts';

/** The numbers of the model and its text that any sentence of the course may name. */
export const FACTS = {
  layers: ({ config }) => formatCount(config.n_layers),
  heads: ({ config }) => formatCount(config.n_heads),
  width: ({ config }) => formatCount(config.d_model),
  headWidth: ({ config }) => formatCount(config.d_model / config.n_heads),
  ffn: ({ config }) => formatCount(config.d_mlp),
  context: ({ config }) => formatCount(config.n_ctx),
  vocabulary: ({ config }) => formatCount(config.d_vocab),
  batch: ({ config }) => formatCount(config.batch_size),
  rate: ({ config }) => String(config.learning_rate),
  temperature: ({ config }) => String(config.temperature),
  parameters: ({ config }) => formatCount(weightLayout(config).parameters),
  tokens: ({ text }) => formatCount(text?.ids.length ?? 0),
  trained: ({ text }) => formatCount(text?.trainTokens ?? 0),
  heldOut: ({ text }) => formatCount((text?.ids.length ?? 0) - (text?.trainTokens ?? 0)),
  characters: ({ text }) => formatCount(Array.from(text?.text ?? '').length),
  uniform: ({ text }) => formatNumber(text?.uniformNats ?? Number.NaN),
  unigram: ({ text }) => formatNumber(text?.unigramNats ?? Number.NaN),
  step: ({ state }) => formatCount(state.step),
  layer: ({ layer }) => formatCount(layer + 1),
  head: ({ head }) => formatCount(head + 1),
} as const satisfies Record<string, (moment: Moment) => string>;

export type FactId = keyof typeof FACTS;

const isFact = (name: string): name is FactId => name in FACTS;

/** A number by its name: one of the step's reading, else one of the model; a dash while it is not known. */
export function factOf(name: string, moment: Moment, values: Values | null): string {
  const value = values?.[name];
  if (typeof value === 'string') return value;
  if (value !== undefined) return Number.isInteger(value) ? formatCount(value) : formatNumber(value);
  return isFact(name) ? FACTS[name](moment) : '–';
}
