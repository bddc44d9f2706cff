import type { output as en } from '../../en/panels/output.ts';

export const output: typeof en = {
  openLogit: (token: string, value: string) => `“${token}”的 logit：${value}。看它怎么来的。`,
  title: '输出',
  caption: '从 logits 到下一个词元',
  ledger: (position: number, piece: string) => `位置 ${position} 的“${piece}”之后是什么`,
  ledgerMasked: (position: number) => `位置 ${position} 上是什么`,
  settings: (temperature: string, topK: string, topP: string) => `T ${temperature} · top-k ${topK} · top-p ${topP}`,
  all: '全部',
  rank: '#',
  token: '词元',
  logit: 'logit',
  warm: '÷ T',
  before: 'softmax',
  kept: '取舍',
  after: '抽中概率',
  cut: '舍',
  yes: '留',
  greedy: 'T = 0：总取 logit 最大的一个',
  tail: (n: string) => `其余 ${n} 个`,
  tailKept: (n: string) => `留 ${n} 个`,
  sum: '合计',
  actual: '原文就是它',
  actualLine: (piece: string, probability: string, nats: string) =>
    `原文接着是“${piece}”：T = 1 时 p = ${probability}，所以损失 −ln p = ${nats} nat。`,
  actualMasked: (piece: string, probability: string, nats: string) =>
    `原文这里是“${piece}”：T = 1 时 p = ${probability}，−ln p = ${nats} nat。训练时只有被遮住的位置才算进损失。`,
  noActual: '看的这段文字到此为止，后面没有可以对照的词元。',
  entropy: (before: string, perplexityBefore: string, after: string, perplexityAfter: string) =>
    `熵 ${before} nat，犹豫的程度相当于在 ${perplexityBefore} 个等可能的选项里挑；取舍之后 ${after} nat，相当于 ${perplexityAfter} 个。`,
  row: (rank: string, piece: string, logit: string, before: string, kept: string, after: string) =>
    `第 ${rank} 名 ${piece}：logit ${logit}，softmax ${before}，${kept}，抽中概率 ${after}`,
  overview: '每个位置上最可能的词元',
  overviewNote: 'p 按 T = 1 计算。✓ 表示最可能的词元正是原文；后面是原文那个词元的概率。',
  read: '读到',
  predicted: '预测',
  p: 'p',
  inText: '原文',
  right: '对',
  wrong: '错',
  hits: (right: string, of: string) => `${of} 个里对了 ${right} 个`,
  overviewRow: (position: number, read: string, predicted: string, p: string, actual: string, pActual: string) =>
    `位置 ${position}，读到 ${read}：预测 ${predicted}，概率 ${p}；原文是 ${actual}，概率 ${pActual}`,
  notFinite: '这些 logits 已经不是数了：训练在这一步发散。',
};
