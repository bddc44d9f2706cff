import { useEffect, useMemo, useState } from 'react';
import type { Untouched } from '#lexicon/writing.ts';
import { softmax } from '#math/softmax.ts';
import { untouched } from '#state/actions/intervene.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectInterventions } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import type { PanelProps } from '../contract.ts';
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
export function useOutcome({
  read,
  version,
  step,
  tokens,
  selection,
}: Pick<PanelProps, 'read' | 'version' | 'step' | 'tokens' | 'selection'>): Outcome {
  const list = useStore(selectInterventions);
  const [intact, setIntact] = useState<Untouched | null>(null);
  const logits = read('unembed.hook_out');
  const losses = read('probe.loss');
  const position = Math.min(selection.position ?? tokens.length - 1, tokens.length - 1);
  const changed = list.length > 0;
  useEffect(() => {
    if (!changed || position < 0) return undefined;
    let wanted = true;
    void attempt(
      untouched(position).then((answer) => {
        if (wanted) setIntact(answer);
      }),
    );
    return () => {
      wanted = false;
    };
  }, [changed, position, step, tokens]);
  const V = logits?.shape.at(-1) ?? 0;
  const known = useMemo(() => {
    void version;
    if (!changed || !logits || !losses || !intact || intact.position !== position || intact.logits.length !== V) return null;
    const before = softmax(intact.logits);
    const after = softmax(logits.data.subarray(position * V, (position + 1) * V));
    const rows = likeliest(before, after).map((id) => ({ id, before: before[id] ?? 0, after: after[id] ?? 0 }));
    return { before: meanOf(intact.losses), after: meanOf(losses.data), rows };
  }, [changed, logits, losses, intact, position, V, version]);
  return { position, changed, known };
}
