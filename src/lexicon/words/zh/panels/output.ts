import type { output as en } from '../../en/panels/output.ts';

export const output: typeof en = {
  title: '输出',
  caption: '从 logits 到下一个词元',
};
