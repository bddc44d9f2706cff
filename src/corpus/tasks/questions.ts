import type { TaskLanguage } from '#lexicon/config.ts';
import { forever, pick, pickSome } from './task.ts';
import type { Task, Material } from './task.ts';

type Fact = { who: string; where: string };
type Lexicon = {
  people: readonly string[];
  places: readonly string[];
  tell: (facts: readonly Fact[]) => string;
  ask: (first: Fact, second: Fact) => string;
  answer: (first: Fact, second: Fact) => string;
};

const LEXICA: Record<TaskLanguage, Lexicon> = {
  en: {
    people: ['Merrin', 'Tobin', 'Isla', 'Quill', 'Hester', 'Bram'],
    places: ['upstairs', 'outside', 'abroad', 'ashore', 'indoors', 'underground'],
    tell: (facts) => facts.map(({ who, where }) => `${who} is ${where}. `).join(''),
    ask: (first, second) => `Where are ${first.who} and ${second.who}?`,
    answer: (first, second) => ` ${first.who} is ${first.where}, ${second.who} is ${second.where}.`,
  },
  zh: {
    people: ['阿梨', '老秦', '小满', '石生', '云娘', '阿福'],
    places: ['码头', '厨房', '钟楼', '集市', '花园', '学校'],
    tell: (facts) => facts.map(({ who, where }) => `${who}在${where}。`).join(''),
    ask: (first, second) => `${first.who}和${second.who}在哪里？`,
    answer: (first, second) => `${first.who}在${first.where}，${second.who}在${second.where}。`,
  },
};

function draw({ language, uniform }: Material): { prompt: string; answer: string } {
  const { people, places, tell, ask, answer } = LEXICA[language];
  const facts = pickSome(uniform, people, 3).map((who): Fact => ({ who, where: pick(uniform, places) }));
  const [first, second] = pickSome(uniform, facts, 2);
  if (!first || !second) throw new Error('questions: three facts were drawn, two are asked for');
  return { prompt: `${tell(facts)}${ask(first, second)}`, answer: answer(first, second) };
}

/** Three facts and a question about two of them. */
export const questions: Task = {
  id: 'questions',
  measure: 'exactMatch',
  example: {
    en: {
      prompt: 'Isla is upstairs. Bram is ashore. Quill is outside. Where are Bram and Isla?',
      answer: ' Bram is ashore, Isla is upstairs.',
    },
    zh: { prompt: '小满在钟楼。阿福在集市。石生在花园。阿福和小满在哪里？', answer: '阿福在集市，小满在钟楼。' },
  },
  count: 4000,
  generate: (material) => forever(() => draw(material)),
};
