import { expect } from '@playwright/test';

/** What a number on the page says: true minus signs, groups of three, powers of ten, per cent. */
export function numberOf(shown: string): number {
  const plain = shown
    .replaceAll('−', '-')
    .replaceAll(/[\u202f\u00a0\s]/g, '')
    .replace(/%$/, '');
  if (plain === '-∞') return Number.NEGATIVE_INFINITY;
  return plain === '' ? Number.NaN : Number(plain);
}

/** Half a unit of the last digit that is written. */
function roundingOf(shown: string): number {
  const [mantissa = '', exponent = '0'] = shown.replaceAll('−', '-').split('e');
  const decimals = mantissa.split('.')[1]?.replaceAll(/\D/g, '').length ?? 0;
  return 0.5 * 10 ** (Number(exponent) - decimals);
}

/** Expects a written number to be this value, rounded to the digits that are written. */
export function expectShown(shown: string, value: number, what = ''): void {
  if (shown === '<0.001') {
    expect(value, what).toBeGreaterThan(0);
    expect(value, what).toBeLessThan(0.001);
    return;
  }
  const number = numberOf(shown);
  if (!Number.isFinite(value)) return expect(number, `${what}: “${shown}”`).toBe(value);
  const room = roundingOf(shown) * 1.02 + Math.abs(value) * 1e-5 + 1e-12;
  expect(Math.abs(number - value), `${what}: “${shown}” is written where the engine holds ${value}`).toBeLessThanOrEqual(room);
}

/** The parts of a sentence that stand where its template has its values; fails when the rest differs. */
export function valuesIn(sentence: string, count: number, template: (...values: string[]) => string): string[] {
  const around = template(...Array.from({ length: count }, () => '\u0000')).split('\u0000');
  const pattern = around.map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('(.+?)');
  const found = new RegExp(`^${pattern}$`).exec(sentence);
  expect(found, `“${sentence}” reads “${around.join('…')}”`).not.toBeNull();
  return found?.slice(1) ?? [];
}

/** The one value of a sentence. */
export function valueIn(sentence: string, template: (value: string) => string): string {
  return valuesIn(sentence, 1, (value = '') => template(value))[0] ?? '';
}

/** The indices of an array, largest value first; the earlier of two equal ones first. */
export function byValue(values: readonly number[]): number[] {
  return values.map((_, index) => index).toSorted((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
export const length = (values: readonly number[]): number => Math.hypot(...values);

export function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

export function cosine(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0) / (length(a) * length(b));
}

export function softmax(logits: readonly number[], temperature = 1): number[] {
  const top = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp((logit - top) / temperature));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
}
