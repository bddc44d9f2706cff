import { useState } from 'react';
import type { NamedArray } from '#lexicon/array.ts';
import { useAllShared, useScaling } from '#view/scaling.ts';
import { autoDiverging, autoShares, calmer, shareReach } from '#view/scale.ts';
import type { ColourScale } from '#view/scale.ts';
import type { PanelProps } from '../contract.ts';
import { KINDS, arrayName } from './columns.ts';
import type { Column, Kind } from './columns.ts';
import type { Rows } from './layout.ts';

/** One scale for all columns of a kind. */
export type Scales = Partial<Record<Kind, ColourScale>>;

/** So many numbers of each array are looked at to find a limit. */
const SAMPLES = 384;
/** Of logits and probabilities more: the few large ones count. */
const SHARE_SAMPLES = 4096;
/** How many of the numbers lie within the scale: a few large ones shall not make the rest pale. */
const QUANTILE = 0.9;
/** Of the gradients at the logits, and of differences of probabilities, only those of the likely tokens are not tiny. */
const VOCABULARY_QUANTILE = 0.995;
const SIGNED_QUANTILES: Partial<Record<Kind, number>> = {
  logits: VOCABULARY_QUANTILE,
  share: VOCABULARY_QUANTILE,
  weights: 0.95,
};

/** Whether the rows of a kind are shares that sum to 1; their gradients and differences have a sign, as all else has. */
const isShare = (kind: Kind, signed: boolean): boolean => !signed && (kind === 'weights' || kind === 'share');

/** From samples of the numbers or, of shares, from how far each row reaches. */
function scaleOf(kind: Kind, samples: readonly number[], signed: boolean): ColourScale {
  if (isShare(kind, signed)) return autoShares(samples);
  return autoDiverging(samples, (signed ? SIGNED_QUANTILES[kind] : undefined) ?? QUANTILE);
}

/** Some of an array's numbers: of matrices those of the rows on screen, since the more keys there are, the less has each. */
function sampleOf({ data, shape }: NamedArray, axes: string, { first, count }: Rows): number[] {
  const [, T = 1, S = 1] = shape;
  const samples: number[] = [];
  const take = (from: number, end: number, stride: number): void => {
    for (let i = from; i < end; i += stride) {
      const value = data[i] ?? Number.NaN;
      // What a mask hides or makes exactly 0 says nothing about the size of the rest.
      if (value !== 0 && Number.isFinite(value)) samples.push(value);
    }
  };
  if (axes !== 'HTS') take(0, data.length, Math.max(1, Math.floor(data.length / (axes === 'TV' ? SHARE_SAMPLES : SAMPLES))));
  else
    for (let row = first; row < data.length / S; row += T)
      take(row * S, (row + count) * S, Math.max(1, Math.floor((count * S) / SAMPLES)));
  return samples;
}

/** How far each row on screen reaches, of all heads. */
function reachesOf({ data, shape }: NamedArray, { first, count }: Rows): number[] {
  const [T = 1, length = 1] = shape.slice(-2);
  const reaches: number[] = [];
  for (let block = 0; block < data.length; block += T * length)
    for (let row = first; row < Math.min(T, first + count); row++) reaches.push(shareReach(data, block + row * length, length));
  return reaches;
}

function sampled({ columns, read, backward, rows }: Shown, signed: boolean): Map<Kind, number[]> {
  const found = new Map<Kind, number[]>();
  for (const { name, kind, axes } of columns) {
    const array = read(arrayName(name, backward));
    if (!array) continue;
    const more = isShare(kind, signed) ? reachesOf(array, rows) : sampleOf(array, axes, rows);
    found.set(kind, [...(found.get(kind) ?? []), ...more]);
  }
  return found;
}

type Shown = { columns: readonly Column[]; read: PanelProps['read']; backward: boolean; rows: Rows };
type Known = { shown: Shown; signed: boolean; scales: Scales };

/** Calm scales that follow the numbers, or stand still where they are when `auto` is off; where all panels share one, that one. */
export function useScales(shown: Shown, auto: boolean): Scales {
  return useAllShared(useOwnScales(shown, auto));
}

function useOwnScales(shown: Shown, auto: boolean): Scales {
  const { signed } = useScaling();
  const [known, setKnown] = useState<Known | null>(null);
  const { columns, read, backward, rows } = shown;
  const isSameWay = known?.shown.backward === backward && known.signed === signed;
  const before = known?.shown;
  if (known && isSameWay && before?.read === read && before.columns === columns && before.rows.first === rows.first) {
    return labelled(known.scales, auto);
  }
  const samples = sampled(shown, backward || signed);
  const scales: Scales = isSameWay ? { ...known.scales } : {};
  for (const kind of KINDS) {
    const numbers = samples.get(kind);
    const earlier = scales[kind] ?? null;
    if (!numbers || numbers.length === 0 || (earlier && !auto)) continue;
    scales[kind] = calmer(earlier, scaleOf(kind, numbers, backward || signed));
  }
  setKnown({ shown, signed, scales });
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
