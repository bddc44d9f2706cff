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
