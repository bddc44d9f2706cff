import { CORRECTION_KINDS } from '#lexicon/messages.ts';
import type { Correction, CorrectionKind, Proofs } from '#lexicon/messages.ts';
import { findAll, inOrder } from './cleanEdits.ts';
import type { Edit } from './cleanEdits.ts';
import { CHINESE, ENGLISH } from './misspellings.ts';

/** One kind of error: where it stands in a text, and what was probably meant. What nothing is to be done about is not found. */
type Rule = { kind: CorrectionKind; find: (text: string) => Edit[] };

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

function startsLike(model: string, word: string): string {
  const first = model.charAt(0);
  return first === first.toLowerCase() ? word : word.charAt(0).toUpperCase() + word.slice(1);
}

const spelling = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${Object.keys(ENGLISH).join('|')})(?![\p{L}\p{N}])`, 'giu');
const characters = new RegExp(Object.keys(CHINESE).join('|'), 'g');

/** Straight and curly quotes side by side: the fewer become what the others are. */
function findQuotes(text: string): Edit[] {
  const straight = findAll(text, /(?<![\d″])"/g, () => '');
  const curly = findAll(text, /[“”]/g, () => '"');
  if (straight.length === 0 || curly.length === 0) return [];
  if (straight.length > curly.length) return curly;
  return straight.map((edit) => {
    const before = text[edit.start - 1] ?? ' ';
    const opens = /[\s([{（《「—–-]/.test(before) || (/\p{P}/u.test(before) && /[\p{L}\p{N}]/u.test(text[edit.end] ?? ''));
    return { ...edit, after: opens ? '“' : '”' };
  });
}

/** The same for apostrophes within words. */
function findApostrophes(text: string): Edit[] {
  const straight = findAll(text, /(?<=\p{L})'(?=\p{L})/gu, () => '’');
  const curly = findAll(text, /(?<=\p{L})’(?=\p{L})/gu, () => "'");
  if (straight.length === 0 || curly.length === 0) return [];
  return straight.length > curly.length ? curly : straight;
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
      ...findAll(text, spelling, ([found]) => startsLike(found, ENGLISH[found.toLowerCase()] ?? found)),
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
  { kind: 'quote', find: (text) => [...findQuotes(text), ...findApostrophes(text)] },
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

/**
 * What looks like an error of typing or typography in a text, in its order, each with what it could become; nothing is
 * changed. Where two errors overlap, the first is named: the other is found when that is corrected.
 */
export function proofread(text: string): Correction[] {
  const found = RULES.flatMap(({ kind, find }) => find(text).map((edit) => ({ ...edit, kind })));
  return inOrder(found).map(({ kind, start, end, after }) => ({ kind, at: start, before: text.slice(start, end), after }));
}

/** Corrections as columns, which travel in one go however many there are. */
export function proofColumns(corrections: readonly Correction[]): Proofs {
  return {
    kinds: Uint8Array.from(corrections, ({ kind }) => CORRECTION_KINDS.indexOf(kind)),
    at: Int32Array.from(corrections, ({ at }) => at),
    lengths: Int32Array.from(corrections, ({ before }) => before.length),
    after: corrections.map(({ after }) => after),
  };
}
