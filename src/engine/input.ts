import { fail } from '#lexicon/problems.ts';
import type { Run } from './run.ts';

/** Token ids of what a person typed, or of a list of ids. @throws inputType, inputEmpty, idRange */
export function encodeInput(run: Run, input: unknown): number[] {
  const ids = typeof input === 'string' ? encodeText(run, input) : checkIds(run, input);
  if (ids.length === 0) throw fail('inputEmpty', {});
  return ids;
}

function encodeText(run: Run, input: string): number[] {
  if (!run.text) throw fail('inputType', { got: JSON.stringify(input.slice(0, 20)) });
  return Array.from(run.text.tokenizer.encode(input.toWellFormed()));
}

function checkIds(run: Run, input: unknown): number[] {
  if (!Array.isArray(input) && !(input instanceof Int32Array))
    throw fail('inputType', { got: input === null ? 'null' : typeof input });
  return Array.from(input as ArrayLike<unknown>, (id) => {
    if (typeof id !== 'number' || !Number.isInteger(id) || id < 0 || id >= run.config.d_vocab) {
      throw fail('idRange', { id: Number(id), vocabulary: run.config.d_vocab });
    }
    return id;
  });
}

/** The text of ids; a model of bare ids has none but their numbers. */
export function decodeIds(run: Run, ids: readonly number[]): string {
  return run.text ? run.text.tokenizer.decode(ids) : ids.join(' ');
}

/** Each id by itself, as far as it is text. */
export function tokenTexts(run: Run, ids: readonly number[]): string[] {
  return ids.map((id) => run.text?.tokenizer.pieces[id]?.text ?? String(id));
}
