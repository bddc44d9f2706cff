import type { TaskLanguage } from '#lexicon/config.ts';
import { forever, pick, pickSome } from './task.ts';
import type { Task, Material } from './task.ts';

type Topic = { label: string; things: readonly string[] };
type Lexicon = { topics: readonly Topic[]; sentences: readonly ((a: string, b: string) => string)[]; ask: string };

const LEXICA: Record<TaskLanguage, Lexicon> = {
  en: {
    topics: [
      { label: ' sea', things: ['anchor', 'gull', 'sail', 'wave', 'tide', 'oar', 'whale', 'rope'] },
      { label: ' kitchen', things: ['pan', 'spoon', 'flour', 'oven', 'salt', 'onion', 'kettle', 'plate'] },
      { label: ' school', things: ['chalk', 'pupil', 'lesson', 'pencil', 'exam', 'bell', 'teacher', 'page'] },
      { label: ' sky', things: ['cloud', 'star', 'moon', 'wind', 'comet', 'thunder', 'kite', 'dawn'] },
    ],
    sentences: [
      (a, b) => `We talked about the ${a} and the ${b}`,
      (a, b) => `She drew a ${a} beside a ${b}`,
      (a, b) => `First came the ${a}, then the ${b}`,
      (a, b) => `I dreamt of a ${a} and a ${b}`,
    ],
    ask: '. Topic:',
  },
  zh: {
    topics: [
      { label: '海', things: ['铁锚', '海鸥', '船帆', '波浪', '潮水', '船桨', '鲸鱼', '缆绳'] },
      { label: '厨房', things: ['平锅', '勺子', '面粉', '烤炉', '盐', '洋葱', '水壶', '盘子'] },
      { label: '学校', things: ['粉笔', '学生', '功课', '铅笔', '考试', '黑板', '老师', '课本'] },
      { label: '天空', things: ['云朵', '星星', '月亮', '大风', '彗星', '雷声', '风筝', '朝霞'] },
    ],
    sentences: [
      (a, b) => `我们聊起了${a}和${b}`,
      (a, b) => `她在${b}旁边画了${a}`,
      (a, b) => `先来的是${a}，接着是${b}`,
      (a, b) => `我梦见了${a}和${b}`,
    ],
    ask: '。主题：',
  },
};

function draw({ language, uniform }: Material): { prompt: string; answer: string } {
  const { topics, sentences, ask } = LEXICA[language];
  const { label, things } = pick(uniform, topics);
  const [a = '', b = ''] = pickSome(uniform, things, 2);
  return { prompt: `${pick(uniform, sentences)(a, b)}${ask}`, answer: label };
}

const labelsOf = (language: TaskLanguage): string[] => LEXICA[language].topics.map(({ label }) => label);

/** What is it about: one of four. */
export const topic: Task = {
  id: 'topic',
  measure: 'accuracy',
  example: {
    en: { prompt: 'She drew a gull beside a sail. Topic:', answer: ' sea' },
    zh: { prompt: '她在船帆旁边画了海鸥。主题：', answer: '海' },
  },
  labels: { en: labelsOf('en'), zh: labelsOf('zh') },
  count: 640,
  generate: (material) => forever(() => draw(material)),
};
