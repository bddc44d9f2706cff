import type { CleaningKind, DiffExcerpt } from '#lexicon/cleaning.ts';
import { clean } from './clean.ts';
import type { Preparation } from './clean.ts';
import type { Edit } from './cleanEdits.ts';

/** A change as it stands in both texts, in code units: `from` to before `to` in the pasted one, `start` to before `end` in the cleaned. */
export type Hunk = { kinds: CleaningKind[]; from: number; to: number; start: number; end: number };
type Touched = { kind: CleaningKind; from: number; to: number };

/** Text that is shown around a change, and the most of one that is. */
const CONTEXT = 36;
const MOST_SHOWN = 240;

/** For each code unit of a text the place in the pasted text that it comes from, with the length of that as a last entry. */
type Origin = Int32Array;

function moved(origin: Origin, edits: readonly Edit[]): Origin {
  const grown = edits.reduce((sum, { start, end, after }) => sum + after.length - (end - start), 0);
  const out = new Int32Array(origin.length + grown);
  let [read, write] = [0, 0];
  for (const { start, end, after } of edits) {
    out.set(origin.subarray(read, start), write);
    write += start - read;
    out.fill(origin[start] ?? 0, write, write + after.length);
    write += after.length;
    read = end;
  }
  out.set(origin.subarray(read), write);
  return out;
}

/** The first place of the cleaned text that comes from `at` or from behind it. */
function placeOf(origin: Origin, at: number): number {
  let [low, high] = [0, origin.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((origin[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** All that cleaning changed, in the order of the text; changes that touch the same characters are one. */
export function hunksOf(pasted: string, preparation: Preparation): { text: string; hunks: Hunk[] } {
  let origin: Origin = Int32Array.from({ length: pasted.length + 1 }, (_, at) => at);
  const touched: Touched[] = [];
  const { text } = clean(pasted, preparation, (kind, edits) => {
    for (const { start, end } of edits) touched.push({ kind, from: origin[start] ?? 0, to: origin[end] ?? 0 });
    if (edits.length > 0) origin = moved(origin, edits);
  });
  const hunks: Hunk[] = [];
  for (const { kind, from, to } of touched.sort((a, b) => a.from - b.from || a.to - b.to)) {
    const last = hunks.at(-1);
    if (last && (from < last.to || from === last.from)) {
      last.to = Math.max(last.to, to);
      if (!last.kinds.includes(kind)) last.kinds.push(kind);
    } else hunks.push({ kinds: [kind], from, to, start: 0, end: 0 });
  }
  for (const hunk of hunks) {
    hunk.start = placeOf(origin, hunk.from);
    hunk.end = placeOf(origin, hunk.to);
  }
  return { text, hunks };
}

const shortened = (text: string): string =>
  text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN / 2)} … ${text.slice(-MOST_SHOWN / 2)}`;

/** Changes near each other read as one: where each such group begins among the hunks, and behind the last. */
export function groupsOf(hunks: readonly Hunk[]): Int32Array {
  const starts: number[] = [];
  hunks.forEach((hunk, i) => {
    const before = hunks[i - 1];
    const first = hunks[starts.at(-1) ?? 0];
    const isNear = before && first && hunk.start - before.end <= CONTEXT && hunk.start - first.start < MOST_SHOWN;
    if (!isNear) starts.push(i);
  });
  return Int32Array.from([...starts, hunks.length]);
}

/** A group of changes with what stands around it: what is only in the pasted text before what is only in the cleaned. */
export function excerptOf(pasted: string, cleaned: string, hunks: readonly Hunk[]): DiffExcerpt {
  const parts: DiffExcerpt['parts'][number][] = [];
  const put = (side: DiffExcerpt['parts'][number]['side'], text: string): void => {
    if (text !== '') parts.push({ side, text });
  };
  const first = hunks[0]?.start ?? 0;
  let at = Math.max(0, first - CONTEXT);
  const begin = at;
  for (const { from, to, start, end } of hunks) {
    put('both', cleaned.slice(at, start));
    put('pasted', shortened(pasted.slice(from, to)));
    put('cleaned', shortened(cleaned.slice(start, end)));
    at = end;
  }
  put('both', cleaned.slice(at, at + CONTEXT));
  return { at: begin, kinds: [...new Set(hunks.flatMap(({ kinds }) => kinds))], parts };
}
