import type { CleaningChange, CleaningChoice, CleaningKind, CleaningReport, Correction } from '#lexicon/cleaning.ts';
import { applyEdits, codePoints, findAll } from './cleanEdits.ts';
import type { Edit, Stage } from './cleanEdits.ts';
import { findEntities, findHtml, isHtml } from './cleanHtml.ts';
import { findMarkdown, isMarkdown } from './cleanMarkdown.ts';

const LONE_SURROGATES = /\p{Surrogate}/gu;

/** Text in which every lone surrogate has become U+FFFD, so that UTF-8 can hold it. */
export function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATES, '\uFFFD');
}

/** How a pasted text is prepared: what of the cleaning is chosen, and the corrections accepted, round by round. */
export type Preparation = { choice: CleaningChoice; rounds: readonly (readonly Correction[])[] };

/** Nothing beyond what is always done. */
export const PLAIN: Preparation = { choice: { markup: false, width: false, spaces: false }, rounds: [] };

const asCodePoints = (before: string): string => codePoints(before);
const asChange = (before: string, after: string): string => `${before} → ${after === '' ? '∅' : after}`;

const always = (kind: CleaningKind, pattern: RegExp, after: string, show: Stage['show'] = asCodePoints): Stage => ({
  kind,
  find: (text) => findAll(text, pattern, () => after),
  show,
});

/** What can stand in no text. */
const DAMAGE: readonly Stage[] = [
  always('surrogate', LONE_SURROGATES, '\uFFFD'),
  always('bom', /^\uFEFF/g, ''),
  always('newline', /\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n'),
  always('control', /(?![\t\n])\p{Cc}/gu, ''),
];

const MARKUP: readonly Stage[] = [
  { kind: 'html', find: findHtml, show: asChange },
  { kind: 'entity', find: findEntities, show: asChange },
  { kind: 'markdown', find: findMarkdown, show: asChange },
];

/** Letters and digits as wide as a 汉字; punctuation stays, Chinese needs it. */
const WIDTH: Stage = {
  kind: 'width',
  find: (text) => findAll(text, /[０-９Ａ-Ｚａ-ｚ]+/g, ([found]) => found.normalize('NFKC')),
  show: asChange,
};

const RUNS: Stage = {
  kind: 'spaces',
  find: (text) => findAll(text, /(?<=\S) {2,}(?=\S)/g, () => ' '),
  show: (before) => `␣ × ${before.length} → ␣`,
};

const SPACES: readonly Stage[] = [
  always('space', /[\u00AD\u200B\u2060\uFEFF]/g, ''),
  always('space', /[\u00A0\u2000-\u200A\u202F\u205F]/g, ' '),
];

const ENDS: readonly Stage[] = [
  // The look-behind keeps it linear in long runs of spaces.
  always('space', /(?<![ \t\u3000])[ \t\u3000]+$/gm, '', (before) => `${codePoints(before.slice(0, 3))} ⏎`),
  always('space', /\n{4,}/g, '\n\n\n', (before) => `⏎ × ${before.length}`),
  { kind: 'normalized', find: findDenormal, show: (before, after) => `${codePoints(before)} → ${after}` },
];

/** What normalisation can compose or reorder as one: conjoining jamo, or a character with its marks. */
const CLUSTERS = /[\u1100-\u115F\uA960-\uA97C][\u1160-\u11FF\uD7B0-\uD7FB]+|[\0-\x7F]\p{M}+|[^\0-\x7F]\p{M}*/gu;

/** What Unicode normalisation (NFC) writes otherwise. */
function findDenormal(text: string): Edit[] {
  const whole = text.normalize('NFC');
  if (whole === text) return [];
  const edits = findAll(text, CLUSTERS, ([cluster]) => cluster.normalize('NFC')).filter(
    ({ start, end, after }) => text.slice(start, end) !== after,
  );
  return applyEdits(text, edits) === whole ? edits : differingLines(text, whole);
}

/** A line end composes with nothing: both texts have the same lines, some of them written otherwise. */
function differingLines(before: string, after: string): Edit[] {
  const others = after.split('\n');
  let start = 0;
  return before.split('\n').flatMap((line, i) => {
    const edit = { start, end: start + line.length, after: others[i] ?? '' };
    start = edit.end + 1;
    return edit.after === line ? [] : [edit];
  });
}

/**
 * The stages in their order. Each leaves nothing behind that an earlier one would change, which makes plain cleaning
 * idempotent. Joiners (U+200C, U+200D) and marks of direction stay: scripts and emoji need them.
 */
function stagesOf({ width, spaces }: CleaningChoice, markup: boolean): Stage[] {
  return [...DAMAGE, ...(markup ? MARKUP : []), ...SPACES, ...(width ? [WIDTH] : []), ...(spaces ? [RUNS] : []), ...ENDS];
}

/** A round of accepted corrections as a stage; those that do not fit the text are left out. */
function correcting(round: readonly Correction[]): Stage {
  return {
    kind: 'correction',
    find: (text) =>
      round
        .filter(({ at, before }) => text.startsWith(before, at))
        .map(({ at, before, after }) => ({ start: at, end: at + before.length, after })),
    show: asChange,
  };
}

/** Told of the edits of each stage, in the text as it stood before that stage. */
export type OnEdits = (kind: CleaningKind, edits: readonly Edit[], before: string) => void;

type Tally = { add: (stage: Stage, edits: readonly Edit[], text: string) => void; done: () => CleaningChange[] };

function createTally(): Tally {
  const changes = new Map<CleaningKind, CleaningChange>();
  return {
    add({ kind, show }, edits, text) {
      const [first] = edits;
      if (!first) return;
      const known = changes.get(kind);
      const example = known?.example ?? show(text.slice(first.start, first.end), first.after);
      changes.set(kind, { kind, count: (known?.count ?? 0) + edits.length, example });
    },
    done: () => [...changes.values()],
  };
}

/** What stages that were not chosen would change, in a text in which nothing is damaged. */
function offeredBy(stages: readonly Stage[], text: string): CleaningChange[] {
  const tally = createTally();
  let current = text;
  for (const stage of stages) {
    const edits = stage.find(current);
    tally.add(stage, edits, current);
    current = applyEdits(current, edits);
  }
  return tally.done();
}

/**
 * The text as the tokenizers meet it, and what was changed on the way. Always: lone surrogates, byte order mark, line
 * ends, control characters, odd and zero-width spaces, trailing spaces, more than two blank lines, and Unicode
 * normalisation (NFC); plainly cleaned twice is cleaned once. As chosen: markup (`null`: where the text is a document in
 * HTML or Markdown), letters of double width, runs of spaces. Then the corrections that were accepted.
 */
export function clean(
  text: string,
  { choice, rounds }: Preparation = PLAIN,
  onEdits?: OnEdits,
): { text: string; report: CleaningReport } {
  const markup = choice.markup ?? (isHtml(text) || isMarkdown(text));
  const tally = createTally();
  let current = text;
  for (const stage of [...stagesOf(choice, markup), ...rounds.map(correcting)]) {
    const edits = stage.find(current);
    tally.add(stage, edits, current);
    onEdits?.(stage.kind, edits, current);
    current = applyEdits(current, edits);
  }
  const left = [...(markup ? [] : MARKUP), ...(choice.width ? [] : [WIDTH]), ...(choice.spaces ? [] : [RUNS])];
  return {
    text: current,
    report: {
      before: text.length,
      after: current.length,
      changes: tally.done(),
      chosen: { ...choice, markup },
      offered: offeredBy(left, current),
    },
  };
}
