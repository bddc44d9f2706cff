import type { TaskLanguage } from './config.ts';

/** What stands before a turn of the person and before one of the model, wherever a talk is written as text. */
export const TURN_MARKS: Readonly<Record<TaskLanguage, { person: string; model: string }>> = {
  en: { person: 'You: ', model: 'Model:' },
  zh: { person: '你：', model: '模型：' },
};

/** One exchange; a reply carries its own space before it where the language has one. */
export type Turn = { says: string; reply: string };

/**
 * A talk as the model reads it, up to where it shall write the last reply: `You: Hello! Model: Hello! You: … Model:`.
 * `says` is the turn to be answered, `before` the exchanges so far.
 */
export function talkPrompt(language: TaskLanguage, before: readonly Turn[], says: string): string {
  const { person, model } = TURN_MARKS[language];
  return `${before.map((turn) => `${person}${turn.says} ${model}${turn.reply} `).join('')}${person}${says} ${model}`;
}

/** Talks that were pasted, and the lines that belong to none. */
export type Talks = { talks: readonly (readonly Turn[])[]; stray: readonly string[] };

/** A trimmed line that someone says: a name of at most 24 characters, a colon of either width, and the words. */
const SAID = /^([^\s:：][^:：]{0,23}?)\s*[:：]\s*(\S.*)$/;

/**
 * Reads pasted talks: a line a turn, `Anna: …`; an empty line parts two talks. Whoever speaks first is the person, all
 * others are the model; several lines of one side are one turn. A talk that begins with a reply, or ends without one,
 * loses that turn.
 */
export function parseTalks(text: string, language: TaskLanguage): Talks {
  const space = language === 'en' ? ' ' : '';
  const stray: string[] = [];
  const talks = text
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .map((part) => turnsOf(part, space, stray))
    .filter((turns) => turns.length > 0);
  return { talks, stray };
}

function turnsOf(part: string, space: string, stray: string[]): Turn[] {
  const sides: { person: boolean; words: string }[] = [];
  let first: string | null = null;
  for (const line of part.split('\n').map((each) => each.trim())) {
    if (line === '') continue;
    const [, name, words] = SAID.exec(line) ?? [];
    if (name === undefined || words === undefined) {
      stray.push(line);
      continue;
    }
    first ??= name;
    const person = name === first;
    const last = sides.at(-1);
    if (last?.person === person) last.words += ` ${words}`;
    else sides.push({ person, words });
  }
  const turns: Turn[] = [];
  for (let at = 0; at + 1 < sides.length; at += 2)
    turns.push({ says: sides[at]?.words ?? '', reply: `${space}${sides[at + 1]?.words ?? ''}` });
  return turns;
}

/** Talks as text that `parseTalks` reads again. */
export function writeTalks(talks: readonly (readonly Turn[])[], language: TaskLanguage): string {
  const { person, model } = TURN_MARKS[language];
  return talks.map((turns) => turns.map(({ says, reply }) => `${person}${says}\n${model}${reply}`).join('\n')).join('\n\n');
}
