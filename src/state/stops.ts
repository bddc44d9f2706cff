import type { RunConfig } from '#lexicon/config.ts';
import type { Field } from '#lexicon/fields.ts';

/** Steps within a decade that a hand can tell apart on a logarithmic slider. */
const DECADE = [1, 1.5, 2, 3, 5, 7];
/** Whole numbers up to here are all offered; beyond, a slider moves in these steps within each doubling. */
const ALL_UP_TO = 256;
const STEPS_A_DOUBLING = 16;

function decades(min: number, max: number): number[] {
  const stops: number[] = [];
  for (let exponent = Math.floor(Math.log10(min)); exponent <= Math.ceil(Math.log10(max)); exponent++) {
    stops.push(...DECADE.map((digit) => Number(`${digit}e${exponent}`)));
  }
  return stops.filter((value) => value >= min && value <= max);
}

/** Multiples of `step` from `min` to `max`, free of the rounding of repeated addition. */
function multiples(min: number, max: number, step: number): number[] {
  const stops: number[] = [];
  for (let i = 0; min + i * step <= max * (1 + 1e-12); i++) stops.push(Number((min + i * step).toPrecision(12)));
  return stops;
}

/** Whole numbers, thinned geometrically where there are too many for a hand. */
function integers(min: number, max: number, step: number): number[] {
  if ((max - min) / step <= ALL_UP_TO) return multiples(min, max, step);
  const stops = multiples(min, min + ALL_UP_TO * step, 16 * step);
  let value = stops.at(-1) ?? min;
  while (value < max) {
    const jump = Math.max(step, 2 ** Math.floor(Math.log2(value / STEPS_A_DOUBLING)));
    value = Math.min(max, (Math.floor(value / jump) + 1) * jump);
    stops.push(value);
  }
  return stops;
}

function headsFit(heads: number, width: number, rotary: boolean): boolean {
  return width % heads === 0 && (!rotary || (width / heads) % 2 === 0);
}

/**
 * The values a slider offers for a numeric field, ascending, the present one always among them. Head counts are
 * those that divide the width (into even parts with rotary positions), widths those that the heads divide.
 */
export function stopsOf(field: Field & { type: 'integer' | 'number' }, config: RunConfig): number[] {
  const present = config[field.name];
  const rotary = config.position === 'rope';
  let stops: number[];
  if (field.name === 'n_heads') {
    stops = multiples(field.min, field.max, 1).filter((heads) => headsFit(heads, config.d_model, rotary));
  } else if (field.name === 'd_model') {
    stops = multiples(field.min, field.max, 1).filter(
      (width) => width % (width > 128 ? 8 : 4) === 0 && headsFit(config.n_heads, width, rotary),
    );
  } else if (field.name === 'd_mlp') {
    stops = multiples(field.min, field.max, 8);
  } else if (field.name === 'n_ctx') {
    stops = multiples(field.min, field.max, 4);
  } else if (field.type === 'integer') {
    stops = integers(field.min, field.max, field.step);
  } else {
    stops = field.scale === 'log' ? decades(field.min, field.max) : multiples(field.min, field.max, field.step);
  }
  if (typeof present === 'number' && !stops.includes(present)) stops = [...stops, present].toSorted((a, b) => a - b);
  return stops;
}

/** The index of the stop nearest to a value. */
export function nearestStop(stops: readonly number[], value: number): number {
  let nearest = 0;
  stops.forEach((stop, index) => {
    if (Math.abs(stop - value) < Math.abs((stops[nearest] ?? Infinity) - value)) nearest = index;
  });
  return nearest;
}

/** What else changes with a field: a feed-forward part that was four times as wide as the model stays so. */
export function patchOf(config: RunConfig, name: Field['name'], value: RunConfig[Field['name']]): Partial<RunConfig> {
  const patch: Partial<RunConfig> = { [name]: value };
  if (name === 'd_model' && typeof value === 'number' && config.d_mlp === 4 * config.d_model)
    patch.d_mlp = Math.min(2048, 4 * value);
  return patch;
}

/** Options of a choice that the present config allows: rotary positions turn pairs, so heads must be even. */
export function optionsOf(field: Field & { type: 'choice' }, config: RunConfig): readonly string[] {
  if (field.name !== 'position' || (config.d_model / config.n_heads) % 2 === 0) return field.options;
  return field.options.filter((option) => option !== 'rope' || config.position === 'rope');
}
