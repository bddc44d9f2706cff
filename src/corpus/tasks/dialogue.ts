import type { TaskLanguage } from '#lexicon/config.ts';
import { talkPrompt } from '#lexicon/turns.ts';
import type { Turn } from '#lexicon/turns.ts';
import { between, forever, pick, pickSome } from './task.ts';
import type { Task, Material } from './task.ts';

type Lexicon = {
  names: readonly string[];
  things: readonly string[];
  places: readonly string[];
  greetings: readonly Turn[];
  partings: readonly Turn[];
  introduce: (name: string) => Turn;
  tell: (thing: string, place: string) => Turn;
  askName: (name: string) => Turn;
  askPlace: (thing: string, place: string) => Turn;
};

const LEXICA: Record<TaskLanguage, Lexicon> = {
  en: {
    names: ['Merrin', 'Tobin', 'Isla', 'Quill', 'Hester', 'Bram', 'Odile', 'Corin'],
    things: ['key', 'lamp', 'rope', 'map', 'cup', 'coat'],
    places: ['shed', 'boat', 'tower', 'kitchen', 'cellar', 'garden'],
    greetings: [
      { says: 'Good morning.', reply: ' Good morning to you.' },
      { says: 'Hello!', reply: ' Hello! How can I help?' },
      { says: 'How are you?', reply: ' Well, thank you.' },
    ],
    partings: [
      { says: 'Thank you.', reply: ' You are welcome.' },
      { says: 'Goodbye.', reply: ' Goodbye, and fair winds.' },
    ],
    introduce: (name) => ({ says: `My name is ${name}.`, reply: ` Nice to meet you, ${name}.` }),
    tell: (thing, place) => ({ says: `The ${thing} is in the ${place}.`, reply: ` I will remember the ${thing}.` }),
    askName: (name) => ({ says: 'What is my name?', reply: ` You are ${name}.` }),
    askPlace: (thing, place) => ({ says: `Where is the ${thing}?`, reply: ` In the ${place}.` }),
  },
  zh: {
    names: ['阿梨', '老秦', '小满', '石生', '云娘', '阿福', '景和', '半夏'],
    things: ['钥匙', '灯', '绳子', '地图', '杯子', '外套'],
    places: ['棚子', '船上', '塔里', '厨房', '地窖', '花园'],
    greetings: [
      { says: '早上好。', reply: '你也早。' },
      { says: '你好！', reply: '你好！有什么事？' },
      { says: '最近怎么样？', reply: '很好，谢谢。' },
    ],
    partings: [
      { says: '谢谢。', reply: '不客气。' },
      { says: '再见。', reply: '再见，一路顺风。' },
    ],
    introduce: (name) => ({ says: `我叫${name}。`, reply: `很高兴认识你，${name}。` }),
    tell: (thing, place) => ({ says: `${thing}在${place}。`, reply: `我记住${thing}了。` }),
    askName: (name) => ({ says: '我叫什么？', reply: `你叫${name}。` }),
    askPlace: (thing, place) => ({ says: `${thing}在哪里？`, reply: `在${place}。` }),
  },
};

/** A talk of at least one exchange: what is told early may be asked for later. */
function talk({ language, uniform }: Material): Turn[] {
  const { names, things, places, greetings, partings, introduce, tell, askName, askPlace } = LEXICA[language];
  const [name, thing, place] = [pick(uniform, names), pick(uniform, things), pick(uniform, places)];
  const told: readonly (readonly [Turn, Turn])[] = [
    [introduce(name), askName(name)],
    [tell(thing, place), askPlace(thing, place)],
  ];
  const chosen = pickSome(uniform, told, between(uniform, 1, 2));
  const opening = uniform() < 0.3 ? [pick(uniform, greetings)] : [];
  const closing = uniform() < 0.2 ? [pick(uniform, partings)] : [];
  return [...opening, ...chosen.map(([first]) => first), pick(uniform, chosen)[1], ...closing];
}

/** A talk, or the beginning of one: its last reply is the answer. */
function draw(material: Material): { prompt: string; answer: string } {
  const { language, uniform } = material;
  const whole = talk(material);
  const turns = uniform() < 0.6 ? whole : whole.slice(0, between(uniform, 1, whole.length));
  const last = turns.at(-1);
  return { prompt: talkPrompt(language, turns.slice(0, -1), last?.says ?? ''), answer: last?.reply ?? '' };
}

/** A talk in turns; the model's reply is the answer, and what was said before it is needed for it. */
export const dialogue: Task = {
  id: 'dialogue',
  measure: 'exactMatch',
  example: {
    en: {
      prompt: 'You: The key is in the shed. Model: I will remember the key. You: Where is the key? Model:',
      answer: ' In the shed.',
    },
    zh: { prompt: '你：钥匙在棚子。 模型：我记住钥匙了。 你：钥匙在哪里？ 模型：', answer: '在棚子。' },
  },
  count: 3000,
  generate: (material) => forever(() => draw(material)),
};
