import { useMemo } from 'react';
import { call, constant } from '#lexicon/expression.ts';
import type { Expression, FunctionName } from '#lexicon/expression.ts';
import { LineChart } from '#view/LineChart.tsx';
import type { Series } from '#view/LineChart.tsx';
import type { SheetWords } from './words.ts';

const POINTS = 97;
/** At least this far to both sides of 0, so that the bend is in the picture. */
const LEAST_REACH = 3;
const BENT = /^(gelu|relu|silu)/;

const titleOf = (name: FunctionName): string => {
  const plain = name.replace('′', '');
  return `${plain === 'gelu' ? 'GELU' : plain === 'relu' ? 'ReLU' : 'SiLU'}${name.endsWith('′') ? '′' : ''}`;
};

/** The call of an activation function (or of its slope) that an expression makes, where it makes one. */
export function bentCall(expression: Expression): (Expression & { kind: 'call' }) | null {
  if (expression.kind === 'call' && BENT.test(expression.name)) return expression;
  if (expression.kind !== 'product') return null;
  return expression.items.map(bentCall).find((found) => found !== null) ?? null;
}

/** The activation function with the number that entered it and what came out. */
export function Curve({ of: bent, words, widthPx }: { of: Expression & { kind: 'call' }; words: SheetWords; widthPx: number }) {
  const { name, value } = bent;
  const x = bent.of.value;
  const title = titleOf(name);
  const series = useMemo((): Series[] => {
    const reach = Math.max(LEAST_REACH, Math.ceil(Math.abs(x)));
    // This number's own place is one of the points, so that the curve says there what the model said.
    const xs = Float64Array.from({ length: POINTS }, (_, i) => (i === 0 ? x : reach * ((2 * i) / (POINTS - 1) - 1))).toSorted();
    return [
      { label: title, x: xs, values: Float64Array.from(xs, (at) => call(name, constant('x', at)).value), role: '--soft' },
      {
        label: words.worksheet.statistics.this,
        x: Float64Array.of(x),
        values: Float64Array.of(value),
        role: '--ffn',
        dots: true,
      },
    ];
  }, [name, title, x, value, words]);
  return (
    <LineChart
      series={series}
      marker={{ x }}
      widthPx={widthPx}
      heightPx={130}
      label={words.worksheet.curve(title)}
      xLabel={words.worksheet.curveIn}
    />
  );
}
