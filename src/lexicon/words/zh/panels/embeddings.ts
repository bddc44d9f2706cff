import type { embeddings as en } from '../../en/panels/embeddings.ts';

export const embeddings: typeof en = {
  title: '嵌入',
  caption: '词表里的每个词元都是一个向量',
};
