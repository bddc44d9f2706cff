import type { ActFn } from './config.ts';

/** One number of the model: an array by name and the place in it. */
export type ElementRef = { name: string; index: readonly number[] };

/** The functions an element may go through. */
export type FunctionName = 'exp' | 'sqrt' | 'square' | 'log' | 'sin' | 'cos' | ActFn | `${ActFn}′`;

/**
 * How a number came about: a tree down to elements of other arrays, each node with its value recomputed in
 * float64 from the float32 numbers of the running model. What is drawn, and the recomputed result, both come from it.
 */
export type Expression =
  | { kind: 'element'; ref: ElementRef; value: number }
  | { kind: 'constant'; symbol: string; value: number }
  | { kind: 'sum'; items: readonly Expression[]; value: number }
  | { kind: 'product'; items: readonly Expression[]; value: number }
  | { kind: 'quotient'; over: Expression; under: Expression; value: number }
  | { kind: 'call'; name: FunctionName; of: Expression; value: number };

const GELU_SCALE = Math.sqrt(2 / Math.PI);

/** GELU is its tanh form (Hendrycks and Gimpel 2016), as GPT-2 has it. */
const FUNCTIONS: Record<FunctionName, (x: number) => number> = {
  exp: Math.exp,
  sqrt: Math.sqrt,
  square: (x) => x * x,
  log: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  gelu: (x) => 0.5 * x * (1 + Math.tanh(GELU_SCALE * (x + 0.044715 * x ** 3))),
  relu: (x) => Math.max(0, x),
  silu: (x) => x / (1 + Math.exp(-x)),
  'gelu′': (x) => {
    const tanh = Math.tanh(GELU_SCALE * (x + 0.044715 * x ** 3));
    return 0.5 * (1 + tanh) + 0.5 * x * (1 - tanh * tanh) * GELU_SCALE * (1 + 3 * 0.044715 * x * x);
  },
  'relu′': (x) => (x > 0 ? 1 : 0),
  'silu′': (x) => {
    const sigmoid = 1 / (1 + Math.exp(-x));
    return sigmoid * (1 + x * (1 - sigmoid));
  },
};

/** One element of an array with the value it has. */
export const element = (ref: ElementRef, value: number): Expression => ({ kind: 'element', ref, value });

/** A number that is no element: a setting or a length, shown by its symbol (TeX). */
export const constant = (symbol: string, value: number): Expression => ({ kind: 'constant', symbol, value });

/** Terms added up. */
export const sum = (items: readonly Expression[]): Expression => ({
  kind: 'sum',
  items,
  value: items.reduce((total, { value }) => total + value, 0),
});

/** Factors multiplied. */
export const product = (...items: readonly Expression[]): Expression => ({
  kind: 'product',
  items,
  value: items.reduce((total, { value }) => total * value, 1),
});

/** One expression over another. */
export const quotient = (over: Expression, under: Expression): Expression => ({
  kind: 'quotient',
  over,
  under,
  value: over.value / under.value,
});

/** A function of one expression. */
export const call = (name: FunctionName, of: Expression): Expression => ({
  kind: 'call',
  name,
  of,
  value: FUNCTIONS[name](of.value),
});

/** a − b. */
export const minus = (a: Expression, b: Expression): Expression => sum([a, product(constant('-1', -1), b)]);

/** The expressions that one is made of, in reading order. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'element':
    case 'constant':
      return [];
    case 'sum':
    case 'product':
      return expression.items;
    case 'quotient':
      return [expression.over, expression.under];
    case 'call':
      return [expression.of];
  }
}

/** All elements that a number is computed from, each once, in the order they are read. */
export function operandsOf(expression: Expression): ElementRef[] {
  const found = new Map<string, ElementRef>();
  const walk = (node: Expression): void => {
    if (node.kind === 'element') found.set(`${node.ref.name}[${node.ref.index.join()}]`, node.ref);
    for (const child of childrenOf(node)) walk(child);
  };
  walk(expression);
  return [...found.values()];
}
