import { useState } from 'react';
import { autoDiverging, calmer } from '#view/scale.ts';
import type { ColourScale } from '#view/scale.ts';
import type { PanelProps } from '../contract.ts';
import { KINDS, arrayName } from './columns.ts';
import type { Column, Kind } from './columns.ts';

/** One scale for all columns of a kind. */
export type Scales = Partial<Record<Kind, ColourScale>>;

/** So many numbers of each array are looked at to find a limit. */
const SAMPLES = 384;
/** Of probabilities more: the few large ones count. */
const SHARE_SAMPLES = 4096;
/** How many of the numbers lie within the scale: a few large ones shall not make the rest pale. */
const QUANTILE = 0.9;
/** The first tokens have few keys to share a weight of 1 among: their weights say little about those of the rest. */
const VOCABULARY_QUANTILE = 0.995;
const QUANTILES: Partial<Record<Kind, number>> = { weights: 0.95, share: VOCABULARY_QUANTILE };

/** Weights and shares lie between 0 and 1; their gradients have a sign, as all else has. */
function scaleOf(kind: Kind, samples: readonly number[], backward: boolean): ColourScale {
  const usual = QUANTILES[kind] ?? QUANTILE;
  // Of the gradients at the logits only those of the likely tokens are not tiny.
  const signed = autoDiverging(samples, backward && kind === 'logits' ? VOCABULARY_QUANTILE : usual);
  const isShare = !backward && (kind === 'weights' || kind === 'share');
  return isShare ? { kind: 'sequential', max: Math.min(1, signed.limit), auto: true } : signed;
}

function sampled(columns: readonly Column[], read: PanelProps['read'], backward: boolean): Map<Kind, number[]> {
  const found = new Map<Kind, number[]>();
  for (const { name, kind, axes } of columns) {
    const data = read(arrayName(name, backward))?.data;
    if (!data) continue;
    const samples = found.get(kind) ?? [];
    const stride = Math.max(1, Math.floor(data.length / (axes === 'TV' ? SHARE_SAMPLES : SAMPLES)));
    for (let i = 0; i < data.length; i += stride) {
      const value = data[i] ?? Number.NaN;
      // What a mask hides or makes exactly 0 says nothing about the size of the rest.
      if (value !== 0 && Number.isFinite(value)) samples.push(value);
    }
    found.set(kind, samples);
  }
  return found;
}

type Known = { read: PanelProps['read']; columns: readonly Column[]; backward: boolean; scales: Scales };

/** Calm scales that follow the numbers, or stand still where they are when `auto` is off. */
export function useScales(columns: readonly Column[], read: PanelProps['read'], backward: boolean, auto: boolean): Scales {
  const [known, setKnown] = useState<Known | null>(null);
  const isSameWay = known?.backward === backward;
  if (known && isSameWay && known.read === read && known.columns === columns) return labelled(known.scales, auto);
  const samples = sampled(columns, read, backward);
  const scales: Scales = isSameWay ? { ...known.scales } : {};
  for (const kind of KINDS) {
    const numbers = samples.get(kind);
    const earlier = scales[kind] ?? null;
    if (!numbers || numbers.length === 0 || (earlier && !auto)) continue;
    scales[kind] = calmer(earlier, scaleOf(kind, numbers, backward));
  }
  setKnown({ read, columns, backward, scales });
  return labelled(scales, auto);
}

const fixed = new WeakMap<Scales, Scales>();

/** The same scales, called fixed; the same object as long as they are the same. */
function labelled(scales: Scales, auto: boolean): Scales {
  if (auto) return scales;
  const known = fixed.get(scales);
  if (known) return known;
  const standing = Object.fromEntries(Object.entries(scales).map(([kind, scale]) => [kind, { ...scale, auto: false }]));
  fixed.set(scales, standing);
  return standing;
}
