import type { TaskLanguage } from '#lexicon/config.ts';
import { forever, pick } from './task.ts';
import type { Task, Material } from './task.ts';

type Entry = readonly [word: string, toy: string];
type Lexicon = { nouns: readonly Entry[]; qualities: readonly Entry[]; deeds: readonly Entry[] };

const NOUNS = ['kalu', 'rebo', 'timi', 'souna', 'vark', 'pelo', 'dush', 'lomi'];
const QUALITIES = ['na', 'ze', 'ko', 'fi', 'ru'];
const DEEDS = ['sivo', 'gatt', 'nemu', 'horra', 'ploo'];
const entries = (words: readonly string[], toy: readonly string[]): Entry[] =>
  words.map((word, i): Entry => [word, toy[i] ?? '']);

const LEXICA: Record<TaskLanguage, Lexicon> = {
  en: {
    nouns: entries(['cat', 'boat', 'child', 'moon', 'bear', 'bell', 'fox', 'ship'], NOUNS),
    qualities: entries(['old', 'red', 'small', 'quiet', 'wet'], QUALITIES),
    deeds: entries(['sees', 'follows', 'finds', 'calls', 'carries'], DEEDS),
  },
  zh: {
    nouns: entries(['猫', '小船', '孩子', '月亮', '熊', '钟', '狐狸', '大船'], NOUNS),
    qualities: entries(['老', '红', '小', '静', '湿'], QUALITIES),
    deeds: entries(['看见', '跟着', '找到', '呼唤', '带走'], DEEDS),
  },
};

type Phrase = { noun: Entry; quality: Entry | null };

/** The toy language puts the deed first, the one it is done to second, and hangs a quality on its noun's end. */
function draw({ language, uniform }: Material): { prompt: string; answer: string } {
  const { nouns, qualities, deeds } = LEXICA[language];
  const phrase = (): Phrase => ({ noun: pick(uniform, nouns), quality: uniform() < 0.5 ? pick(uniform, qualities) : null });
  const ours = ({ noun, quality }: Phrase): string =>
    language === 'zh' ? `${quality ? `${quality[0]}的` : ''}${noun[0]}` : `the ${quality ? `${quality[0]} ` : ''}${noun[0]}`;
  const theirs = ({ noun, quality }: Phrase): string => `${noun[1]}${quality ? ` ${quality[1]}` : ''}`;
  const [who, deed, whom] = [phrase(), pick(uniform, deeds), phrase()];
  const source = language === 'zh' ? `${ours(who)}${deed[0]}${ours(whom)}` : `${ours(who)} ${deed[0]} ${ours(whom)}`;
  return { prompt: `${source} →`, answer: ` ${deed[1]} ${theirs(whom)} ${theirs(who)}` };
}

/** Into an invented language with another order of words. */
export const translation: Task = {
  id: 'translation',
  measure: 'bleu',
  example: {
    en: { prompt: 'the old cat sees the boat →', answer: ' sivo rebo kalu na' },
    zh: { prompt: '老的猫看见小船 →', answer: ' sivo rebo kalu na' },
  },
  count: 3000,
  generate: (material) => forever(() => draw(material)),
};
