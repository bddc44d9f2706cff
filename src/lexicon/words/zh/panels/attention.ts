import type { attention as en } from '../../en/panels/attention.ts';

export const attention: typeof en = {
  heads: '全部注意力头',
  headsNote: (canPoint: boolean) =>
    `每个小方块是一个注意力头，读的是同一段文本。${canPoint ? '悬停预览，点击选定。' : '点一个，下面就放大看它。'}`,
  headName: (layer: number, head: number) => `第 ${layer} 层，头 ${head}`,
  layer: (layer: number) => `${layer} 层`,
  headButton: (layer: number, head: number, score: string, value: string) => `第 ${layer} 层，头 ${head}。${score}：${value}`,
  underEach: '方块下面的数：',
  view: '矩阵显示什么',
  pattern: '权重',
  scores: '得分',
  patternNote: '行在看，列被看。每行权重之和为 1。',
  patternNoteDifference: '行在看，列被看。两步的权重每行之和都是 1，相减之后每行之和为 0。',
  scoresNote: 'softmax 之前的得分，q·k ÷ √d_head。被掩码遮住的（−∞）留空。',
  scoresNoteOpen: 'softmax 之前的得分，q·k ÷ √d_head。没有掩码：每个词元前后都能看到。',
  queries: '在看的词元（行）',
  keys: '被看的词元（列）',
  matrix: (layer: number, head: number) => `第 ${layer} 层头 ${head} 的注意力`,
  cell: (query: number, queryText: string, key: number, keyText: string, value: string) =>
    `位置 ${query} 的“${queryText}”看位置 ${key} 的“${keyText}”：${value}`,
  cellScore: (query: number, queryText: string, key: number, keyText: string, value: string) =>
    `位置 ${query} 的“${queryText}”对位置 ${key} 的“${keyText}”：得分 ${value}`,
  cellHidden: (query: number, queryText: string, key: number, keyText: string) =>
    `位置 ${query} 的“${queryText}”看不到位置 ${key} 的“${keyText}”：它在后面`,
  looksAt: (position: number, text: string) => `位置 ${position}“${text}”在看谁`,
  lookedAtBy: (position: number, text: string) => `谁在看位置 ${position}“${text}”`,
  rest: (count: number, share: string) => `其余 ${count} 个合计 ${share}`,
  columnNote: '每个词元各自分配自己的 1，所以这一列加起来不等于 1。',
  nobody: '它后面没有词元可以看它。',
  measures: '这个头的几项指标',
  measuresNote: '粗条：这个头在这段文本上的值。细条：一个对各处一视同仁的头会得到的值。',
  kinds: {
    entropy: '熵（nat）',
    previous: '前一个词元',
    first: '首个词元',
    same: '相同词元',
    induction: '归纳',
  },
  entropyValue: (nats: string, even: string, places: string) =>
    `熵 ${nats} nat（均匀的头：${even}），相当于平均看着 ${places} 处。`,
  noCase: '这段文本里没有这种情形',
  cases: (n: number) => `${n} 个位置`,
  howTitle: '这些数怎么算，能信到什么程度',
  how: {
    entropy: '熵：每一行的 −Σ w ln w，对所有有得选的位置取平均。',
    previous: '前一个词元：落在紧邻前一位置上的权重，对各位置取平均。',
    first: '首个词元：落在位置 0 上的权重，对其后各位置取平均。没什么可看的头常常停在那里。',
    same: '相同词元：落在其他相同词元上的权重，对有这种词元的位置取平均。',
    induction: '归纳：这个词元以前出现过，权重有多少落在当时紧跟其后的那个词元上；对有这种情形的位置取平均。',
  },
  hedge:
    '这些数只描述：在这一段文本上、在模型目前这一步，权重落在哪里。它们不能证明这个头“负责”什么：换一段文本，同一个头可能做别的事；而且权重大小并不说明被看的那个位置的 V 里装着什么。',
};
