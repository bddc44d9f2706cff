import type { lens as en } from '../../en/panels/lens.ts';

export const lens: typeof en = {
  start: '起点',
  attn: (layer: number) => `${layer} 层注意力`,
  ffn: (layer: number) => `${layer} 层前馈`,
  attnShort: (layer: number) => `${layer} 层注意`,
  ffnShort: (layer: number) => `${layer} 层前馈`,
  after: (part: string) => `${part}之后`,
  grid: '要是停在这里，它会说什么',
  gridNote:
    '每行是一个读到的词元，列沿着深度走。每一格：把那里的残差流送进最后的归一化和输出矩阵，写出最可能的词元；底色深浅是它的概率。带下划线的正是原文。最后一列就是模型自己的输出。',
  gridNotePost:
    '每行是一个读到的词元，列沿着深度走。每一格：把那里的残差流直接送进输出矩阵（这个模型每次相加之后才归一化，没有最后的归一化），写出最可能的词元；底色深浅是它的概率。带下划线的正是原文。最后一列就是模型自己的输出。',
  gridMoved: 'A 步时它会说什么，原文的词元又变得多可能',
  gridMovedNote: '每格写的是 A 步时最可能的词元；底色是原文那个词元在 A 步的概率减去在 B 步的概率。带下划线的正是原文。',
  howTitle: '这是什么，能信到什么程度',
  how: 'logit lens（nostalgebraist 2020）拿最后一层的“词典”去读每一层。前面的层未必说这种语言：某一格像胡话，只说明残差流还没变成输出能读的样子，不说明那里什么都不知道。',
  rows: '读到的词元（行）',
  cell: (position: number, text: string, where: string, piece: string, p: string) =>
    `位置 ${position} 的“${text}”，${where}：“${piece}”，概率 ${p}`,
  cellMoved: (piece: string, change: string) => `原文“${piece}”的概率变化 ${change}`,
  cellHit: '正是原文',
  cellRank: (piece: string, rank: string) => `原文的“${piece}”排第 ${rank}`,
  cellNone: (position: number, text: string, where: string) => `位置 ${position} 的“${text}”，${where}：这里的数已经不是有限的数`,
  working: '正在计算……',
  candidates: (position: number, text: string, where: string) => `位置 ${position}“${text}”，${where}`,
  candidatesNote: (piece: string, rank: string, p: string) => `原文是“${piece}”：在这里排第 ${rank}，p = ${p}。`,
  candidatesNotAsked: '模型在这个位置不用作答，没有原文的词元可以对照。',
  candidatesEnd: '看的这段文字到此为止，没有原文的词元可以对照。',
  candidatesBefore: '细条是同一些词元在 B 步的概率。',
  candidatesPick: '点一个词元，看谁给它的 logit 加了多少。',
  rank: (piece: string) => `“${piece}”的名次沿着深度怎样变`,
  rankNone: '名次沿着深度怎样变',
  rankLine: '名次（1 是最可能）',
  rankB: 'B 步时',
  rankMedian: '所有位置的中位数',
  rankNote: '原文的词元在整个词表里排第几，纵轴取对数：越往下越好。',
  depth: '深度',
  attribution: (piece: string, position: number) => `位置 ${position} 上，谁给“${piece}”的 logit 加了多少`,
  attributionLead: (piece: string, against: string, position: number) =>
    `位置 ${position} 上，“${piece}”凭什么排在“${against}”前面`,
  ofToken: '词元',
  minus: '减去',
  theActual: (piece: string) => `“${piece}”，原文`,
  theLikeliest: (piece: string) => `“${piece}”，最可能的`,
  nothing: '不减',
  order: '各部分的顺序',
  byDepth: '按深度',
  bySize: '按大小',
  embed: '嵌入',
  position: '位置编码',
  head: (layer: number, head: number) => `${layer} 层头 ${head}`,
  attnBias: (layer: number) => `${layer} 层注意力偏置`,
  ffnPart: (layer: number) => `${layer} 层前馈`,
  normBias: '最后归一化的偏置',
  sum: (sum: string, logit: string) => `各部分之和 ${sum} · 模型自己的 ${logit}`,
  attributionNote:
    '带正负号，单位是 logit。最后归一化的尺度固定为这个词元上的值；减均值和增益对每个部分照做不误，所以各部分加起来正好是 logit。',
  attributionMoved: '从 B 步到 A 步，每个部分加给 logit 的量变化了多少。',
  attributionHowTitle: '算进了什么，没算什么',
  attributionHow:
    '只算直接的路：一个部分直接写给输出的。某个头或前馈网络若是通过改变后面所读的东西起作用，那份功劳记在后面的部分头上。前馈网络自己的偏置算在它的条里；少了哪个部分，尺度本身也会变。另外，单个 logit 要和别的比才有意义：把所有 logit 一起抬高，预测并不会变。选第二个词元，就能看两者之差。',
  attributionPost:
    '这个模型每次相加之后都归一化。前面某个部分写下的东西，要被后面每一次归一化重新缩放，缩放多少又取决于所有部分合起来的样子，所以 logit 并不是各部分所写之和。与其编一个数，不如什么都不画。',
  rollout: '注意力展开 (rollout)',
  rolloutNote: (layers: number) =>
    `行在看，列被看，一次看穿 ${layers} 层：每层取各头平均的一半、加上词元自己的一半，再逐层相乘。`,
  rolloutHowTitle: '能信到什么程度',
  rolloutHow:
    'R = Ã_L ⋯ Ã_1，其中 Ã_l = ½ mean_h A_{l,h} + ½ I（Abnar & Zuidema 2020）。它把做不同事情的头一起平均，把残差一路当成正好一半，对 V、归一化、前馈网络一概不知。可以把它当作信息可能从哪里来，不能当作模型为什么这样回答。',
  rolloutCell: (query: number, queryText: string, key: number, keyText: string, value: string) =>
    `位置 ${query} 的“${queryText}”来自位置 ${key} 的“${keyText}”：${value}`,
};
