import type { TaskLanguage } from '#lexicon/config.ts';
import { forever, pick } from './task.ts';
import type { Task, Material } from './task.ts';

type Tagged = readonly [word: string, tag: string];
type Lexicon = {
  people: readonly string[];
  places: readonly string[];
  days: readonly string[];
  /** Sentences of words and of gaps, which are the tags P, L and D. */
  frames: readonly (readonly string[])[];
};

/** The tag of a word that names nothing. */
const NONE = '-';

const LEXICA: Record<TaskLanguage, Lexicon> = {
  en: {
    people: ['Merrin', 'Tobin', 'Isla', 'Quill', 'Hester', 'Bram', 'Odile', 'Corin'],
    places: ['Tallow', 'Sallow', 'Fenwick', 'Orrin', 'Dunmere', 'Kelp', 'Ashby', 'Norcove'],
    days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    frames: [
      ['P', 'went', 'to', 'L', 'on', 'D'],
      ['on', 'D', 'P', 'met', 'P', 'in', 'L'],
      ['P', 'wrote', 'a', 'letter', 'to', 'P'],
      ['the', 'boat', 'left', 'L', 'before', 'D'],
      ['in', 'L', 'it', 'rained', 'until', 'D'],
      ['P', 'and', 'P', 'came', 'from', 'L'],
    ],
  },
  zh: {
    people: ['阿梨', '老秦', '小满', '石生', '云娘', '阿福', '景和', '半夏'],
    places: ['盐湾', '柳渡', '青石镇', '雾港', '东市', '白塔村', '芦洲', '南岭'],
    days: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
    frames: [
      ['P', 'D', '去', '了', 'L'],
      ['D', 'P', '在', 'L', '遇见', 'P'],
      ['P', '给', 'P', '写', '了', '信'],
      ['船', '在', 'D', '之前', '离开', 'L'],
      ['L', '的', '雨', '下', '到', 'D'],
      ['P', '和', 'P', '从', 'L', '来'],
    ],
  },
};

function draw({ language, uniform }: Material): { prompt: string; answer: string } {
  const { people, places, days, frames } = LEXICA[language];
  const gaps: Readonly<Record<string, readonly string[]>> = { P: people, L: places, D: days };
  const tagged = pick(uniform, frames).map((word): Tagged => {
    const fillers = gaps[word];
    return fillers ? [pick(uniform, fillers), word] : [word, NONE];
  });
  return { prompt: `${tagged.map(([word]) => word).join(' ')} :`, answer: ` ${tagged.map(([, tag]) => tag).join(' ')}` };
}

/** A tag for every word: P a person, L a place, D a day, − none of them. */
export const entities: Task = {
  id: 'entities',
  measure: 'f1',
  noTag: NONE,
  example: {
    en: { prompt: 'Merrin went to Tallow on Monday :', answer: ' P - - L - D' },
    zh: { prompt: '阿梨 周一 去 了 盐湾 :', answer: ' P D - - L' },
  },
  count: 900,
  generate: (material) => forever(() => draw(material)),
};
