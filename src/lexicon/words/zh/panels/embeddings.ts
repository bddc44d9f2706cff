import type { embeddings as en } from '../../en/panels/embeddings.ts';

export const embeddings: typeof en = {
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
  chosen: (piece: string, id: number) => `“${piece}”的向量（编号 ${id}）`,
  norm: (value: string) => `长度 ${value}`,
  cell: (piece: string, dimension: number, value: string) => `${piece}，第 ${dimension} 维：${value}`,
  probed: '这段文字查表得到的向量',
  probedNote: 'hook_embed：每个词元从表里取出自己的那一行。同一个词元出现两次，两行就一模一样。',
  probedCell: (position: number, piece: string, dimension: number, value: string) =>
    `位置 ${position} ${piece}，第 ${dimension} 维：${value}`,
  tokens: '词元',
  neighbours: (piece: string) => `离“${piece}”最近的词元`,
  neighboursNote: '按两个向量夹角的余弦来比：1 是方向相同，0 是互相垂直。',
  sum: '向量的加减：a − b + c',
  sumNote:
    '三行向量逐个数相加减；列出的是与结果方向最接近的词元，三个本身也算在内。只有当许多对词元之间的差别都一样时，这样的加减才说明问题；只读过一个故事的小模型，很少做得到。',
  sumTerm: (name: string) => `词元 ${name}：写出它，或写编号`,
  sumTake: (piece: string) => `取“${piece}”`,
  sumUnknown: '词表里没有',
  sumItself: '（已给）',
  sumNearest: (a: string, b: string, c: string) => `离“${a}”−“${b}”+“${c}”最近的词元`,
  sumOperand: (piece: string, other: string, cosine: string) =>
    `最近的是“${piece}”，它就是三个之一：加减之后几乎没有离开它。除了这三个，最近的是“${other}”，余弦 ${cosine}。`,
  sumFound: (piece: string, cosine: string) => `最近的是“${piece}”，不在三个之中，余弦 ${cosine}。`,
  map: '向量地图',
  mapNote: (first: string, second: string, dimensions: number) =>
    `取向量差别最大的两个方向（PCA）：各占方差的 ${first} 和 ${second}；另外 ${dimensions} 维里的差别，这张图上看不到。`,
  mapPoint: (piece: string, id: number, count: string) => `${piece}，编号 ${id}，故事里出现 ${count} 次`,
  mapWaiting: '正在寻找方向……',
  mapKind: '哪种地图',
  mapKinds: { pca: 'PCA', tsne: 't-SNE', umap: 'UMAP' },
  mapLaid: {
    tsne: (points: string, dimensions: number, neighbours: number, step: string) =>
      `t-SNE（van der Maaten & Hinton 2008）：第 ${step} 步的 ${points} 个 ${dimensions} 维向量，困惑度取 ${neighbours}。高维里是近邻的，图上也画得近。`,
    umap: (points: string, dimensions: number, neighbours: number, step: string) =>
      `UMAP（McInnes 等 2018）：第 ${step} 步的 ${points} 个 ${dimensions} 维向量，取 ${neighbours} 个近邻。高维里是近邻的，图上也画得近。`,
  },
  mapHedge: '各群之间隔多远、一群有多大、哪边是左哪边是上，都没有含义；换个起点就是另一幅图，所以训练时这幅图不跟着动。',
  mapCut: (points: string) => `只画最常见的 ${points} 个词元。`,
  mapStopped: (share: string) => `走到 ${share} 时停了。`,
  mapOld: (step: string) => `模型现在到了第 ${step} 步。`,
  mapFailed: '这幅地图没能画成。',
  mapStop: '停止',
  mapAgain: (step: string) => `按第 ${step} 步重画`,
  trails: '训练中的轨迹',
  trailsNone: '更早的步一个也没有保留',
  trailsRead: (read: number, wanted: number, first: string) =>
    `${wanted} 个保留的步读了 ${read} 个，从第 ${first} 步起，都投到现在这个平面上`,
};
