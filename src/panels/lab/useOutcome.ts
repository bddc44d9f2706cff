import { useEffect, useMemo, useRef, useState } from 'react';
import type { Untouched } from '#lexicon/writing.ts';
import { softmax } from '#math/softmax.ts';
import { untouched } from '#state/actions/intervene.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectInterventions } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import type { PanelProps } from '../contract.ts';
import { usualPosition } from '../asked.ts';
import { meanOf } from './parts.ts';

const SHOWN = 8;

/** One token's probability behind the looked-at position, intact and changed. */
type Expected = { id: number; before: number; after: number };
/** What the changes in force make of the probed tokens. */
export type Outcome = {
  position: number;
  /** Whether anything is changed at all. */
  changed: boolean;
  /** Mean loss in nats of the scored tokens, and the likeliest next tokens of either, the likelier first; null while it is not known. */
  known: { before: number; after: number; rows: readonly Expected[] } | null;
};

/** The likeliest ids of either distribution, by the larger of their two probabilities. */
function likeliest(before: Float64Array, after: Float64Array): number[] {
  const larger = (id: number): number => Math.max(before[id] ?? 0, after[id] ?? 0);
  return Array.from(before.keys())
    .toSorted((a, b) => larger(b) - larger(a))
    .slice(0, SHOWN);
}

/** Loss and prediction of the probed tokens with and without the changes in force, at the position that is looked at. */
export function useOutcome(props: Pick<PanelProps, 'version' | 'tokens' | 'targets' | 'config' | 'selection'>): Outcome {
  const { version, tokens, selection } = props;
  const list = useStore(selectInterventions);
  const [found, setFound] = useState<Untouched | null>(null);
  const position = Math.min(selection.position ?? usualPosition(props), tokens.length - 1);
  const changed = list.length > 0;
  // One question at a time: while training plays, frames come faster than answers.
  const asking = useRef(false);
  const [answers, setAnswers] = useState(0);
  const asked = useRef('');
  useEffect(() => {
    const question = `${version} ${position}`;
    if (!changed || position < 0 || asking.current || asked.current === question) return;
    asking.current = true;
    asked.current = question;
    void attempt(untouched(position).then(setFound)).finally(() => {
      asking.current = false;
      setAnswers((count) => count + 1);
    });
  }, [changed, list, position, version, tokens, answers]);
  const known = useMemo(() => {
    if (!changed || !found || found.position !== position) return null;
    const before = softmax(found.logits);
    const after = softmax(found.changed.logits);
    const rows = likeliest(before, after).map((id) => ({ id, before: before[id] ?? 0, after: after[id] ?? 0 }));
    return { before: meanOf(found.losses), after: meanOf(found.changed.losses), rows };
  }, [changed, found, position]);
  return { position, changed, known };
}
