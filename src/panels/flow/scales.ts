import { useState } from 'react';
import type { NamedArray } from '#lexicon/array.ts';
import { useAllShared, useScaling } from '#view/scaling.ts';
import { autoDiverging, calmer } from '#view/scale.ts';
import type { ColourScale } from '#view/scale.ts';
import type { PanelProps } from '../contract.ts';
import { KINDS, arrayName } from './columns.ts';
import type { Column, Kind } from './columns.ts';
import type { Rows } from './layout.ts';

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

/** Weights and shares lie between 0 and 1; their gradients and differences have a sign, as all else has. */
function scaleOf(kind: Kind, samples: readonly number[], signed: boolean): ColourScale {
  const usual = QUANTILES[kind] ?? QUANTILE;
  // Of the gradients at the logits only those of the likely tokens are not tiny.
  const wide = autoDiverging(samples, signed && kind === 'logits' ? VOCABULARY_QUANTILE : usual);
  const isShare = !signed && (kind === 'weights' || kind === 'share');
  return isShare ? { kind: 'sequential', max: Math.min(1, wide.limit), auto: true } : wide;
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

function sampled({ columns, read, backward, rows }: Shown): Map<Kind, number[]> {
  const found = new Map<Kind, number[]>();
  for (const { name, kind, axes } of columns) {
    const array = read(arrayName(name, backward));
    if (array) found.set(kind, [...(found.get(kind) ?? []), ...sampleOf(array, axes, rows)]);
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
  const samples = sampled(shown);
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
