import type { ffn as en } from '../../en/panels/ffn.ts';

export const ffn: typeof en = {
  title: '前馈网络',
  caption: '每一层里的神经元',
};
