import type { StepIn } from '#lexicon/course.ts';
import type { ChapterWords } from './step.ts';

/** Chapter 4: from a teller of stories to one that answers. */
export const chat: ChapterWords<StepIn<'chat'>> = {
  pretrainStories: {
    title: 'Pre-train on stories',
    text: [
      'Now the whole way once more, with an aim: a model that answers. It begins like every chat model, with [pre-training](preTraining) on plain text. It learns how sentences go; of talking it knows nothing yet.',
      'The [loss](loss) tells how far it is. A blind guess among {vocabulary} tokens costs {uniform} nats.',
    ],
    task: 'Train at least 100 steps.',
    done: 'What it has learnt by now is good for any text of this kind. That is why the dear part is done only once.',
    before: 'before any training',
    after: 'now',
  },
  fineTune: {
    title: 'Fine-tune on dialogue',
    text: [
      'A model of stories, asked a question, tells a story. To make it answer, one trains it on with dialogues: what the person says is given, only the reply is scored. Its weights stay where they were and move on from there. This is [fine-tuning](fineTuning).',
      'Often a part of the weights is frozen meanwhile, so that what was learnt before is not lost. The panel shows how far each matrix has moved, and what is answered now instead.',
    ],
    task: 'In the panel, choose the made-up talks and press “Fine-tune”.',
    done: 'A few hundred steps are enough to change its manners. Its spelling and its words are still those of the story.',
    before: 'the loss on dialogues when it began',
    after: 'the loss now',
    says: 'From {from} nats to {to}.',
  },
  talk: {
    title: 'Talk to it',
    text: [
      'A chat is one long text: your turn, its turn, your turn. Each time the whole talk so far is laid before the model, and it goes on from there. It has no memory besides.',
      'When the talk grows longer than the [context window](contextWindow) of {context} tokens, its beginning falls out. It is then as if it had never been said.',
    ],
    task: 'Say something to the model.',
    done: 'It has {parameters} parameters and one small world. Do not be hard on it: the large ones are built the same way.',
    before: 'what you said',
    after: 'what it answered',
    says: 'It was given {tokens} tokens, of which {fallen} had fallen out of the window.',
  },
  learnOn: {
    title: 'Learn from the talk',
    text: [
      'You can tell it which replies were right, or write what they should have been. They become training text, and the model takes more steps on them. Large chat models are finished much like this: people judge answers, and the model is trained towards the good ones.',
      'Here the way closes: from text to numbers, through the model, to new text, and from that text back into the weights.',
    ],
    task: 'Call a reply right, or better it, and press “Learn from this talk”.',
    done: 'You have gone the whole way, on a model of your own. Everything you saw was a number in it, and you can look at each.',
    before: 'what it answered before',
    after: 'what it answers now',
  },
};
