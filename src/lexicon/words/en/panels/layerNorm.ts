export const layerNorm = {
  titleRms: 'RMSNorm',
  captionRms: 'root mean square of each token, before and after',
  /** Which norm of a layer; pre-norm reads before a part, post-norm follows it. */
  place: {
    ln1Pre: 'before attention',
    ln1Post: 'after attention',
    ln2Pre: 'before FFN',
    ln2Post: 'after FFN',
    final: 'before output',
  },
  layer: (layer: number) => `L${layer}`,
  layerPlace: (layer: number, place: string) => `L${layer} ${place}`,
  overview: 'σ of every norm, for every token',
  overviewRms: 'RMS of every norm, for every token',
  overviewNote: 'Rows are the norms along the depth, columns are tokens. Click to open one.',
  overviewCell: (site: string, position: number, text: string, scale: string) =>
    `${site}, token ${position} “${text}”: divided by ${scale}`,
  overviewChange: (site: string, position: number, text: string, change: string) =>
    `${site}, token ${position} “${text}”: what it is divided by changed by ${change}`,
  columns: 'tokens (columns)',
  mean: 'Mean of each token',
  sigma: 'σ of each token',
  rms: 'RMS of each token',
  before: 'before',
  normalized: 'normalised',
  after: 'after γ and β',
  afterRms: 'after γ',
  position: 'token',
  noMean: 'RMSNorm divides by the root of the mean square and leaves the mean alone.',
  chartLabel: (what: string, site: string) => `${what}, ${site}`,
  sentence: (position: number, text: string, mean: string, sigma: string, scale: string) =>
    `${position} “${text}”: mean ${mean}, σ ${sigma}. It is divided by √(σ² + ε) = ${scale}.`,
  sentenceRms: (position: number, text: string, rms: string, scale: string) =>
    `${position} “${text}”: RMS ${rms}. It is divided by √(RMS² + ε) = ${scale}.`,
  distribution: (position: number, text: string) => `The ${position} “${text}” vector, number by number`,
  distributionLabel: (position: number, text: string, mean: string, sigma: string) =>
    `distribution of the numbers of token ${position} “${text}”, mean ${mean} and deviation ${sigma} before`,
  distributionLabelRms: (position: number, text: string, rms: string) =>
    `distribution of the numbers of token ${position} “${text}”, root mean square ${rms} before`,
  meanSigma: (mean: string, sigma: string) => `${mean} ± ${sigma}`,
  rmsOf: (rms: string) => `RMS ${rms}`,
  gain: 'γ, the gain of each dimension',
  bias: 'β, the shift of each dimension',
  range: (low: string, high: string) => `From ${low} to ${high}.`,
  weightCell: (symbol: string, dimension: number, value: string) => `${symbol}, dimension ${dimension}: ${value}`,
  weightNote: 'Learnt: training starts from γ = 1 and β = 0.',
  weightNoteRms: 'Learnt: training starts from γ = 1.',
};
