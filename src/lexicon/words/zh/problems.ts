import type { problems as en } from '../en/problems.ts';
import { memory, memoryOf } from '../memory.ts';

export const problems: typeof en = {
  unknownField: ({ field }) => `没有名为“${field}”的设置。`,
  fieldType: ({ field, wanted, got }) => `${field} 应为${wanted}，收到的是 ${got}。`,
  fieldRange: ({ field, min, max, got }) => `${field} 应在 ${min} 到 ${max} 之间，收到的是 ${got}。`,
  fieldChoice: ({ field, options, got }) => `${field} 只能是 ${options} 之一，收到的是 ${got}。`,
  headsDivide: ({ heads, width, choices }) => `宽度 ${width} 不能被 ${heads} 个头整除；可选的头数：${choices}。`,
  ropeEven: ({ headWidth }) => `旋转位置编码要把数成对旋转，所以每个头的宽度必须是偶数；现在会是 ${headWidth}。`,
  tooLarge: ({ neededMiB, budgetMiB, field, largest }) =>
    `这个模型需要 ${memory(neededMiB)}，上限是 ${memory(budgetMiB)}。${largest > 0 ? `${field} 最大可以取 ${largest}。` : '只改一项不够，要把几项设置一起调小。'}`,
  tooLargeToTrain: ({ neededMiB, budgetMiB }) =>
    `训练这个模型至少要 ${memory(neededMiB)}（权重、梯度、两个动量和一条序列），上限是 ${memory(budgetMiB)}。它照样可以查看，也可以用来生成。`,
  textEmpty: ({ tokens }) =>
    tokens === 0 ? '文本是空的；至少要有两个词元才能学习。' : '文本只有一个词元；至少要两个：一个用来读，一个用来预测。',
  textTooLong: ({ bytes, max }) => `文本有 ${memoryOf(bytes)}，最多能读 ${memoryOf(max)}。`,
  textShort: ({ tokens, context }) => `文本只有 ${tokens} 个词元，比上下文窗口（${context}）还短；模型每次都会看到全文。`,
  noValidation: ({ tokens }) => `只有 ${tokens} 个词元，留不出验证集；只显示训练损失。`,
  vocabularySmall: ({ learnt, wanted }) => `这段文本只能得到 ${learnt} 个不同的词元，少于设定的 ${wanted} 个。`,
  idRange: ({ id, vocabulary }) => `${id} 不是词元编号；词表的编号是 0 到 ${vocabulary - 1}。`,
  inputType: ({ got }) => `这里需要一段文字或一串词元编号，收到的是 ${got}。`,
  inputEmpty: () => '要观察的文字是空的；至少要有一个词元。',
  inputCut: ({ tokens, context }) => `要观察的文字有 ${tokens} 个词元，上下文窗口只有 ${context}，所以只显示最后 ${context} 个。`,
  unknownName: ({ name, examples }) => `“${name}”既不是这个模型的激活，也不是它的权重。可以试试 ${examples}。`,
  gradientNeedsProbe: ({ name }) => `${name} 至少需要两个词元：一个用来读，一个用来预测。`,
  stepNotKept: ({ step, kept }) => `第 ${step} 步没有保留；保留下来的有 ${kept}。`,
  weightLength: ({ weight, got, wanted }) => `${weight} 有 ${wanted} 个数，收到了 ${got} 个。`,
  weightFinite: ({ weight, index }) => `${weight} 必须全是有限的数；第 ${index} 个不是。`,
  backendMissing: ({ name, available }) => `这台机器上没有“${name}”后端；可用的有：${available}。`,
  deviceLost: ({ reason }) => `显卡设备丢失了（${reason}）；训练会从最近保留的状态继续。`,
  gpuFailed: ({ found, step }) =>
    `显卡没能完成计算（${found}）。处理器已从第 ${step} 步接手，训练的历史和文本都没有变。想再试 WebGPU，可以在页面顶部的菜单里切换。`,
  gpuRefused: ({ found, stays }) => `显卡接不下这个模型（${found}），它仍在 ${stays} 上运行，一切照旧。`,
  outOfMemory: ({ neededMiB }) =>
    `浏览器给不出所需的 ${memory(neededMiB)} 内存。原来的模型没有变；把批、上下文或宽度调小会少用一些，关掉别的标签页也能腾出一些。`,
  diverged: ({ step, tensor, lastGood }) =>
    `训练在第 ${step} 步发散了：${tensor} 不再是有限的数。最后一个正常的步是第 ${lastGood} 步，可以退回去，并调低学习率。`,
  engineGone: ({ message }) => `计算引擎停止了（${message}），手头的计算没有完成。`,
  engineLost: ({ step, lost }) =>
    `计算引擎曾意外停止，现已重新启动。训练从第 ${step} 步继续${lost > 0 ? `，之后的 ${lost} 步丢失了` : ''}。`,
  runGone: ({ runId }) => `第 ${runId} 次运行已经不再保留。`,
  filesUnknown: ({ names }) =>
    `这些文件里没有模型（${names}）；需要 .gfrun 文件，或者含有 config.json、model.safetensors 和 tokenizer.json 的文件夹。`,
  fileBroken: ({ found }) => `模型读不出来：${found}。需要 Glassformer 保存的文件，或者 GPT-2 布局的文件夹。`,
  notTuned: () => '这个模型是从随机种子开始训练的，还没有微调带来的变化。请先微调。',
  widthsDiffer: ({ here, there }) => `宽度为 ${there} 的嵌入放不进宽度为 ${here} 的模型；请先把宽度改成 ${there}。`,
  noArrays: () => '这个面板现在没有可以导出的数组；请先把它滚动到画面里，再试一次。',
  filesTooLarge: ({ bytes, max }) => `这些文件一共有 ${memoryOf(bytes)}，最多能打开 ${memoryOf(max)}。`,
  fileObjective: ({ objective }) => `这份词表是随模型文件来的，里面没有 [MASK]，而“${objective}”需要它。请先换一种分词器。`,
  notRecorded: ({ found }) => `这不是一份运行记录（${found}）；需要 Glassformer 保存的文件。`,
  keptGone: () => '这次训练已经不在训练库里了。',
  keptBroken: ({ name, found }) => `“${name}”没能按保存时的样子打开（${found}）。它还留在训练库里，这里先打开了另一个。`,
  storageDenied: ({ reason }) =>
    `浏览器不允许本页存储任何内容（${reason}）。功能都能用，只是关掉页面训练就没了；想留下来，请存成文件。`,
  storageFull: ({ usedMiB, quotaMiB }) =>
    `浏览器的存储空间满了（已用 ${memory(usedMiB)}，上限 ${memory(quotaMiB)}）。训练照常进行，但没有保存：请到训练库里删掉一些，或把这次训练存成文件。`,
  storageThinned: ({ states }) => `浏览器的存储空间满了，已清掉最早几次训练的 ${states} 个中间状态，最新状态都还在。`,
  linkIgnored: ({ parts }) => `链接里有几处读不懂，已略过：${parts}。`,
  linkTextMissing: () => '原文太长，放不进链接，这里先用一篇示例代替。',
  maskedGeneration: () => '掩码模型只会填空，不会续写。要生成文本，请选择因果目标。',
  tooFewExamples: ({ task, found, wanted }) =>
    `任务“${task}”在故事里只找到 ${found} 个样例，至少要 ${wanted} 个。句子更多的故事才够用。`,
  examplesCut: ({ count, longest, context }) =>
    `有 ${count} 个样例比上下文（${context}）长，开头的部分看不到；上下文调到 ${longest} 就全都放得下。`,
  noTask: () => '模型在通读故事，没有可作答的样例。请先选一个任务。',
  internal: ({ message }) => `内部出错：${message}`,
};
