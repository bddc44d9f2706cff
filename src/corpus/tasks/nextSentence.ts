import type { TaskLanguage } from '#lexicon/config.ts';
import type { Uniform } from '#math/random.ts';
import { pickSome } from './task.ts';
import type { Example, Task, Material } from './task.ts';

const LABELS: Record<TaskLanguage, readonly [yes: string, no: string]> = { en: [' yes', ' no'], zh: ['是', '否'] };
const ASKED: Record<TaskLanguage, (first: string, second: string) => string> = {
  en: (first, second) => `${first} | ${second} Next?`,
  zh: (first, second) => `${first}｜${second}接得上吗？`,
};

/** The sentences of a text, in order: each up to its mark of end and the quotation marks behind it, or its line's end. */
export function sentencesOf(text: string): string[] {
  const found = text.match(/[^.!?。！？…\n]+(?:[.!?。！？…]+["'”’」』）)]*)?/gu) ?? [];
  return found.map((sentence) => sentence.trim()).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/** One that is not the sentence after `i`, which is not the last, nor `i` itself. */
function strange(sentences: readonly string[], i: number, uniform: Uniform): string | undefined {
  const place = Math.floor(uniform() * (sentences.length - 2));
  return sentences[place < i ? place : place + 2];
}

/** Every sentence with its successor and with a stranger, in random order. */
function pairs({ language, uniform, story }: Material): Example[] {
  const sentences = sentencesOf(story);
  const [yes, no] = LABELS[language];
  const ask = ASKED[language];
  const examples = sentences.slice(0, -1).flatMap((first, i): Example[] => {
    const [next, other] = [sentences[i + 1], strange(sentences, i, uniform)];
    return [
      ...(next === undefined ? [] : [{ prompt: ask(first, next), answer: yes }]),
      ...(other === undefined || other === next ? [] : [{ prompt: ask(first, other), answer: no }]),
    ];
  });
  return pickSome(uniform, examples, examples.length);
}

/**
 * Next-sentence prediction (Devlin et al. 2019) for a model that reads from left to right: a pair of the story's
 * sentences and, as the last token, whether the second follows the first.
 */
export const nextSentence: Task = {
  id: 'nextSentence',
  measure: 'accuracy',
  usesStory: true,
  example: {
    en: { prompt: 'The fog lifted. | Merrin could see the pier. Next?', answer: ' yes' },
    zh: { prompt: '雾散了。｜阿梨看见了码头。接得上吗？', answer: '是' },
  },
  labels: LABELS,
  count: 4000,
  generate: pairs,
};
