import type { TaskLanguage } from '#lexicon/config.ts';
import { forever, pick } from './task.ts';
import type { Task, Material } from './task.ts';

type Event = { who: string; thing: string; place: string; day: string };
type Lexicon = {
  people: readonly string[];
  things: readonly string[];
  places: readonly string[];
  days: readonly string[];
  tellings: readonly ((event: Event) => string)[];
  /** What can be asked, with its answer. */
  questions: readonly (readonly [ask: string, answer: (event: Event) => string])[];
};

const LEXICA: Record<TaskLanguage, Lexicon> = {
  en: {
    people: ['Merrin', 'Tobin', 'Isla', 'Quill', 'Hester', 'Bram', 'Odile', 'Corin'],
    things: ['lamp', 'letter', 'rope', 'map', 'basket', 'coat', 'drum', 'kettle'],
    places: ['pier', 'tower', 'market', 'garden', 'school', 'mill'],
    days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    tellings: [
      ({ who, thing, place, day }) => `On ${day} ${who} took the ${thing} to the ${place}. `,
      ({ who, thing, place, day }) => `${who} took the ${thing} to the ${place} on ${day}. `,
      ({ who, thing, place, day }) => `The ${thing} went to the ${place} on ${day}, and ${who} with it. `,
    ],
    questions: [
      ['Who took it?', ({ who }) => ` It was ${who}.`],
      ['What was taken?', ({ thing }) => ` The ${thing}.`],
      ['Where to?', ({ place }) => ` To the ${place}.`],
      ['When?', ({ day }) => ` On ${day}.`],
    ],
  },
  zh: {
    people: ['阿梨', '老秦', '小满', '石生', '云娘', '阿福', '景和', '半夏'],
    things: ['灯', '信', '绳子', '地图', '篮子', '外套', '鼓', '茶壶'],
    places: ['码头', '钟楼', '集市', '花园', '学校', '磨坊'],
    days: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
    tellings: [
      ({ who, thing, place, day }) => `${day}，${who}把${thing}带到了${place}。`,
      ({ who, thing, place, day }) => `${who}把${thing}带到了${place}，那是${day}。`,
      ({ who, thing, place, day }) => `${day}，${thing}到了${place}，是${who}带去的。`,
    ],
    questions: [
      ['谁带的？', ({ who }) => `是${who}。`],
      ['带了什么？', ({ thing }) => `带了${thing}。`],
      ['带到哪里？', ({ place }) => `带到${place}。`],
      ['是哪天？', ({ day }) => `是${day}。`],
    ],
  },
};

function draw({ language, uniform }: Material): { prompt: string; answer: string } {
  const { people, things, places, days, tellings, questions: asked } = LEXICA[language];
  const event = {
    who: pick(uniform, people),
    thing: pick(uniform, things),
    place: pick(uniform, places),
    day: pick(uniform, days),
  };
  const [ask, answer] = pick(uniform, asked);
  return { prompt: `${pick(uniform, tellings)(event)}${ask}`, answer: answer(event) };
}

/** A sentence, and a question about who, what, where or when. */
export const questions: Task = {
  id: 'questions',
  measure: 'exactMatch',
  example: {
    en: { prompt: 'Bram took the lamp to the pier on Monday. Where to?', answer: ' To the pier.' },
    zh: { prompt: '周一，阿福把灯带到了码头。带到哪里？', answer: '带到码头。' },
  },
  count: 2400,
  generate: (material) => forever(() => draw(material)),
};
