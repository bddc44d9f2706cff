import { CORRECTION_KINDS } from '#lexicon/cleaning.ts';
import type { Correction, CorrectionKind, Proofs } from '#lexicon/cleaning.ts';
import { findAll, inOrder } from './cleanEdits.ts';
import type { Edit } from './cleanEdits.ts';
import { CHINESE, ENGLISH } from './misspellings.ts';
import { createPace } from './pace.ts';
import { sliceText } from './slices.ts';

/** Read in one go: a few hundredths of a second. */
const SLICE_UNITS = 1 << 15;

/** One kind of error: where it stands in a text, and what was probably meant. What nothing is to be done about is not found. */
type Rule = { kind: CorrectionKind; find: (text: string, habits: Habits) => Edit[] };

/** How a text mostly writes quotes and apostrophes where it does not always write them the same way; null where it does. */
type Habits = Record<'quotes' | 'apostrophes', 'straight' | 'curly' | null>;

/** Words that are said twice with reason. */
const TWICE = new Set(
  'had that very so no ha he bye long far many more again never now well there come go please yes dear my knock tick tock ding dong boom'.split(
    ' ',
  ),
);
/** Characters that nobody writes twice, but in the words that follow or stand before. */
const HAN_TWICE = /(?<!实)(在)在|([的把被与也就都我他她你它这那])\2(?!确)|(是)是(?!非)|(和)和(?![气美睦])/g;

const HAN = String.raw`[\p{Script=Han}]`;
const HAN_MARKS: Readonly<Record<string, string>> = { ',': '，', '.': '。', ';': '；', ':': '：', '?': '？', '!': '！' };

/** A word as it is spelled, with its own capital; itself where nothing is known against it. */
function meant(found: string): string {
  const right = Object.hasOwn(ENGLISH, found.toLowerCase()) ? ENGLISH[found.toLowerCase()] : undefined;
  if (right === undefined) return found;
  return found.charAt(0) === found.charAt(0).toLowerCase() ? right : right.charAt(0).toUpperCase() + right.slice(1);
}

const characters = new RegExp(Object.keys(CHINESE).join('|'), 'g');

