import { useMemo } from 'react';
import type { ElementRef, Expression } from '#lexicon/expression.ts';
import { Formula } from '#view/Formula.tsx';
import { Curve, bentCall } from './Curve.tsx';
import { Places } from './Places.tsx';
import { Terms } from './Terms.tsx';
import { formulaOf } from './formula.ts';
import { codeOf } from './naming.ts';
import type { Naming } from './naming.ts';
import { longSums, shownOperands } from './steps.ts';
import { equation } from './tex.ts';

type DerivationProps = {
  cell: ElementRef;
  expression: Expression;
  naming: Naming;
  version: number;
  widthPx: number;
  go: (ref: ElementRef) => void;
};

/** Whether a cell is the attention weight of a key that the causal mask hides. */
function isHidden({ name, index }: ElementRef, { objective }: Naming['config']): boolean {
  const [, query = 0, key = 0] = index;
  return objective === 'causal' && /^blocks\.\d+\.attn\.hook_pattern$/.test(name) && key > query;
}

/** The formula, the formula with this number's own operands in it, each long sum term by term, and what it is made from. */
export function Derivation({ cell, expression, naming, version, widthPx, go }: DerivationProps) {
  const { words, config } = naming;
  const said = words.worksheet;
  const general = useMemo(() => formulaOf(config, cell.name), [config, cell.name]);
  const sums = useMemo(() => longSums(expression), [expression]);
  const operands = useMemo(() => shownOperands(expression), [expression]);
  const marked = useMemo(() => new Set(operands.map(({ ref }) => codeOf(ref))), [operands]);
  const bent = bentCall(expression);
  if (expression.value === Number.NEGATIVE_INFINITY) return <p className="quiet">{said.masked}</p>;
  return (
    <>
      {general !== null && (
        <section aria-label={said.formula}>
          <Formula tex={general} />
        </section>
      )}
      {isHidden(cell, config) ? (
        <p className="quiet">{said.maskedWeight}</p>
      ) : (
        <section aria-label={said.withNumbers} className="worksheet__numbers">
          <Formula tex={`=${equation(expression)}`} />
        </section>
      )}
      {sums.map((sum, at) => (
        <Terms key={`${cell.name} ${at}`} sum={sum} naming={naming} version={version} marked={marked} go={go} />
      ))}
      {bent && <Curve of={bent} words={words} widthPx={widthPx} />}
      {operands.length > 0 && <Places title={said.operands} places={operands} naming={naming} go={go} />}
    </>
  );
}
