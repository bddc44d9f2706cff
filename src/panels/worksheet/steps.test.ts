import { expect, test } from 'vitest';
import { call, constant, element, minus, product, quotient, sum } from '#lexicon/expression.ts';
import type { Expression } from '#lexicon/expression.ts';
import { bySize, longSums, runningAxes, shownOperands } from './steps.ts';
import { equation, texNumber } from './tex.ts';
import { arriveAt, moveAlong } from './trail.ts';

const x = (i: number, value: number): Expression => element({ name: 'x', index: [2, i] }, value);
const w = (i: number, value: number): Expression => element({ name: 'w', index: [i, 7] }, value);
const VALUES = [1, -3, 2, 0.5, 4];
const dot = sum([...VALUES.map((value, i) => product(x(i, value), w(i, 2))), element({ name: 'b', index: [7] }, 9)]);

test('a dot product is one table of products, with its bias apart, running over the axis that changes', () => {
  const [table, ...more] = longSums(dot);
  expect(more).toEqual([]);
  expect(table).toMatchObject({ kind: 'products', bias: { ref: { name: 'b' }, value: 9 }, value: 18 });
  expect(table?.terms.map(({ value }) => value)).toEqual([2, -6, 4, 1, 8]);
  expect(bySize(table?.terms ?? [])).toEqual([4, 1, 2, 0, 3]);
  expect(runningAxes(table?.terms ?? [])).toEqual([1]);
});

test('the mean inside squared distances is worked out once, before them', () => {
  const mu = quotient(sum(VALUES.map((value, i) => x(i, value))), constant('D', 5));
  const squares = sum(VALUES.map((value, i) => call('square', minus(x(i, value), mu))));
  const tables = longSums(call('sqrt', quotient(squares, constant('D', 5))));
  expect(tables.map(({ kind, mean }) => [kind, mean])).toEqual([
    ['plain', mu.value],
    ['squares', mu.value],
  ]);
});

test('what lies inside a long sum is shown by its table, all else by its name', () => {
  const softmax = quotient(call('exp', x(0, 1)), sum(VALUES.map((value, i) => call('exp', x(i, value)))));
  expect(shownOperands(softmax)).toEqual([{ ref: { name: 'x', index: [2, 0] }, value: 1 }]);
  expect(shownOperands(dot)).toEqual([]);
});

test('a formula carries the numbers with their signs, and the largest terms of a long sum', () => {
  expect(equation(sum([x(0, 0.5), x(1, -2)]))).toBe('0.500-2.000=-1.500');
  expect(equation(minus(x(0, 3), x(1, -2)))).toBe('3.000-(-2.000)=5.000');
  expect(equation(quotient(dot, call('sqrt', constant('K', 16))))).toBe(String.raw`\dfrac{18.00}{\sqrt{16}}=4.500`);
  expect(equation(dot)).toBe(String.raw`9.000+4.000\cdot 2.000+\underset{4}{\cdots}=18.00`);
  expect(texNumber(-1.21e-7)).toBe(String.raw`-1.2\!\cdot\!10^{-7}`);
});

test('going back and on along a trail forgets nothing; a new way forgets what lay ahead', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((name) => ({ name, index: [0] }));
  if (!a || !b || !c) throw new Error('three stops');
  const walked = arriveAt(arriveAt({ stops: [a], at: 0 }, b), b);
  expect(walked).toEqual({ stops: [a, b], at: 1 });
  const back = moveAlong(walked, -1);
  expect(arriveAt(back, a)).toEqual(back);
  expect(moveAlong(back, 1)).toEqual(walked);
  expect(moveAlong(back, -1)).toEqual(back);
  expect(arriveAt(back, c)).toEqual({ stops: [a, c], at: 1 });
});
