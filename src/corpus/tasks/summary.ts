import type { TaskLanguage } from '#lexicon/config.ts';
import { forever, pick } from './task.ts';
import type { Task, Material } from './task.ts';

type Event = { who: string; thing: string; where: string };
type Lexicon = {
  people: readonly string[];
  things: readonly string[];
  places: readonly string[];
  /** What happened, told at length in one of several ways. */
  tellings: readonly ((event: Event) => string)[];
  /** What stands around it and does not belong in a summary. */
  asides: readonly string[];
  ask: string;
  short: (event: Event) => string;
};

const LEXICA: Record<TaskLanguage, Lexicon> = {
  en: {
    people: ['Merrin', 'Tobin', 'Isla', 'Quill', 'Hester', 'Bram'],
    things: ['boat', 'letter', 'lamp', 'bell', 'basket', 'map'],
    places: ['Tallow', 'Fenwick', 'Orrin', 'Dunmere', 'Kelp', 'Ashby'],
    tellings: [
      ({ who, thing, where }) => `In the end ${who} took the old ${thing} all the way to ${where}. `,
      ({ who, thing, where }) => `To ${where} went ${who}, and with her the ${thing}. `,
      ({ who, thing, where }) => `The ${thing} reached ${where}, for ${who} had brought it. `,
    ],
    asides: ['It had rained all night. ', 'Nobody said a word. ', 'The gulls were loud. ', 'Supper was late. '],
    ask: 'In short:',
    short: ({ who, thing, where }) => ` ${who} took the ${thing} to ${where}.`,
  },
  zh: {
    people: ['阿梨', '老秦', '小满', '石生', '云娘', '阿福'],
    things: ['船', '信', '灯', '钟', '篮子', '地图'],
    places: ['盐湾', '柳渡', '雾港', '东市', '芦洲', '南岭'],
    tellings: [
      ({ who, thing, where }) => `最后还是${who}一路把那旧${thing}带去了${where}。`,
      ({ who, thing, where }) => `往${where}去的是${who}，身边带着${thing}。`,
      ({ who, thing, where }) => `那${thing}到了${where}，原来是${who}送去的。`,
    ],
    asides: ['雨下了一整夜。', '谁也没有说话。', '海鸥叫得很响。', '晚饭开得迟了。'],
    ask: '简单说：',
    short: ({ who, thing, where }) => `${who}把${thing}带到${where}。`,
  },
};

function draw({ language, uniform }: Material): { prompt: string; answer: string } {
  const { people, things, places, tellings, asides, ask, short } = LEXICA[language];
  const event = { who: pick(uniform, people), thing: pick(uniform, things), where: pick(uniform, places) };
  const [told, aside] = [pick(uniform, tellings)(event), pick(uniform, asides)];
  return { prompt: `${uniform() < 0.5 ? told + aside : aside + told}${ask}`, answer: short(event) };
}

/** A small passage in one sentence. */
export const summary: Task = {
  id: 'summary',
  measure: 'rougeL',
  example: {
    en: {
      prompt: 'It had rained all night. To Tallow went Merrin, and with her the lamp. In short:',
      answer: ' Merrin took the lamp to Tallow.',
    },
    zh: { prompt: '雨下了一整夜。往盐湾去的是阿梨，身边带着灯。简单说：', answer: '阿梨把灯带到盐湾。' },
  },
  count: 1200,
  generate: (material) => forever(() => draw(material)),
};
