import type { ModelConfig } from '#lexicon/config.ts';
import type { ElementRef } from '#lexicon/expression.ts';
import type { Selection } from '#lexicon/selection.ts';
import { largest, rowOf } from '#math/statistics.ts';
import { pieceLabel } from '#view/pieceLabel.ts';
import type { Moment, Row } from './step.ts';

/** A token as it stands in a sentence. */
export function nameOf({ text }: Moment, id: number): string {
  return pieceLabel(text?.vocabulary[id] ?? { id, text: '' }).text;
}

/** Selects the position that the card shows where none is selected, so that the panels show the same one. */
export function lookHere({ state, position }: Moment): Partial<Selection> | null {
  return position < 0 || (state.locked.position ?? null) !== null ? null : { position };
}

/** The residual stream after the last layer. */
export const lastStream = ({ n_layers }: ModelConfig): string => `blocks.${n_layers - 1}.hook_resid_post`;

/** The model's probabilities at the position looked at, [V]. */
export async function probabilitiesAt({ config, position, read }: Moment): Promise<Float32Array> {
  return rowOf(await read('probe.softmax'), position, config.d_vocab);
}

/** The probability of a token at the position looked at, as a row that can be explained. */
export function probabilityRow(token: number, probability: number, position: number): Row {
  return { name: { token }, value: probability, as: 'share', cell: { name: 'probe.softmax', index: [position, token] } };
}

/** The likeliest tokens at the position looked at. */
export function likeliest(probabilities: Float32Array, count: number, position: number): Row[] {
  return largest(probabilities, count).map((token) => probabilityRow(token, probabilities[token] ?? Number.NaN, position));
}

/** Whether an array of this name is one of the weights. */
export const isWeight = (name: string): boolean => /^(wte|wpe|h\.\d+|ln_f|lm_head)\./.test(name);

/** The weight a step follows: the selected number where it is one of a weight, else the first of a layer's feed-forward network. */
export function followedWeight({ state, config, layer }: Moment): ElementRef {
  const { cell } = state.locked;
  return cell && isWeight(cell.name)
    ? cell
    : { name: `h.${Math.min(layer, config.n_layers - 1)}.mlp.c_fc.weight`, index: [0, 0] };
}
