import type { carry as english } from '../en/carry.ts';

/** 把模型带走：能存成什么，各有什么用。 */
export const carry: typeof english = {
  title: '把模型带走',
  save: '保存',
  saving: '正在保存……',
  saved: (name, size) => `${name}，${size}`,
  hug: {
    title: 'Hugging Face 文件夹',
    ending: '.zip',
    about:
      '给 PyTorch 和 transformers 用：配置、权重、分词器，还有一份说明，教你怎么加载，怎么在一台或许多台机器上接着训练。拖回这个页面，就能原样接着练。',
    strange: (reasons) =>
      `这个模型不是 GPT-2 的结构（${reasons}）。文件夹里会写明这一点，权重存成普通的 safetensors，但 transformers 不能直接加载它。`,
  },
  run: {
    title: '训练文件',
    ending: '.gfrun',
    about: '这次训练的全部内容，供本页使用：文本、权重、优化器、曲线和保留的各步。不用训练就能回放，接着练也分毫不差。',
  },
  writer: {
    title: '会写作的网页',
    ending: '.html',
    about:
      '一个文件，里面有模型和一个写开头的输入框。任何新一点的浏览器都能离线打开，输入的内容不会传出去。训练用的文本不在里面。',
    masked: '做填空训练的模型不会续写文章。',
    embed: '想放进别的网页，就把它和那个网页放在一起，再把这一行复制过去：',
    copy: '复制',
    copied: '已复制。',
    notCopied: '浏览器不允许复制；内容已选中，请手动复制。',
  },
  replay: {
    title: '可以回看的网页',
    ending: '.html',
    about: '一个文件，里面有损失曲线；在每个保留的步上，还能看到模型当时写了什么、在看哪里、预期什么。可以离线打开。',
  },
  metrics: {
    title: '曲线数据',
    ending: '.csv',
    about: '每一步的损失、梯度范数和学习率，以及验证集上的损失和准确率。',
    empty: '还没有训练过。',
  },
  bare: '只有编号、没有文本的模型，只能存成 Hugging Face 文件夹。',
};
