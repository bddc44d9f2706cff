import type { ElementRef } from '#lexicon/expression.ts';
import { formatNumber } from '#view/format.ts';
import { codeOf, sentenceOf } from './naming.ts';
import type { Naming } from './naming.ts';
import { usePreview } from './preview.ts';
import type { Operand as OperandOf } from './steps.ts';

type OperandProps = { operand: OperandOf; naming: Naming; go: (ref: ElementRef) => void };

/** A number that leads to its own worksheet. */
export function Operand({ operand: { ref, value }, naming, go }: OperandProps) {
  const preview = usePreview(ref);
  return (
    <button
      {...preview}
      type="button"
      className="worksheet__number"
      aria-label={naming.words.worksheet.openOperand(sentenceOf(naming, ref, value))}
      title={`${sentenceOf(naming, ref, value)}\n${codeOf(ref)}`}
      onClick={() => go(ref)}
    >
      {formatNumber(value)}
    </button>
  );
}
