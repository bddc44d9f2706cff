import { useState } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { axesOf } from '#lexicon/axes.ts';
import type { ElementRef } from '#lexicon/expression.ts';
import { barSpan } from '#view/Bars.tsx';
import { formatCount, formatNumber } from '#view/format.ts';
import { TokenLabel } from '#view/TokenLabel.tsx';
import { pieceOf } from '../pieceOf.ts';
import { codeOf, shortArrayName } from './naming.ts';
import type { Naming } from './naming.ts';
import { Operand } from './Operand.tsx';
import { bySize, runningAxes } from './steps.ts';
import type { LongSum, Term } from './steps.ts';
import type { SheetWords } from './words.ts';

/** Terms of a long sum that are written out. */
const SHOWN = 8;
/** Pictures for which a row keeps its place while training moves the numbers, so that no button slips from under a finger. */
const CALM = 24;

type TermsProps = {
  sum: LongSum;
  naming: Naming;
  version: number;
  /** Elements that the formula shows by themselves: their terms are marked. */
  marked: ReadonlySet<string>;
  go: (ref: ElementRef) => void;
};

/** What a table of terms is called: the arrays that its first term reads. */
function titleOf(words: SheetWords, { kind, terms }: LongSum): string {
  const said = words.worksheet.kinds;
  const [a = '', b = ''] = (terms[0]?.operands ?? []).map(({ ref }) => shortArrayName(words, ref.name));
  switch (kind) {
    case 'products':
      return said.products(a, b);
    case 'powers':
      return said.powers(a);
    case 'squares':
      return said.squares(a);
    case 'squaresAlone':
      return said.squaresAlone(a);
    case 'plain':
      return said.plain(a);
    case 'mixed':
      return said.mixed;
  }
}

/** The largest terms first; the order stays for a while, and as long as somebody is in the table. */
function useCalmOrder(terms: readonly Term[], version: number, held: boolean): readonly number[] {
  const ref = terms[0]?.operands[0]?.ref;
  const first = `${ref?.name ?? ''}${ref?.index.join() ?? ''}`;
  const [kept, setKept] = useState<{ order: number[]; version: number; first: string }>({ order: [], version, first });
  const stale = version - kept.version >= CALM && !held;
  if (!stale && kept.order.length === terms.length && kept.first === first) return kept.order;
  const order = bySize(terms);
  setKept({ order, version, first });
  return order;
}

/** A long sum as a table: each term with its operands and a bar for what it adds, the rest together, the total. */
export function Terms({ sum, naming, version, marked, go }: TermsProps) {
  const { words, config, tokens, text } = naming;
  const said = words.worksheet;
  const { terms, bias, kind } = sum;
  const [held, setHeld] = useState(false);
  const order = useCalmOrder(terms, version, held);
  const shown = terms.length <= SHOWN + 1 ? order : order.slice(0, SHOWN);
  const rest = order.slice(shown.length).reduce((total, i) => total + (terms[i]?.value ?? 0), 0);
  const axes = runningAxes(terms);
  const letters = axes.map((axis) => axesOf(config, terms[0]?.operands[0]?.ref.name ?? '')?.[axis] ?? '');
  const values = [...shown.map((i) => terms[i]?.value ?? 0), ...(bias ? [bias.value] : [])];
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const placeOf = ({ operands }: Term): ReactNode => {
    const places = axes.map((axis) => operands[0]?.ref.index[axis] ?? 0);
    const [i = 0] = places;
    if (letters.length > 1) return places.map((place, at) => (letters[at] === 'H' ? place + 1 : place)).join(' · ');
    if (letters[0] === 'V') return <TokenLabel piece={pieceOf(text, i)} />;
    if (letters[0] !== 'T' && letters[0] !== 'S') return letters.length === 0 ? '' : i;
    return (
      <>
        {i} <TokenLabel piece={tokens[i] ?? { id: -1, text: '' }} />
      </>
    );
  };
  const bar = (value: number): CSSProperties => {
    const { left, width } = barSpan(value, low, high);
    return { left: `${left}%`, width: `${width}%` };
  };
  const row = (key: string | number, place: ReactNode, numbers: ReactNode, value: number, mark = false): ReactNode => (
    <tr key={key} className={mark ? 'worksheet__own' : undefined}>
      <th scope="row">{place}</th>
      <td className={kind === 'powers' ? 'worksheet__factors worksheet__factors--powers' : 'worksheet__factors'}>{numbers}</td>
      <td className="worksheet__track" aria-hidden="true">
        <span className={value < 0 ? 'worksheet__bar worksheet__bar--below' : 'worksheet__bar'} style={bar(value)} />
      </td>
      <td>{formatNumber(value)}</td>
    </tr>
  );
  return (
    <div
      className="worksheet__sum"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <table className="worksheet__table">
        <caption>
          {titleOf(words, sum)} <span className="quiet">{said.largestFirst(formatCount(terms.length))}</span>
          {kind === 'squares' && sum.mean !== null && <span className="quiet"> · {said.mean(formatNumber(sum.mean))}</span>}
        </caption>
        <thead className="unseen">
          <tr>
            <th scope="col">{letters.map((letter) => said.running[letter]).join(' · ') || said.term}</th>
            <th scope="col">{said.operands}</th>
            <th scope="col" colSpan={2}>
              {said.term}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((i) => {
            const term = terms[i];
            if (!term) return null;
            const [a, b] = term.operands;
            return row(
              i,
              placeOf(term),
              <>
                {kind === 'powers' && 'e^'}
                {a && <Operand operand={a} naming={naming} go={go} />}
                {b && kind === 'products' && <span aria-hidden="true">×</span>}
                {b && <Operand operand={b} naming={naming} go={go} />}
              </>,
              term.value,
              a !== undefined && marked.has(codeOf(a.ref)),
            );
          })}
          {bias && row('bias', said.bias, <Operand operand={bias} naming={naming} go={go} />, bias.value)}
        </tbody>
        <tfoot>
          {shown.length < terms.length && (
            <tr className="quiet">
              <td colSpan={4}>{said.more(formatCount(terms.length - shown.length), formatNumber(rest))}</td>
            </tr>
          )}
          <tr>
            <th scope="row" colSpan={3}>
              {said.sum}
              {kind === 'plain' && sum.mean !== null && ` · ${said.mean(formatNumber(sum.mean))}`}
            </th>
            <td>
              <strong>{formatNumber(sum.value)}</strong>
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
