export const loss = {
  one: (position: number, piece: string, next: string) => `At ${position} “${piece}” the text goes on with “${next}”`,
  oneMasked: (position: number, piece: string) => `At ${position} the text has “${piece}”`,
  oneNote: (scored: number) =>
    `The target y is 1 for the token that comes and 0 for every other. The slope of the loss by each logit is p − y: what was too likely is pushed down, what comes is pushed up, and over the whole vocabulary the pushes cancel out. Divided by the number of positions scored here, ${scored}, it is grad.unembed.hook_out; click one to see how it comes about.`,
  oneMaskedNote:
    'Here nothing is hidden, so the model sees the very token it is asked for. In the whole text below each token is hidden before it is guessed.',
  columns: { token: 'token', logit: 'logit z', target: 'target y', p: 'p', slope: 'p − y' },
  rest: (count: string) => `the other ${count}`,
  row: (piece: string, slope: string) => `p − y of ${piece}: ${slope}`,
  sequence: 'Every position, and their mean',
  sequenceNote: (tokens: string) =>
    `The mean is what training lowers. e to the mean is the perplexity: the model is as unsure as if it chose among ${tokens} equally likely tokens.`,
  position: 'position',
  nats: '−ln p',
  batch: (step: string, sequences: number, tokens: number, nats: string) =>
    `The batch of step ${step}, ${sequences} × ${tokens} tokens, cost ${nats} nats a token.`,
  batchMasked: (step: string, sequences: number, tokens: number, nats: string) =>
    `The batch of step ${step}, ${sequences} × ${tokens} tokens with some hidden, cost ${nats} nats a hidden token.`,
  whole: 'The whole text by what it costs',
  wholeNote:
    'Every token is read with at least half a context before it, without dropout; so the mean is a little below the validation curve, whose stretches begin with none. Deeper colour costs more. Underlined tokens are held out: the model never trained on them. Click one to look at the model there.',
  wholeNoteMasked:
    'Every token is hidden once, as many at a time as in training, and guessed from both sides, without dropout. Deeper colour costs more. Underlined tokens are held out: the model never trained on them. Click one to look at the model there.',
  wholeNoteTask:
    'Only the answers count in the loss, so only they are scored, each read with its own example before it, without dropout. What is not tinted is read and never asked for. Underlined examples are held out: the model never trained on them. Click a token to look at its example.',
  scoredOnly: (scored: number, tokens: number) =>
    `Of these ${tokens} tokens only those of an answer are scored (${scored}), as in training; what stands before it is read, not asked for.`,
  batchTask: (step: string, examples: number, nats: string) =>
    `The batch of step ${step}, ${examples} examples, cost ${nats} nats a token of an answer.`,
  unscored: (index: string, piece: string) => `token ${index} “${piece}”: no part of an answer, so it is not scored`,
  readAll: (tokens: string, step: string) => `Read all ${tokens} tokens at step ${step}`,
  reading: (tokens: string) => `reading ${tokens} tokens…`,
  stop: 'Stop',
  failed: 'The text could not be read.',
  old: (read: string, now: string) => `Read at step ${read}; the panels show step ${now}.`,
  atStep: (step: string) => `Read at step ${step}.`,
  accounts: { part: 'part', tokens: 'tokens', mean: 'mean loss', perplexity: 'perplexity', accuracy: 'accuracy' },
  training: 'training part',
  heldOut: 'held-out part',
  explain: (part: string, nats: string, perplexity: string, right: string, tokens: string) =>
    `On the ${part}, ${nats} nats a token is a perplexity of e^${nats} = ${perplexity}, as if the model chose among ${perplexity} tokens; ${right} of ${tokens} were its first guess.`,
  gap: (nats: string) => `A held-out token costs ${nats} nats more than one it trained on: that much it knows by heart.`,
  noGap: 'The held-out part costs no more than chance explains: nothing shows yet that is known by heart.',
  along: 'Along the text',
  alongX: 'from token',
  alongMean: (tokens: string) => `mean of ${tokens} tokens`,
  border: 'held out →',
  scale: (nats: string) => `${nats} nats = ln V`,
  page: (from: string, to: string, of: string) => `tokens ${from}–${to} of ${of}`,
  earlier: 'Earlier part',
  later: 'Later part',
  place: (index: string, piece: string, nats: string, p: string, guess: string, held: boolean) =>
    `token ${index} “${piece}”: ${nats} nats, p ${p}, likeliest was “${guess}”${held ? ', held out' : ''}`,
  unasked: (index: string, piece: string) => `token ${index} “${piece}”: nothing stands before it, so it was not asked for`,
  curves: 'Where learning becomes learning by heart',
  curvesNote:
    'Training: the mean of the batches since the evaluation before, with dropout where there is any. Validation: the held-out part, without.',
  trainCurve: 'training',
  validationCurve: 'validation',
  parting: 'they part',
  step: 'step',
  parted: (step: string, lowest: string, now: string, trainThen: string, trainNow: string) =>
    `The curves part at step ${step}: validation was lowest there, ${lowest} nats, and is at ${now} now, while training went on from ${trainThen} to ${trainNow}. What the model learns since then, it learns by heart: overfitting.`,
  together: 'The curves have not parted: validation has not risen for good while training falls.',
  few: 'Too few evaluations yet to say whether the curves part; while it trains, they come by themselves.',
  noHeldOut: 'Nothing of this text is held out, so nobody can tell whether the model learns or learns by heart.',
  goThere: (step: string) => `Show the kept step nearest to ${step}`,
};
