import type { titles as english } from '../en/titles.ts';

/** 各个面板的名字，以及一句话说明。 */
export const titles: typeof english = {
  flow: {
    title: '数据流',
    caption: '整个模型一张图：一个词元占一行，从嵌入一路走到对下一个词元的预测',
  },
  text: {
    title: '文本与词元',
    caption: '清洗后的故事，切成一个个词元',
  },
  embeddings: {
    title: '嵌入',
    caption: '词表里的每个词元都是一个向量',
  },
  positions: {
    title: '位置',
    caption: '模型凭什么知道词元站在哪里',
  },
  attention: {
    title: '注意力',
    caption: '逐个注意力头，看每个词元在看谁',
  },
  ffn: {
    title: '前馈网络',
    caption: '一层里的每个神经元，对每个词元的反应',
  },
  layerNorm: {
    title: '层归一化',
    caption: '每个词元归一化前后的均值与 σ',
  },
  residual: {
    title: '残差流',
    caption: '残差流沿着深度怎样变化，每个部分往里加了什么',
  },
  lens: {
    title: '逐层预测 (logit lens)',
    caption: '模型要是停在某一层，会说什么；每个部分又给它添了多少',
  },
  output: {
    title: '输出',
    caption: '从 logits 到下一个词元',
  },
  task: {
    title: '样例与作答',
    caption: '模型从什么样例里学、损失算在哪里、答得怎么样',
  },
  loss: {
    title: '损失',
    caption: '模型错了多少，又因此被推向哪里',
  },
  update: {
    title: '梯度与更新',
    caption: '损失对每个权重有多陡，优化器又据此走出怎样的一步',
  },
  generate: {
    title: '生成',
    caption: '一次写一个词元，写成这样的缘由都摆在眼前',
  },
  latent: {
    title: '潜在空间',
    caption: '全文与每个句子都成了点，点与点之间还有什么',
  },
  lab: {
    title: '实验台',
    caption: '关掉某个部分，手改注意力，换入别的激活，或者把模型弄坏',
  },
  chat: {
    title: '微调与对话',
    caption: '让练好的模型接着学对话或别的文本，然后跟它聊聊',
  },
};
