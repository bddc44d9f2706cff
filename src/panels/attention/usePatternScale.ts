import type { NamedArray } from '#lexicon/array.ts';
import { useAutoScale } from '#view/scale.ts';
import type { ColourScale } from '#view/scale.ts';

const NONE = new Float32Array();
const FIXED: ColourScale = { kind: 'sequential', max: 1, auto: false };

/** One scale for all heads of a layer, whose weights are [H, T, S]: that of shares, or fixed from 0 to 1. */
export function usePatternScale(weights: NamedArray | undefined, auto: boolean): ColourScale {
  const own = useAutoScale('sequential', weights?.data ?? NONE, weights?.shape[2]);
  return auto ? own : FIXED;
}