const QUOTES = { straight: /(?<![\d″])"/g, curly: /[“”]/g };
const APOSTROPHES = { straight: /(?<=\p{L})'(?=\p{L})/gu, curly: /(?<=\p{L})’(?=\p{L})/gu };

function habitOf(text: string, { straight, curly }: typeof QUOTES): Habits['quotes'] {
  const [one, other] = [text.match(straight)?.length ?? 0, text.match(curly)?.length ?? 0];
  if (one === 0 || other === 0) return null;
  return one > other ? 'straight' : 'curly';
}

const habitsOf = (text: string): Habits => ({ quotes: habitOf(text, QUOTES), apostrophes: habitOf(text, APOSTROPHES) });

/** Straight and curly quotes side by side: the fewer become what the others are. */
function findQuotes(text: string, habit: Habits['quotes']): Edit[] {
  if (habit === null) return [];
  if (habit === 'straight') return findAll(text, QUOTES.curly, () => '"');
  return findAll(text, QUOTES.straight, () => '').map((edit) => {
    const before = text[edit.start - 1] ?? ' ';
    const opens = /[\s([{（《「—–-]/.test(before) || (/\p{P}/u.test(before) && /[\p{L}\p{N}]/u.test(text[edit.end] ?? ''));
    return { ...edit, after: opens ? '“' : '”' };
  });
}

/** The same for apostrophes within words. */
function findApostrophes(text: string, habit: Habits['apostrophes']): Edit[] {
  if (habit === null) return [];
  return habit === 'straight' ? findAll(text, APOSTROPHES.curly, () => "'") : findAll(text, APOSTROPHES.straight, () => '’');
}

const RULES: readonly Rule[] = [
  {
    kind: 'doubledWord',
    find: (text) => [
      ...findAll(text, /(?<![\p{L}\p{N}'’])(\p{L}+)[ \n]+\1(?![\p{L}\p{N}'’])/giu, ([, word = '']) => word).filter(
        ({ after }) => !TWICE.has(after.toLowerCase()) && !/\p{Script=Han}/u.test(after),
      ),
      ...findAll(text, HAN_TWICE, ([found]) => found.charAt(0)),
    ],
  },
  {
    kind: 'spelling',
    find: (text) => [
      ...findAll(text, /(?<![\p{L}\p{N}'’])[a-z]{3,14}(?![\p{L}\p{N}])/giu, ([found]) => meant(found)).filter(
        ({ start, end, after }) => after !== text.slice(start, end),
      ),
      ...findAll(text, characters, ([found]) => CHINESE[found] ?? found),
    ],
  },
  {
    kind: 'missingSpace',
    find: (text) => [
      ...findAll(text, /(?<=\p{Ll}{2}[”"’']?)([.!?])(?=[“"]?\p{Lu}\p{Ll})/gu, ([, mark = '']) => `${mark} `),
      ...findAll(text, /(?<=\p{Ll})([,;])(?=[a-z\p{Script=Latin}]{2})/gu, ([, mark = '']) => `${mark} `),
    ],
  },
  { kind: 'spaceBefore', find: (text) => findAll(text, /(?<=[\p{L}\p{N}]) +([,.])(?=\s|$)/gu, ([, mark = '']) => mark) },
  {
    kind: 'doubledMark',
    find: (text) => [
      ...findAll(text, /(?<![,，、。])([,，、。])\1(?!\1)/g, ([, mark = '']) => mark),
      ...findAll(text, /(?<=[\p{L}\p{N}])\.\.(?=\s|$)/gu, () => '.'),
    ],
  },
  {
    kind: 'ellipsis',
    find: (text) => [
      ...findAll(text, /(?<!\.)\.{3}(?!\.)/g, ({ index }) => (/\p{Script=Han}/u.test(text[index - 1] ?? '') ? '……' : '…')),
      ...findAll(text, /。{3,}/g, () => '……'),
    ],
  },
  {
    kind: 'quote',
    find: (text, { quotes, apostrophes }) => [...findQuotes(text, quotes), ...findApostrophes(text, apostrophes)],
  },
  {
    kind: 'hanMark',
    find: (text) => [
      ...findAll(
        text,
        new RegExp(String.raw`(?<=${HAN})[,;:?!](?=${HAN}|[\s“”"」』]|$)`, 'gu'),
        ([mark]) => HAN_MARKS[mark] ?? mark,
      ),
      ...findAll(text, new RegExp(String.raw`(?<=${HAN})\.(?=${HAN}|[“”"」』\n]|$)`, 'gu'), () => '。'),
      ...findAll(text, new RegExp(String.raw`\((?=${HAN}[^()\n]{0,80}\))`, 'gu'), () => '（'),
      ...findAll(text, new RegExp(String.raw`(?<=\(${HAN}[^()\n]{0,80})\)`, 'gu'), () => '）'),
    ],
  },
  { kind: 'hanSpace', find: (text) => findAll(text, new RegExp(String.raw`(?<=${HAN}) +(?=${HAN})`, 'gu'), () => '') },
];

function correctionsIn(text: string, habits: Habits, from: number): Correction[] {
  const found = RULES.flatMap(({ kind, find }) => find(text, habits).map((edit) => ({ ...edit, kind })));
  return inOrder(found).map(({ kind, start, end, after }) => ({
    kind,
    at: from + start,
    before: text.slice(start, end),
    after,
  }));
}

/**
 * What looks like an error of typing or typography in a text, in its order, each with what it could become; nothing is
 * changed. Where two errors overlap, the first is named: the other is found when that is corrected. Long texts are read
 * by parts that end with a line, with pauses in which the thread answers messages; undefined when nobody waits any more.
 */
export async function proofread(text: string, isWanted: () => boolean = () => true): Promise<Correction[] | undefined> {
  const habits = habitsOf(text);
  const pace = createPace(SLICE_UNITS);
  const found: Correction[] = [];
  let from = 0;
  for (const slice of sliceText(text, SLICE_UNITS)) {
    for (const correction of correctionsIn(slice, habits, from)) found.push(correction);
    from += slice.length;
    await pace(slice.length);
    if (!isWanted()) return undefined;
  }
  return found;
}

/** Corrections as columns, which travel in one go however many there are. */
export function proofColumns(corrections: readonly Correction[]): Proofs {
  const places = new Map<string, number>();
  const placeOf = (text: string): number => {
    const place = places.get(text) ?? places.size;
    places.set(text, place);
    return place;
  };
  return {
    kinds: Uint8Array.from(corrections, ({ kind }) => CORRECTION_KINDS.indexOf(kind)),
    at: Int32Array.from(corrections, ({ at }) => at),
    lengths: Int32Array.from(corrections, ({ before }) => before.length),
    after: Int32Array.from(corrections, ({ after }) => placeOf(after)),
    texts: [...places.keys()],
  };
}
