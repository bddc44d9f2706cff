import type { text as en } from '../../en/panels/text.ts';

export const text: typeof en = {
  title: '文本与词元',
  caption: '清洗后的故事，切成一个个词元',
};
