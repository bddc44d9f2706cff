import type { attention as en } from '../../en/panels/attention.ts';

export const attention: typeof en = {
  title: '注意力',
  caption: '每个词元在看前面的哪些词元',
};
