import type { CleaningChoice, Correction, DiffExcerpt, Proofs } from '#lexicon/cleaning.ts';
import type { Split } from '#lexicon/messages.ts';
import { call } from '../engine.ts';
import { exchangeText } from './setting.ts';

/** Cleans the pasted text otherwise; the model is built anew on what comes of it, and the old one can be brought back. */
export async function reclean(cleaning: CleaningChoice): Promise<void> {
  await exchangeText(() => call('reclean', { cleaning }));
}

/** Makes corrections in the running text; none takes all back that were made. The old model can be brought back. */
export async function correct(corrections: readonly Correction[]): Promise<void> {
  await exchangeText(() => call('correct', { corrections }));
}

/** What looks mistyped in the running text; null when another text came meanwhile. */
export function proofread(): Promise<Proofs | null> {
  return call('proofread', {});
}

/** Some excerpts of pasted beside cleaned text, and how many there are. */
export function cleaningDiff(from: number, count: number): Promise<{ total: number; excerpts: readonly DiffExcerpt[] }> {
  return call('cleaningDiff', { from, count });
}

/** A sentence as each kind of tokenizer cuts it. */
export function split(sentence: string): Promise<readonly Split[]> {
  return call('split', { sentence });
}
