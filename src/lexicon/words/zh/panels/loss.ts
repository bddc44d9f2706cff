import type { loss as en } from '../../en/panels/loss.ts';

export const loss: typeof en = {
  one: (position: number, piece: string, next: string) => `位置 ${position}“${piece}”之后，原文接的是“${next}”`,
  oneMasked: (position: number, piece: string) => `位置 ${position}，原文是“${piece}”`,
  oneNote: (scored: number) =>
    `目标 y 只在真正出现的词元上是 1，其余都是 0。损失对每个 logit 的斜率就是 p − y：给高了的往下压，该出现的往上抬，整个词表加起来正好抵消。再除以这里计分的 ${scored} 个位置，就是 grad.unembed.hook_out；点一个数，看它怎样算出来。`,
  oneMaskedNote: '这里什么也没有遮，模型看得见要它猜的那个词元。下面读全文时，每个词元都先遮住再猜。',
  columns: { token: '词元', logit: 'logit z', target: '目标 y', p: 'p', slope: 'p − y' },
  rest: (count: string) => `其余 ${count} 个`,
  row: (piece: string, slope: string) => `${piece} 的 p − y：${slope}`,
  sequence: '每个位置的损失和平均',
  sequenceNote: (tokens: string) =>
    `训练要降的就是这个平均。以 e 为底取它的指数，得到困惑度：模型拿不定主意的程度，好比在 ${tokens} 个同样可能的词元里挑一个。`,
  position: '位置',
  nats: '−ln p',
  batch: (step: string, sequences: number, tokens: number, nats: string) =>
    `第 ${step} 步的那一批有 ${sequences} × ${tokens} 个词元，平均每个 ${nats} nat。`,
  batchMasked: (step: string, sequences: number, tokens: number, nats: string) =>
    `第 ${step} 步的那一批有 ${sequences} × ${tokens} 个词元，遮住其中一些，平均每个被遮的 ${nats} nat。`,
  whole: '全文逐词元的损失',
  wholeNote:
    '每个词元前面至少有半个窗口的上文，不用随机失活；验证曲线的每一段开头都没有上文，所以这里的平均略低一些。颜色越深，损失越大。带下划线的是验证集，模型从没拿它训练。点一个词元，就去看模型读到那里的样子。',
  wholeNoteMasked:
    '每个词元都遮住一次，同时遮的和训练时一样多，凭左右两边来猜，不用随机失活。颜色越深，损失越大。带下划线的是验证集，模型从没拿它训练。点一个词元，就去看模型读到那里的样子。',
  wholeNoteTask:
    '只有答案计入损失，所以只给答案计分：每个答案都接在自己的样例后面读，不用随机失活。没有底色的词元只读，不要模型猜。带下划线的样例是验证集，模型从没拿它训练。点一个词元，就去看它所在的样例。',
  scoredOnly: (scored: number, tokens: number) =>
    `这 ${tokens} 个词元里，只有属于答案的 ${scored} 个计分，和训练时一样；答案之前的部分只读，不要模型猜。`,
  batchTask: (step: string, examples: number, nats: string) =>
    `第 ${step} 步的那一批有 ${examples} 个样例，答案里平均每个词元 ${nats} nat。`,
  unscored: (index: string, piece: string) => `第 ${index} 个词元“${piece}”：不属于答案，不计分`,
  readAll: (tokens: string, step: string) => `按第 ${step} 步通读 ${tokens} 个词元`,
  reading: (tokens: string) => `正在读 ${tokens} 个词元……`,
  stop: '停止',
  failed: '没能读完全文。',
  old: (read: string, now: string) => `这是第 ${read} 步读的，面板现在显示第 ${now} 步。`,
  atStep: (step: string) => `第 ${step} 步所读。`,
  accounts: { part: '哪一部分', tokens: '词元', mean: '平均损失', perplexity: '困惑度', accuracy: '准确率' },
  training: '训练集',
  heldOut: '验证集',
  explain: (part: string, nats: string, perplexity: string, right: string, tokens: string) =>
    `${part}：平均每个词元 ${nats} nat，困惑度就是 e^${nats} = ${perplexity}，好比在 ${perplexity} 个词元里挑一个；${tokens} 个里有 ${right} 个，它的首选就对。`,
  gap: (nats: string) => `没见过的词元，每个比训练过的多 ${nats} nat：这一截差距就是死记硬背来的。`,
  noGap: '验证集和训练集的差距没有超出偶然的范围：还看不出死记硬背。',
  along: '从头到尾',
  alongX: '从第几个词元起',
  alongMean: (tokens: string) => `每 ${tokens} 个词元的平均`,
  border: '验证集 →',
  scale: (nats: string) => `${nats} nat = ln V`,
  page: (from: string, to: string, of: string) => `第 ${from}–${to} 个，共 ${of} 个`,
  earlier: '前一段',
  later: '后一段',
  place: (index: string, piece: string, nats: string, p: string, guess: string, held: boolean) =>
    `第 ${index} 个词元“${piece}”：${nats} nat，p 为 ${p}，模型首选“${guess}”${held ? '，验证集' : ''}`,
  unasked: (index: string, piece: string) => `第 ${index} 个词元“${piece}”：前面什么也没有，所以没有让模型猜`,
  curves: '从哪里起变成了死记硬背',
  curvesNote: '训练：上一次评估以来各批的平均（有随机失活就带着它）。验证：留出的那部分，不用随机失活。',
  trainCurve: '训练',
  validationCurve: '验证',
  parting: '在此分开',
  step: '步数',
  parted: (step: string, lowest: string, now: string, trainThen: string, trainNow: string) =>
    `两条曲线在第 ${step} 步分开：验证损失在那里最低，${lowest} nat，现在到了 ${now}；训练损失却继续从 ${trainThen} 降到 ${trainNow}。从那以后学到的只是死记硬背：过拟合了。`,
  together: '两条曲线还没有分开：没有出现训练损失在降、验证损失却一直回升的情形。',
  few: '评估次数还太少，看不出两条曲线有没有分开；继续训练，评估会自动进行。',
  noHeldOut: '这个文本没有留出验证集，分不清模型是在学，还是在死记硬背。',
  goThere: (step: string) => `看离第 ${step} 步最近的保留步`,
};
