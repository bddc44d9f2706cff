import { lastSentenceEnd } from '#lexicon/sentences.ts';

/** The steps by which what a model wrote becomes a text to read. None changes what it wrote, only what is shown. */
export const STAGES = ['spacing', 'marks', 'trim'] as const;
export type Stage = (typeof STAGES)[number];

/** A stretch of text: as it is, or put in or left out by a stage. */
export type Stretch = { text: string; kind: 'kept' | 'in' | 'out' };

/** Han, kana, Hangul and the marks that belong to them: scripts that put no space between words or around marks. */
const WIDE = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef“”‘’…—]`;
const HAN = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]`;

type Rule = { find: RegExp; put: (found: string) => string };

const FULL: Readonly<Record<string, string>> = { ',': '，', '.': '。', '!': '！', '?': '？', ':': '：', ';': '；' };

/** One pass each, so that every change is a place in the text before it. */
const RULES: Readonly<Record<Exclude<Stage, 'trim'>, readonly Rule[]>> = {
  // Between wide characters there is no space; elsewhere one, none at a line's ends, none before a mark.
  spacing: [
    {
      find: new RegExp(
        String.raw`(?<=${HAN}|[，。！？：；、])[ \t]+(?=${WIDE})|(?<=${WIDE})[ \t]+(?=${HAN}|[，。！？：；、])|[ \t]+(?=\n|$)|(?<=\n)[ \t]+|(?<=\S)[ \t]+(?=[,.!?;:)\]](?:\s|$))`,
        'gu',
      ),
      put: () => '',
    },
    { find: /[ \t]{2,}/gu, put: () => ' ' },
    { find: /\n{3,}/gu, put: () => '\n\n' },
    { find: /(?<=\p{Script=Latin}[,;:!?])(?=\p{Script=Latin})/gu, put: () => ' ' },
  ],
  // A mark behind a Han character is of its width, and marks are not doubled.
  marks: [
    { find: new RegExp(String.raw`(?<=${HAN})(?:\.{3,}|。{3,})`, 'gu'), put: () => '……' },
    { find: new RegExp(String.raw`(?<=${HAN})[,.!?:;](?![\d\p{Script=Latin}])`, 'gu'), put: (found) => FULL[found] ?? found },
    { find: /(?<=[,，、;；:：])[,，、;；:：]+|(?<=。)。+/gu, put: () => '' },
  ],
};

function apply(text: string, { find, put }: Rule): Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  for (const match of text.matchAll(find)) {
    const after = put(match[0]);
    if (after === match[0]) continue;
    stretches.push({ text: text.slice(from, match.index), kind: 'kept' });
    // What both share stays as it is.
    const shared = after !== '' && match[0].startsWith(after) ? after.length : 0;
    stretches.push({ text: match[0].slice(0, shared), kind: 'kept' });
    stretches.push({ text: match[0].slice(shared), kind: 'out' });
    stretches.push({ text: after.slice(shared), kind: 'in' });
    from = match.index + match[0].length;
  }
  stretches.push({ text: text.slice(from), kind: 'kept' });
  return stretches.filter((stretch) => stretch.text !== '');
}

const textAfter = (stretches: readonly Stretch[]): string =>
  stretches
    .filter(({ kind }) => kind !== 'out')
    .map(({ text }) => text)
    .join('');

/** Puts the changes of a second pass into what the first one left, so that both are seen at once. */
function compose(first: readonly Stretch[], second: readonly Stretch[]): Stretch[] {
  const out: Stretch[] = [];
  const queue = first.map((stretch) => ({ ...stretch }));
  for (const stretch of second) {
    if (stretch.kind === 'in') {
      out.push(stretch);
      continue;
    }
    let left = stretch.text.length;
    while (left > 0 && queue.length > 0) {
      const next = queue[0];
      if (!next) break;
      if (next.kind === 'out') {
        out.push(next);
        queue.shift();
        continue;
      }
      const text = next.text.slice(0, left);
      left -= text.length;
      // What one pass put in and the next takes out again was never there.
      if (stretch.kind === 'kept') out.push({ text, kind: next.kind });
      else if (next.kind === 'kept') out.push({ text, kind: 'out' });
      next.text = next.text.slice(text.length);
      if (next.text === '') queue.shift();
    }
  }
  return [...out, ...queue].reduce<Stretch[]>((all, stretch) => {
    const last = all.at(-1);
    if (last?.kind === stretch.kind) last.text += stretch.text;
    else if (stretch.text !== '') all.push({ ...stretch });
    return all;
  }, []);
}

function changesOf(stage: Stage, text: string): Stretch[] {
  if (stage === 'trim') {
    const end = lastSentenceEnd(text);
    const parts: Stretch[] = [
      { text: text.slice(0, end), kind: 'kept' },
      { text: text.slice(end), kind: end > 0 ? 'out' : 'kept' },
    ];
    return parts.filter((stretch) => stretch.text !== '');
  }
  return RULES[stage].reduce<Stretch[]>((done, rule) => compose(done, apply(textAfter(done), rule)), [{ text, kind: 'kept' }]);
}

/** What one stage does to a text, and the text behind it. */
export type StageResult = { stage: Stage; on: boolean; stretches: readonly Stretch[]; after: string; changes: number };

/** Takes a text through the stages in their order; one that is off hands it on as it came. */
export function makeReadable(text: string, on: ReadonlySet<Stage>): StageResult[] {
  let now = text;
  return STAGES.map((stage) => {
    const stretches: readonly Stretch[] = on.has(stage) ? changesOf(stage, now) : [{ text: now, kind: 'kept' }];
    now = textAfter(stretches);
    const changes = stretches.filter(
      ({ kind }, at) => kind === 'out' || (kind === 'in' && stretches[at - 1]?.kind !== 'out'),
    ).length;
    return { stage, on: on.has(stage), stretches, after: now, changes };
  });
}
