import type { positions as en } from '../../en/panels/positions.ts';

export const positions: typeof en = {
  learned: 'wpe.weight：上下文里每个位置有一个学出来的向量，加到词元的向量上。一开始是噪声，秩序在训练中慢慢出现。',
  sinusoidal:
    '这里没有要学的东西：波长由短到长的正弦和余弦，加到词元的向量上（Vaswani 等，2017）。变得快的区分邻居，变得慢的区分远近。',
  matrix: '位置编码',
  matrixNote: '一行一个位置，一列一个维度。',
  axis: '位置',
  cell: (position: number, dimension: number, value: string) => `位置 ${position}，第 ${dimension} 维：${value}`,
  curves: '沿着位置看',
  dimension: (index: number) => `第 ${index} 维`,
  position: '位置',
  similarity: '两个位置有多像',
  similarityNote: '两个位置向量的余弦：对角线上是自己和自己，等于 1。',
  similarityCell: (a: number, b: number, value: string) => `位置 ${a} 和位置 ${b}：余弦 ${value}`,
  angles: '旋转的角度',
  anglesNote:
    '向量上什么也不加。而是把 q 和 k 里的数两两一对，转过“位置 × θ”的角度，于是它们的乘积只看两个词元相隔多远（RoFormer，苏剑林等，2021）。θ 从 1 起逐对变小；转满一圈，颜色重新开始。',
  angleCell: (position: number, pair: number, angle: string, turned: string) =>
    `位置 ${position}，第 ${pair} 对：${angle} 弧度（一圈之内 ${turned}）`,
  turned: (position: number, pair: number, layer: number, head: number) =>
    `位置 ${position} 的第 ${pair} 对数，旋转前后（第 ${layer} 层，头 ${head}）`,
  turnedNote: (angle: string, theta: string) =>
    `转过 ${angle} 弧度 = 位置 × θ，θ = ${theta}。细线是旋转前，粗线是旋转后；长度不变。`,
  pairSlider: '第几对',
  query: '查询',
  key: '键',
  beforeTurn: '旋转前',
  afterTurn: '旋转后',
  offsets: '距离留下的痕迹',
  offsetsNote: '假如处处的 q 和 k 都是同样两个数，旋转之后的乘积就是 θ × 距离 的余弦：每一对数一条曲线。',
  offset: '距离',
  pair: (index: number) => `第 ${index} 对`,
  noneCausal:
    '哪里都没有加位置。剩下的只有因果掩码：词元只能看前面的，所以还知道前面有几个。要是没有掩码，模型看到的就是一袋打乱的词元。',
  noneMasked: '哪里都没有加位置。这里也没有掩码：模型看到的是一袋词元。把句子打乱，每个词元算出来的向量都不变。',
  noneStrips: '同一个词元站在两处，进来的是同一个向量',
  noneTwice: (tokens: string, of: string) => `这段文字的 ${of} 个词元里，有 ${tokens} 个不止出现一次；它们的行一位不差。`,
  noneOnce: '这段文字里没有重复出现的词元。',
  stripCell: (position: number, piece: string, dimension: number, value: string) =>
    `位置 ${position} ${piece}，第 ${dimension} 维：${value}`,
};
