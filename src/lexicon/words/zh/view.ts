import type { view as en } from '../en/view.ts';

export const view: typeof en = {
  scaleAuto: '色标：自动',
  scaleFixed: '色标：固定',
  noData: '还没有可以显示的内容。',
  cell: (row: string, column: string, value: string) => `${row}，${column}：${value}`,
  clause: '；',
};
