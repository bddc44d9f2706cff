import { useState } from 'react';
import { autoDiverging, calmer, useAutoScale } from '#view/scale.ts';
import type { ColourScale } from '#view/scale.ts';
import { useScaling } from '#view/scaling.ts';

/** The first query gives itself weight 1 whatever the head does, so the end of an automatic scale is not the maximum. */
const QUANTILE = 0.97;
const NONE = new Float32Array();
const FIXED: ColourScale = { kind: 'sequential', max: 1, auto: false };

/** One scale for all heads of a layer: calm and automatic up to a high quantile of the weights, or fixed from 0 to 1; with a sign for differences. */
export function usePatternScale(weights: Float32Array | undefined, auto: boolean): ColourScale {
  const { signed } = useScaling();
  const differences = useAutoScale('diverging', weights ?? NONE);
  const [known, setKnown] = useState<{ weights: Float32Array; scale: ColourScale } | null>(null);
  if (signed && auto) return differences;
  if (!auto || weights === undefined) return FIXED;
  if (known?.weights === weights) return known.scale;
  const wanted: ColourScale = { kind: 'sequential', max: Math.min(1, autoDiverging(weights, QUANTILE).limit), auto: true };
  const scale = calmer(known?.scale ?? null, wanted);
  setKnown({ weights, scale });
  return scale;
}
