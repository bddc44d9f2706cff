import type { TaskLanguage } from '#lexicon/config.ts';
import { forever, pick } from './task.ts';
import type { Task, Material } from './task.ts';

type Lexicon = {
  things: readonly string[];
  good: readonly string[];
  bad: readonly string[];
  sentence: (thing: string, quality: string, negated: boolean) => string;
  labels: readonly [good: string, bad: string];
};

const LEXICA: Record<TaskLanguage, Lexicon> = {
  en: {
    things: ['soup', 'room', 'ferry', 'bread', 'song', 'harbour', 'story', 'tea', 'bed', 'captain', 'market', 'lamp'],
    good: ['warm', 'lovely', 'fresh', 'kind', 'bright', 'calm', 'clever', 'sweet'],
    bad: ['cold', 'dull', 'stale', 'rude', 'dirty', 'noisy', 'broken', 'bitter'],
    sentence: (thing, quality, negated) => `The ${thing} was ${negated ? 'not ' : ''}${quality}`,
    labels: [' good', ' bad'],
  },
  zh: {
    things: ['汤', '房间', '渡船', '面包', '歌', '港口', '故事', '茶', '床', '船长', '集市', '灯'],
    good: ['暖和', '可爱', '新鲜', '和气', '明亮', '安静', '聪明', '香甜'],
    bad: ['冰凉', '乏味', '陈旧', '粗鲁', '肮脏', '吵闹', '残破', '苦涩'],
    sentence: (thing, quality, negated) => `这${thing}${negated ? '并不' : '真'}${quality}`,
    labels: ['好', '差'],
  },
};

/** One or two judgements of the same side; what is good and denied counts as bad. */
function draw({ language, uniform }: Material): { prompt: string; answer: string } {
  const { things, good, bad, sentence, labels } = LEXICA[language];
  const positive = uniform() < 0.5;
  const judgement = (): string => {
    const negated = uniform() < 0.3;
    return sentence(pick(uniform, things), pick(uniform, positive === negated ? bad : good), negated);
  };
  const parts = uniform() < 0.5 ? [judgement()] : [judgement(), judgement()];
  const text = parts.join(language === 'zh' ? '，' : '. ');
  return { prompt: language === 'zh' ? `${text}。评价：` : `${text}. Verdict:`, answer: positive ? labels[0] : labels[1] };
}

/** Is this praise or blame? */
export const sentiment: Task = {
  id: 'sentiment',
  measure: 'accuracy',
  example: {
    en: { prompt: 'The soup was not cold. The song was lovely. Verdict:', answer: ' good' },
    zh: { prompt: '这汤并不冰凉，这歌真可爱。评价：', answer: '好' },
  },
  labels: { en: LEXICA.en.labels, zh: LEXICA.zh.labels },
  count: 900,
  generate: (material) => forever(() => draw(material)),
};
