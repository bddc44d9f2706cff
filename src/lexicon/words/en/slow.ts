type Phase = 'batch' | 'forward' | 'loss' | 'backward' | 'update';

/** Words of a training step in slow motion. */
export const slow = {
  title: (step: string) => `Step ${step} in slow motion`,
  phases: {
    batch: 'batch',
    forward: 'forward',
    loss: 'loss',
    backward: 'backward',
    update: 'update',
  } satisfies Record<Phase, string> as Record<Phase, string>,
  says: {
    batch: 'Sequences are drawn at random places of the training part of the text. Choose the one that the pictures follow.',
    forward: 'Each array is computed from those before it, from left to right.',
    loss: 'At every position the probability of the token that really follows becomes a loss: −ln p. Their mean is what training makes small.',
    backward: 'From the loss back to the first array: how much the loss would grow with each number, by the chain rule.',
    update: 'The gradients of all sequences together move every weight a little, against the slope.',
  } satisfies Record<Phase, string> as Record<Phase, string>,
  play: 'Play slowly',
  pause: 'Hold',
  back: 'Sub-step back',
  next: 'Next sub-step',
  keys: 'S: next sub-step · Space: play or hold · Esc: end',
  skip: 'End',
  skipHelp: 'Ends the slow motion; the step stays done',
  again: 'Next step',
  againHelp: 'Takes the next training step apart',
  speed: 'Speed',
  times: (speed: string) => `${speed}×`,
  share: 'How far the sub-step is',
  sequences: 'Sequences of this batch',
  sequence: (n: number) => `sequence ${n}`,
  size: (B: number, T: number) => `${B} sequences of ${T} tokens`,
  row: (n: number, count: number) => `array ${n} of ${count}`,
  dropout: (p: string) => `Dropout with p = ${p} struck in this step; the pictures show the arrays as it left them.`,
  ofExample: 'The pictures show the gradient of this sequence’s mean loss; the step takes the mean over all sequences.',
  lossAt: (at: number, token: string, target: string, loss: string, p: string) =>
    `position ${at} “${token}”: then comes “${target}”, p = ${p}, loss ${loss} nats`,
  unscored: (at: number, token: string) => `position ${at} “${token}”: not scored`,
  lossTitle: (n: number) => `Loss of sequence ${n}, position by position`,
  means: 'Mean loss by sequence',
  whole: (loss: string) => `Mean over the whole batch: ${loss} nats, the loss of this step.`,
  norm: (norm: string, factor: string) =>
    factor === ''
      ? `Norm of the whole gradient: ${norm}.`
      : `Norm of the whole gradient: ${norm}; clipping multiplies it by ${factor}.`,
  gradientBy: 'Gradient ‖g‖ by weight tensor, after clipping',
  moveBy: 'How far each tensor moved ‖Δw‖, beside its length',
  rate: (rate: string) => `learning rate η = ${rate}`,
  tensor: 'tensor',
  moved: '‖Δw‖',
  ofLength: '‖Δw‖ ÷ ‖w‖',
  largest: 'The weights that moved most',
  weight: 'weight',
  before: 'before',
  after: 'after',
  change: 'change',
  gradient: 'gradient',
  openWeight: (name: string, before: string, after: string) => `${name}: ${before} → ${after}. Open its worksheet.`,
  still: 'No weight moved in this step.',
};

export type SlowWords = typeof slow;
