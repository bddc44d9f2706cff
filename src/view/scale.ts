import { useMemo, useState } from 'react';
import type { ColourScale } from './colourScale.ts';
import { DIVERGING_SIZE, SEQUENTIAL_SIZE, diverging, sequential } from './palette.ts';
import type { Lut, Palette } from './palette.ts';
import { useScaling, useShared } from './scaling.ts';

export type { ColourScale } from './colourScale.ts';

/** At most so many values are looked at to find a limit. */
const SAMPLES = 4096;
/** Below this share of the limit in force the data count as having become small. */
const FAR_BELOW = 0.18;
/** Shares that are all alike take no more than this part of the ramp: what hardly differs shall not look extreme. */
const EVEN_PART = 1 / 4;
/** Of at most so many rows of shares it is found how far they reach. */
const SAMPLED_ROWS = 512;

/** The next number of the form 1, 2 or 5 × 10^k that is not below `value`; 1 for 0 and what is not finite. */
export function roundUp125(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const exponent = Math.floor(Math.log10(value));
  for (const digit of [1, 2, 5, 10]) {
    const candidate = Number(`${digit}e${exponent}`);
    if (candidate >= value * (1 - 1e-9)) return candidate;
  }
  return Number(`1e${exponent + 1}`);
}

/** A scale for signed data whose limit covers the share `quantile` of the magnitudes, rounded up to 1, 2 or 5 × 10^k. */
export function autoDiverging(data: ArrayLike<number>, quantile = 0.95): ColourScale & { kind: 'diverging' } {
  return { kind: 'diverging', limit: roundUp125(magnitudeQuantile(data, quantile)), auto: true };
}

/** A scale for amounts without a sign, whose end covers the largest value, rounded up to 1, 2 or 5 × 10^k. */
export function autoSequential(data: ArrayLike<number>): ColourScale & { kind: 'sequential' } {
  let max = 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i] ?? 0;
    if (value > max && value !== Infinity) max = value;
  }
  return { kind: 'sequential', max: roundUp125(max), auto: true };
}

/**
 * How far a scale has to reach for a row of shares, which sum to 1: to the largest of them, and so far that they would
 * be pale if all were alike. What is exactly 0 (masked) has no part in the row.
 */
export function shareReach(shares: ArrayLike<number>, from = 0, length = shares.length): number {
  let largest = 0;
  let parts = 0;
  for (let i = from; i < from + length; i++) {
    const share = shares[i] ?? 0;
    if (share > 0) parts += 1;
    if (share > largest) largest = share;
  }
  return parts === 0 ? 0 : Math.max(largest, Math.min(1, 1 / (parts * EVEN_PART)));
}

/** A scale for shares, from 0 to what half of the rows need: few rows may need more (the first query gives itself all). */
export function autoShares(reaches: readonly number[]): ColourScale & { kind: 'sequential' } {
  const middle = Float64Array.from(reaches).sort()[reaches.length >> 1] ?? 1;
  return { kind: 'sequential', max: Math.min(1, roundUp125(middle)), auto: true, shares: true };
}

function reachesOf(data: ArrayLike<number>, rowLength: number): number[] {
  const rows = Math.floor(data.length / rowLength);
  const stride = Math.max(1, Math.ceil(rows / SAMPLED_ROWS));
  return Array.from({ length: Math.ceil(rows / stride) }, (_, at) => shareReach(data, at * stride * rowLength, rowLength));
}

/** The end of the scale in use, in the data's unit. */
export function scaleEnd(scale: ColourScale): number {
  return scale.kind === 'diverging' ? scale.limit : scale.max;
}

/** Keeps the earlier scale until the data exceed it or fall far below it, so that colours stay calm while training. */
export function calmer(earlier: ColourScale | null, wanted: ColourScale): ColourScale {
  if (!earlier || earlier.kind !== wanted.kind || !earlier.auto || !wanted.auto) return wanted;
  const [before, now] = [scaleEnd(earlier), scaleEnd(wanted)];
  return now > before || now < before * FAR_BELOW ? wanted : earlier;
}

/**
 * A calm scale for data that change from frame to frame. Where a person has fixed the panel's scales it stands, where they
 * are shared it is that of all, and where differences are shown it has a sign. `shareRow`: the data are rows of so many
 * shares that sum to 1.
 */
export function useAutoScale(kind: ColourScale['kind'], data: ArrayLike<number>, shareRow = 0): ColourScale {
  const { signed, auto } = useScaling();
  const own = useOwnScale(signed ? 'diverging' : kind, data, shareRow, auto);
  const standing = useMemo((): ColourScale => (auto ? own : { ...own, auto: false, held: true }), [own, auto]);
  return useShared(standing);
}

function autoScale(kind: ColourScale['kind'], data: ArrayLike<number>, shareRow: number): ColourScale {
  if (kind === 'diverging') return autoDiverging(data);
  return shareRow > 0 ? autoShares(reachesOf(data, shareRow)) : autoSequential(data);
}

function useOwnScale(kind: ColourScale['kind'], data: ArrayLike<number>, shareRow: number, auto: boolean): ColourScale {
  const [known, setKnown] = useState<{ data: ArrayLike<number>; scale: ColourScale } | null>(null);
  if (known?.scale.kind === kind && (known.data === data || !auto)) return known.scale;
  const wanted = autoScale(kind, data, shareRow);
  // Data without a size yet (none there, all zero) say nothing about the scale of those to come.
  if (!hasSize(data)) return known?.scale.kind === kind ? known.scale : wanted;
  const scale = calmer(known?.scale ?? null, wanted);
  setKnown({ data, scale });
  return scale;
}

/** The ramp of a scale in the theme's colours. */
export function lutOf(scale: ColourScale, palette: Palette): Lut {
  return scale.kind === 'diverging' ? diverging(palette) : sequential(palette);
}

/** Which entry of its ramp a value takes; −1 (draw nothing) for NaN and −∞. */
export function lutIndex(value: number, scale: ColourScale): number {
  if (Number.isNaN(value) || value === -Infinity) return -1;
  if (scale.kind === 'sequential') {
    const share = Math.min(1, Math.max(0, value / scale.max));
    return Math.round(share * (SEQUENTIAL_SIZE - 1));
  }
  const share = Math.min(1, Math.max(-1, value / scale.limit));
  const middle = (DIVERGING_SIZE - 1) / 2;
  return middle + Math.round(share * middle);
}

function hasSize(data: ArrayLike<number>): boolean {
  for (let i = 0; i < data.length; i++) {
    const value = data[i] ?? 0;
    if (value !== 0 && Number.isFinite(value)) return true;
  }
  return false;
}

function magnitudeQuantile(data: ArrayLike<number>, quantile: number): number {
  const stride = Math.max(1, Math.ceil(data.length / SAMPLES));
  const magnitudes: number[] = [];
  for (let i = 0; i < data.length; i += stride) {
    const value = Math.abs(data[i] ?? NaN);
    if (Number.isFinite(value)) magnitudes.push(value);
  }
  const sorted = Float64Array.from(magnitudes).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))] ?? 0;
}
