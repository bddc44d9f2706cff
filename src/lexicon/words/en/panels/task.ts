import type { TaskMeasure } from '#lexicon/messages.ts';

const measures: Record<TaskMeasure, string> = {
  perplexity: 'perplexity',
  accuracy: 'accuracy',
  exactMatch: 'exact match',
  f1: 'F1 of the tags',
  bleu: 'BLEU',
  rougeL: 'ROUGE-L',
};
const measureHelp: Record<TaskMeasure, string> = {
  perplexity: 'e to the mean loss of the expected answers: among how many tokens the model is torn at each place. 1 is certain.',
  accuracy: 'The share of examples given the right label.',
  exactMatch: 'The share of answers that are right to the last token.',
  f1: 'The harmonic mean of how many tags were found and how many of those given are right. Words without a tag do not count.',
  bleu: 'How many runs of one to four words the translations share with the expected ones, too short ones punished.',
  rougeL: 'How long the words are that answer and summary share in the same order, mean over the examples.',
};

export const task = {
  stretch: 'The text as it runs',
  stretchNote: 'Every underlined token is guessed from those before it, and each guess counts in the loss.',
  gaps: 'The text with gaps',
  gapsNote:
    'The model sees [MASK] where a token is framed, and both sides of it. Only these tokens are guessed and count in the loss. The same stretch always has the same gaps.',
  examples: 'Examples to learn from',
  examplesNote: 'Only the underlined answer counts in the loss; what stands before it is read.',
  scored: 'counts in the loss',
  guesses: 'What it puts into the gaps',
  columns: { place: 'place', hidden: 'hidden', guess: 'guess', p: 'p of the hidden', loss: 'loss' },
  meanLoss: (nats: string) => `mean loss of these gaps: ${nats} nats`,
  answers: 'Held-out examples, answered',
  answersSeen: 'Examples it was trained on, answered',
  ask: 'Answer now',
  stop: 'Stop',
  none: 'When a stretch of training ends, some examples are answered that the model never saw. You can also ask now.',
  prompt: 'it reads',
  expected: 'expected',
  written: 'it writes',
  right: 'right',
  wrong: 'wrong',
  empty: '(nothing)',
  count: (shown: string, all: string, step: string) => `${shown} of ${all} held-out examples, step ${step}`,
  countSeen: (shown: string, step: string) => `${shown} examples, none is held out; step ${step}`,
  chart: 'Score over training',
  chance: 'guessing blindly',
  step: 'step',
  measures,
  measureHelp,
};
