import { create } from 'zustand';
import type { TuneReport } from '#lexicon/tuning.ts';
import type { Turn } from '#lexicon/turns.ts';

/** An exchange with the model, and what the person thinks of the reply: right as it is, or what it should have been. */
export type Exchange = Turn & { key: number; tokens: number; fallen: number; approved: boolean; corrected: string | null };

/** What the page remembers of a talk and of fine-tuning. */
export type Talk = {
  exchanges: readonly Exchange[];
  nextKey: number;
  /** The turn that waits for its reply. */
  asked: string | null;
  /** What fine-tuning has changed, as last looked at. */
  report: { runId: number; report: TuneReport } | null;
  comparing: boolean;
};

/** The talk. It stays while panels come and go. */
export const useTalk = create<Talk>()(() => ({ exchanges: [], nextKey: 1, asked: null, report: null, comparing: false }));

/** The exchange as it should be learnt: with the person's words where they corrected the model. */
export const asLearnt = ({ says, reply, corrected }: Exchange): Turn => ({ says, reply: corrected ?? reply });

/** What can be learnt from a talk: the exchanges that were approved or corrected, those in a row as one talk. */
export function learnable(exchanges: readonly Exchange[]): Turn[][] {
  const talks: Turn[][] = [];
  let open: Turn[] | null = null;
  for (const exchange of exchanges) {
    if (!exchange.approved && exchange.corrected === null) {
      open = null;
      continue;
    }
    if (!open) talks.push((open = []));
    open.push(asLearnt(exchange));
  }
  return talks;
}
