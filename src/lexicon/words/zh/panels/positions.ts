import type { positions as en } from '../../en/panels/positions.ts';

export const positions: typeof en = {
  title: '位置',
  caption: '模型凭什么知道词元站在哪里',
};
