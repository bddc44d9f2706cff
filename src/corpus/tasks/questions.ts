import type { TaskLanguage } from '#lexicon/config.ts';
import { forever, pick, pickSome } from './task.ts';
import type { Task, Material } from './task.ts';

type Lexicon = {
  people: readonly string[];
  places: readonly string[];
  fact: (who: string, where: string) => string;
  question: (who: string) => string;
  answer: (where: string) => string;
};

const LEXICA: Record<TaskLanguage, Lexicon> = {
  en: {
    people: ['Merrin', 'Tobin', 'Isla', 'Quill', 'Hester', 'Bram'],
    places: ['upstairs', 'outside', 'abroad', 'ashore', 'indoors', 'underground'],
    fact: (who, where) => `${who} is ${where}. `,
    question: (who) => `Where is ${who}?`,
    answer: (where) => ` ${where}.`,
  },
  zh: {
    people: ['阿梨', '老秦', '小满', '石生', '云娘', '阿福'],
    places: ['码头', '厨房', '钟楼', '集市', '花园', '学校'],
    fact: (who, where) => `${who}在${where}。`,
    question: (who) => `${who}在哪里？`,
    answer: (where) => `在${where}。`,
  },
};

function draw({ language, uniform }: Material): { prompt: string; answer: string } {
  const { people, places, fact, question, answer } = LEXICA[language];
  const known = pickSome(uniform, people, 3).map((who) => ({ who, where: pick(uniform, places) }));
  const asked = pick(uniform, known);
  const facts = known.map(({ who, where }) => fact(who, where)).join('');
  return { prompt: `${facts}${question(asked.who)}`, answer: answer(asked.where) };
}

/** Three facts and a question about one of them. */
export const questions: Task = {
  id: 'questions',
  measure: 'exactMatch',
  example: {
    en: {
      prompt: 'Isla is upstairs. Bram is ashore. Quill is outside. Where is Bram?',
      answer: ' ashore.',
    },
    zh: { prompt: '小满在钟楼。阿福在集市。石生在花园。阿福在哪里？', answer: '在集市。' },
  },
  count: 4000,
  generate: (material) => forever(() => draw(material)),
};
