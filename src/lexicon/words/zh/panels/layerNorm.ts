import type { layerNorm as en } from '../../en/panels/layerNorm.ts';

export const layerNorm: typeof en = {
  titleRms: '均方根归一化',
  captionRms: '每个词元的均方根，归一化前后',
  place: {
    ln1Pre: '注意力之前',
    ln1Post: '注意力之后',
    ln2Pre: '前馈之前',
    ln2Post: '前馈之后',
    final: '输出之前',
  },
  layer: (layer: number) => `${layer} 层`,
  layerPlace: (layer: number, place: string) => `${layer} 层${place}`,
  overview: '每一处归一化、每个词元的 σ',
  overviewRms: '每一处归一化、每个词元的均方根',
  overviewNote: '从上到下是各处归一化，从左到右是词元。点一格，打开那一处。',
  overviewCell: (site: string, position: number, text: string, scale: string) =>
    `${site}，位置 ${position} 的“${text}”：除以 ${scale}`,
  overviewChange: (site: string, position: number, text: string, change: string) =>
    `${site}，位置 ${position} 的“${text}”：除数变化 ${change}`,
  columns: '词元（列）',
  mean: '每个词元的均值',
  sigma: '每个词元的 σ',
  rms: '每个词元的均方根',
  before: '归一化前',
  normalized: '归一化后',
  after: '乘 γ 加 β 后',
  afterRms: '乘 γ 后',
  position: '位置',
  noMean: 'RMSNorm 只除以均方根，不减均值。',
  chartLabel: (what: string, site: string) => `${what}，${site}`,
  sentence: (position: number, text: string, mean: string, sigma: string, scale: string) =>
    `位置 ${position}“${text}”：均值 ${mean}，σ ${sigma}，除以 √(σ² + ε) = ${scale}。`,
  sentenceRms: (position: number, text: string, rms: string, scale: string) =>
    `位置 ${position}“${text}”：均方根 ${rms}，除以 √(均方根² + ε) = ${scale}。`,
  distribution: (position: number, text: string) => `位置 ${position}“${text}”的向量里，各个数怎样分布`,
  distributionLabel: (position: number, text: string, mean: string, sigma: string) =>
    `位置 ${position}“${text}”各维数值的分布，归一化前均值 ${mean}，标准差 ${sigma}`,
  distributionLabelRms: (position: number, text: string, rms: string) =>
    `位置 ${position}“${text}”各维数值的分布，归一化前均方根 ${rms}`,
  meanSigma: (mean: string, sigma: string) => `${mean} ± ${sigma}`,
  rmsOf: (rms: string) => `均方根 ${rms}`,
  gain: 'γ：每一维的缩放',
  bias: 'β：每一维的平移',
  range: (low: string, high: string) => `从 ${low} 到 ${high}。`,
  weightCell: (symbol: string, dimension: number, value: string) => `${symbol}，第 ${dimension} 维：${value}`,
  weightNote: '由训练学来：开始时 γ = 1，β = 0。',
  weightNoteRms: '由训练学来：开始时 γ = 1。',
};
