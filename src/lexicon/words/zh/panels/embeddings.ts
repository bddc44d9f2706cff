import type { embeddings as en } from '../../en/panels/embeddings.ts';

export const embeddings: typeof en = {
  title: '嵌入',
  caption: '词表里的每个词元都是一个向量',
  table: (rows: string, columns: string) => `嵌入表：${rows} 个词元 × ${columns} 维`,
  tableNote: 'wte.weight：一行就是一个词元的向量。全是学出来的，一开始只是噪声。',
  tableTied: 'wte.weight：一行就是一个词元的向量。最后把向量变回 logits 用的也是这张表（权重共享）。',
  order: '行的次序',
  byFrequency: '按次数',
  byId: '按编号',
  usedOnly: '只看故事里出现过的',
  rows: (from: string, to: string, of: string) => `第 ${from}–${to} 行，共 ${of} 行`,
  rowsSlider: '显示哪些行',
  overview: '整张表的缩略图',
  chosen: (piece: string, id: number) => `「${piece}」的向量（编号 ${id}）`,
  norm: (value: string) => `长度 ${value}`,
  cell: (piece: string, dimension: number, value: string) => `${piece}，第 ${dimension} 维：${value}`,
  probed: '这段文字查表得到的向量',
  probedNote: 'hook_embed：每个词元从表里取出自己的那一行。同一个词元出现两次，两行就一模一样。',
  probedCell: (position: number, piece: string, dimension: number, value: string) =>
    `位置 ${position} ${piece}，第 ${dimension} 维：${value}`,
  tokens: '词元',
  neighbours: (piece: string) => `离「${piece}」最近的词元`,
  neighboursNote: '按两个向量夹角的余弦来比：1 是方向相同，0 是互相垂直。',
  map: '向量地图',
  mapNote: (first: string, second: string, dimensions: number) =>
    `取向量差别最大的两个方向（PCA）：各占方差的 ${first} 和 ${second}；另外 ${dimensions} 维里的差别，这张图上看不到。`,
  mapPoint: (piece: string, id: number, count: string) => `${piece}，编号 ${id}，故事里出现 ${count} 次`,
  mapWaiting: '正在寻找方向……',
};
