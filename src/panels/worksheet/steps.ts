import { childrenOf } from '#lexicon/expression.ts';
import type { ElementRef, Expression } from '#lexicon/expression.ts';

export type Operand = { ref: ElementRef; value: number };

/** One summand: the elements it is made from, in reading order, and what it adds. */
export type Term = { operands: readonly Operand[]; value: number };

/** What the terms of a long sum look like. */
export type TermKind = 'products' | 'powers' | 'squares' | 'squaresAlone' | 'plain' | 'mixed';

/** A long sum, written as a table. */
export type LongSum = {
  kind: TermKind;
  terms: readonly Term[];
  /** A summand of another kind at the end: the bias of a layer. */
  bias: Operand | null;
  /** The mean that squared distances are taken from, or that this sum is divided into. */
  mean: number | null;
  value: number;
  expression: Expression;
};

/** Sums of up to so many summands are written out in the formula. */
export const SHORT = 3;

export const isLong = (expression: Expression): boolean => expression.kind === 'sum' && expression.items.length > SHORT;

/** The elements an expression shows by itself: all but those inside its long sums. Each once, in reading order. */
export function shownOperands(expression: Expression): Operand[] {
  const found = new Map<string, Operand>();
  const walk = (node: Expression): void => {
    if (isLong(node)) return;
    if (node.kind === 'element') found.set(`${node.ref.name}[${node.ref.index.join()}]`, { ref: node.ref, value: node.value });
    childrenOf(node).forEach(walk);
  };
  walk(expression);
  return [...found.values()];
}

function kindOf(term: Expression): TermKind {
  if (term.kind === 'element') return 'plain';
  if (term.kind === 'product')
    return term.items.length === 2 && term.items.every(({ kind }) => kind === 'element') ? 'products' : 'mixed';
  if (term.kind !== 'call') return 'mixed';
  if (term.name === 'exp') return 'powers';
  if (term.name !== 'square') return 'mixed';
  return term.of.kind === 'sum' ? 'squares' : 'squaresAlone';
}

/** The mean inside (x − μ)²: what is taken off, with its sign turned back. */
function meanOf(term: Expression): number | null {
  if (term.kind !== 'call' || term.of.kind !== 'sum') return null;
  const [, off] = term.of.items;
  return off === undefined ? null : -off.value;
}

/** Σx ÷ D. */
const isMean = (parent: Expression | null): boolean =>
  parent?.kind === 'quotient' && parent.under.kind === 'constant' && parent.under.symbol === 'D';

function longSum(expression: Expression & { kind: 'sum' }, parent: Expression | null): LongSum {
  const [first] = expression.items;
  const last = expression.items.at(-1);
  const kind = first ? kindOf(first) : 'mixed';
  const bias = kind === 'products' && last?.kind === 'element' ? { ref: last.ref, value: last.value } : null;
  const items = bias ? expression.items.slice(0, -1) : expression.items;
  return {
    kind,
    terms: items.map((item) => ({ operands: shownOperands(item), value: item.value })),
    bias,
    mean: kind === 'squares' && first ? meanOf(first) : kind === 'plain' && isMean(parent) ? (parent?.value ?? null) : null,
    value: expression.value,
    expression,
  };
}

/** The long sums of an expression in the order in which they are worked out; one that is used often stands once. */
export function longSums(expression: Expression): LongSum[] {
  const done = new Set<Expression>();
  const found: LongSum[] = [];
  const walk = (node: Expression, parent: Expression | null): void => {
    if (done.has(node)) return;
    done.add(node);
    for (const child of childrenOf(node)) walk(child, node);
    if (node.kind === 'sum' && isLong(node)) found.push(longSum(node, parent));
  };
  walk(expression, null);
  return found;
}

/** The axes along which the first operand runs through the terms, none where terms read different arrays. */
export function runningAxes(terms: readonly Term[]): number[] {
  const refs = terms.map(({ operands }) => operands[0]?.ref);
  const [first] = refs;
  if (!first || refs.some((ref) => ref?.name !== first.name)) return [];
  return first.index.flatMap((i, axis) => (refs.some((ref) => ref?.index[axis] !== i) ? [axis] : []));
}

/** Indices of the terms, those that add most (by size) first, the earlier of two equal ones first. */
export function bySize(terms: readonly Term[]): number[] {
  const size = (i: number): number => Math.abs(terms[i]?.value ?? 0);
  return terms.map((_, i) => i).toSorted((a, b) => size(b) - size(a) || a - b);
}
