import type { StepIn } from '#lexicon/course.ts';
import type { ChapterWords } from './step.ts';

/** Chapter 4: from a teller of stories to one that answers. */
export const chat: ChapterWords<StepIn<'chat'>> = {
  pretrainStories: {
    title: 'Pre-train on stories',
    text: [
      'Now the whole way once more, with an aim: a model that answers. Like every chat model it begins with [pre-training](preTraining) on plain text. There it learns how sentences go, and nothing yet about conversation.',
      'The [loss](loss) tells how far it has come. A blind guess among {vocabulary|token|tokens} costs {uniform} nats.',
    ],
    task: 'Train at least 100 steps.',
    done: 'What it has learnt by now serves for any text of this kind. That is why the expensive part is done only once.',
    before: 'before any training',
    after: 'now',
  },
  fineTune: {
    title: 'Fine-tune on dialogue',
    text: [
      'Ask a model of stories a question, and it tells a story. To make it answer, one trains it further, on dialogues: what the person says is given, only the reply is scored. Its weights start where they were and move on from there. This is [fine-tuning](fineTuning).',
      'Often some of the weights are frozen meanwhile, so that what was learnt before is not lost. The panel shows how far each matrix has moved, and how the answers have changed.',
    ],
    task: 'In the panel, choose “made-up talks” and press “Fine-tune”.',
    done: 'A few hundred steps are enough to change its manners. Its spelling and its words are still mostly the story’s.',
    before: 'the loss on dialogues at the start',
    after: 'the loss now',
    says: 'From {from} nats to {to}.',
  },
  talk: {
    title: 'Talk to it',
    text: [
      'A chat is one long text: your turn, its turn, your turn. Each time, the model is given the whole talk so far and continues it. It has no other memory.',
      'When the talk grows longer than the [context window](contextWindow) of {context|token|tokens}, its beginning falls out, as if it had never been said.',
    ],
    task: 'Say something to the model.',
    done: 'It has {parameters|parameter|parameters} and one small world. Do not be hard on it: the large ones are built the same way.',
    before: 'what you said',
    after: 'what it answered',
    says: 'The talk was {tokens|token|tokens} long, of which {fallen} had fallen out of the window.',
  },
  learnOn: {
    title: 'Learn from the talk',
    text: [
      'You can tell it which replies were right, or write what they should have been. They become training text, and the model is trained on them for some more steps. Large chat models get their last polish much like this: people judge answers, and the model is trained towards the good ones.',
      'Here the circle closes: from text to numbers, through the model, to new text, and from that text back into the weights.',
    ],
    task: 'Mark a reply as right, or write a better one, and press “Learn from this talk”.',
    done: 'You have gone the whole way, with a model of your own. Every number you saw is in it, and you can look at each.',
    before: 'what it answered before',
    after: 'what it answers now',
  },
};
