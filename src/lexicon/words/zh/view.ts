import type { view as en } from '../en/view.ts';

export const view: typeof en = {
  scaleAuto: '色标：自动',
  scaleFixed: '色标：固定',
  scaleToggle: '色标随数值变化，或保持不动',
  scaleOwn: '本面板',
  scaleShared: '全部面板',
  scaleShare: '每幅图各用自己的色标，或所有面板共用一个',
  noData: '还没有可以显示的内容。',
  cell: (row: string, column: string, value: string) => `${row}，${column}：${value}`,
  clause: '；',
  gap: '',
};
