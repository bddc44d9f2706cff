import type { TaskId } from '#lexicon/config.ts';
import type { PresetId } from '#lexicon/presets.ts';

type TaskWords = Record<Exclude<TaskId, 'story'>, string>;
type PresetWords = Record<PresetId, { name: string; says: string }>;

const tasks: TaskWords = {
  nextSentence: 'Two sentences of your story: does the second follow the first?',
  dialogue: 'A talk in turns. The reply needs what was said before.',
  talks: 'Your own talks: a line a turn, “Anna: …”; an empty line between two talks.',
  questions: 'A sentence, and a question about who, what, where or when.',
  summary: 'Two sentences, put into one.',
  translation: 'Into an invented language with another order of words.',
  sentiment: 'Is this praise or blame?',
  topic: 'Sea, kitchen, school or sky: what is it about?',
  entities: 'A tag for every word: P a person, L a place, D a day.',
  copy: 'A row of letters, again.',
  reverse: 'A row of letters, from behind.',
  sort: 'A row of digits, in rising order.',
  addition: 'Two numbers below fifty, added.',
  induction: 'A row of letters that comes twice. Watch a head learn to look behind the earlier one.',
};

const presets: PresetWords = {
  chinese: {
    name: 'A Chinese story, by words',
    says: 'A short story of rain and tea. Words are whole tokens, so the heads have much to tell each other.',
  },
  english: {
    name: 'An English story, by BPE',
    says: 'A ferry on a river, cut into pieces that the tokenizer found itself.',
  },
  names: {
    name: 'Names, by characters',
    says: 'Four hundred invented names. The model soon writes new ones that sound alike.',
  },
  induction: {
    name: 'Induction: A B … A B',
    says: 'Rows of letters that come twice. After some hundred steps the loss falls all at once: an induction head has formed.',
  },
  dialogue: {
    name: 'Dialogue',
    says: 'Talks in turns. The model answers to what was said before: a small chat partner.',
  },
  pairs: {
    name: 'Next sentence',
    says: 'Tiny stories, each of three sentences. The model tells whether two sentences belong together.',
  },
  article: {
    name: 'The size of a textbook example',
    says: '4 layers, width 512, 8 heads, learning rate 0.001, batch 32, Adam, dropout 0.1, on the text you have. See first what it costs here.',
  },
};

export const learns = {
  title: 'What it learns',
  kinds: { next: 'next word', hidden: 'hidden words', tasks: 'tasks' },
  kindsHelp: 'Guess what comes next, fill gaps from both sides, or answer exercises written as text',
  task: 'task',
  example: 'For example',
  scored: 'counts in the loss',
  counts: 'The loss counts what is underlined.',
  countsGaps: 'The loss counts what is framed; the model sees [MASK] there.',
  tasks,
  presets: {
    button: 'Presets',
    title: 'Preset',
    parameters: 'parameters',
    memory: 'memory',
    flops: 'FLOPs/step',
    perStep: 'a step here',
    measuring: 'measuring …',
    unmeasured: 'not measured',
    whole: (steps: string, time: string) => `${steps} steps take about ${time}.`,
    reaches: (loss: string) => `They bring the training loss to about ${loss} nats.`,
    tooLarge: (needed: string, budget: string) => `This needs ${needed}; at most ${budget} are allowed here.`,
    about: (time: string) => `≈ ${time}`,
    ms: (n: string) => `${n} ms`,
    seconds: (n: string) => `${n} s`,
    minutes: (n: string) => `${n} min`,
    hours: (n: string) => `${n} h`,
    /** Between two sentences. */
    between: ' ',
    keeps: 'Your present model can be brought back with Undo.',
    apply: 'Build this model',
    cancel: 'Not now',
    names: presets,
  },
};
