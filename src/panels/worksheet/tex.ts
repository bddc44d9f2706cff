import type { Expression, FunctionName } from '#lexicon/expression.ts';
import { formatNumber } from '#view/format.ts';
import { isLong } from './steps.ts';

/** Terms of a long sum that a formula writes out before the dots. */
const WRITTEN = 2;

const FUNCTION_TEX: Partial<Record<FunctionName, string>> = {
  log: String.raw`\ln`,
  sin: String.raw`\sin`,
  cos: String.raw`\cos`,
  gelu: String.raw`\mathrm{GELU}`,
  relu: String.raw`\mathrm{ReLU}`,
  silu: String.raw`\mathrm{SiLU}`,
  'gelu′': String.raw`\mathrm{GELU}'`,
  'relu′': String.raw`\mathrm{ReLU}'`,
  'silu′': String.raw`\mathrm{SiLU}'`,
};

/** A number in TeX, with the digits that pictures write. */
export function texNumber(x: number): string {
  const text = formatNumber(x).replaceAll('−', '-');
  if (text === 'NaN') return String.raw`\mathrm{NaN}`;
  const [mantissa = '', exponent] = text.replace('∞', String.raw`\infty`).split('e');
  if (exponent !== undefined && mantissa === '1.0') return `10^{${exponent}}`;
  return exponent === undefined ? mantissa : String.raw`${mantissa}\!\cdot\!10^{${exponent}}`;
}

const isMinusOne = (expression: Expression | undefined): boolean => expression?.kind === 'constant' && expression.symbol === '-1';

/** A factor: sums and numbers below zero in brackets. */
function factor(expression: Expression): string {
  const text = texOf(expression);
  const open = (expression.kind === 'sum' && !isLong(expression)) || text.startsWith('-');
  return open ? `(${text})` : text;
}

/** The summands with their signs; what is −1 times something is taken off. */
function sumOf(items: readonly Expression[]): string {
  return items
    .map((item, at) => {
      const negated = item.kind === 'product' && isMinusOne(item.items[0]);
      const text = negated
        ? item.items
            .slice(1)
            .map(factor)
            .join(String.raw`\cdot `)
        : texOf(item);
      if (negated) return `-${text}`;
      return at === 0 || text.startsWith('-') ? text : `+${text}`;
    })
    .join('');
}

/**
 * An expression with the numbers put in, in TeX. A long sum inside it is written as its total, worked out in a table
 * of its own; a long sum that is the whole expression shows its largest terms and dots.
 */
export function texOf(expression: Expression, whole = false): string {
  switch (expression.kind) {
    case 'element':
      return texNumber(expression.value);
    case 'constant':
      if (expression.symbol.includes('infty')) return expression.symbol;
      return Number.isInteger(expression.value) ? String(expression.value) : texNumber(expression.value);
    case 'sum': {
      if (!isLong(expression)) return sumOf(expression.items);
      if (!whole) return texNumber(expression.value);
      const largest = expression.items.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, WRITTEN);
      return String.raw`${sumOf(largest)}+\underset{${expression.items.length - WRITTEN}}{\cdots}`;
    }
    case 'product': {
      const [first, ...rest] = expression.items;
      const factors = expression.items.map((item, at) => (at === 0 && item.kind !== 'sum' ? texOf(item) : factor(item)));
      return isMinusOne(first) ? `-${rest.map(factor).join(String.raw`\cdot `)}` : factors.join(String.raw`\cdot `);
    }
    case 'quotient':
      return String.raw`\dfrac{${texOf(expression.over)}}{${texOf(expression.under)}}`;
    case 'call':
      if (expression.name === 'exp') return `e^{${texOf(expression.of)}}`;
      if (expression.name === 'sqrt') return String.raw`\sqrt{${texOf(expression.of)}}`;
      if (expression.name === 'square') return `${factor(expression.of)}^2`;
      return String.raw`${FUNCTION_TEX[expression.name] ?? ''}(${texOf(expression.of)})`;
  }
}

/** The largest terms can change places while a model trains; the number at the end is rounded like all others. */
export const equation = (expression: Expression): string => `${texOf(expression, true)}=${texNumber(expression.value)}`;
