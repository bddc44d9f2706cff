import type { layerNorm as en } from '../../en/panels/layerNorm.ts';

export const layerNorm: typeof en = {
  title: '层归一化',
  caption: '每个词元归一化前后的均值与 σ',
};
