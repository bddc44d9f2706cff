import type { residual as en } from '../../en/panels/residual.ts';

export const residual: typeof en = {
  start: '起点',
  attn: (layer: number) => `${layer} 层注意力`,
  ffn: (layer: number) => `${layer} 层前馈`,
  after: (part: string) => `${part}之后`,
  map: '残差流的长度 ‖x‖：词元 × 深度',
  mapNote: '每行一个词元；列沿着深度走：先是起点，然后是每个注意力、每个前馈网络之后。',
  rows: '词元（行）',
  mapCell: (position: number, text: string, where: string, value: string) =>
    `位置 ${position} 的“${text}”，${where}：长度 ${value}`,
  mapChange: (position: number, text: string, where: string, value: string) =>
    `位置 ${position} 的“${text}”，${where}：长度变化 ${value}`,
  along: (position: number, text: string) => `位置 ${position}“${text}”沿着深度`,
  stream: '残差流 ‖x‖',
  median: '所有词元的中位数',
  depth: '深度',
  adds: (position: number, text: string) => `往位置 ${position}“${text}”里加了什么`,
  addsNote: '每个部分写进残差流的向量有多长。',
  addsChange: '每个部分写进残差流的向量，在 A 步比在 B 步长多少。',
  cosine: '朝哪个方向',
  cosineNote: '加进去的向量与当时残差流的夹角余弦：1 是同向，0 是垂直，−1 是反向。',
  cosineChange: '加进去的向量与当时残差流的夹角余弦，A 步减去 B 步：大于 0，就是转得更同向了。',
  postNote: '这里每次相加之后再归一化，所以残差流的长度是归一化之后的。',
  strips: (position: number, text: string) => `位置 ${position}“${text}”的向量，一步步的样子`,
  stripsNote: '一行是整个向量，一列是一维。带颜色名字的行是加进来的，灰色名字的行是残差流本身。',
  stripCell: (where: string, dimension: number, value: string) => `${where}，第 ${dimension} 维：${value}`,
  added: (part: string) => `＋ ${part}`,
};
