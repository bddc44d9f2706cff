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
  dialogue: {
    title: 'Learn to answer',
    text: [
      'A model of stories, asked a question, tells a story. To make it answer, one trains it with dialogues: what the person says is given, only the reply is scored. Done with a model that already knows the language this is [fine-tuning](fineTuning), and a few thousand examples are enough.',
      'The dialogues here are so small that a model can learn them from the start. So it begins anew, with a vocabulary of theirs; Undo brings the model of the story back.',
    ],
    task: 'Under “What it learns”, choose “tasks” and there the dialogue, and train at least 100 steps.',
    done: 'The same training as before. Only the text is another, and only the replies count.',
    before: 'a dialogue as the model reads it',
    after: 'the reply',
    says: 'One of {examples} dialogues. The reply begins with “{answer}”.',
  },
  talk: {
    title: 'Talk to it',
    text: [
      'A chat is one long text: your turn, its turn, your turn. Each time the whole talk so far is laid before the model, and it goes on from there. It has no memory besides.',
      'When the talk grows longer than the [context window](contextWindow) of {context} tokens, its beginning falls out. It is then as if it had never been said.',
    ],
    task: 'In the panel, begin with what you would say, in the form of the dialogues (“You: … Model:”), and let the model write on.',
    done: 'It has {parameters} parameters and one small world. Do not be hard on it: the large ones are built the same way.',
    before: 'what it was given to read',
    after: 'with what it wrote',
    says: '{drawn} tokens were drawn.',
  },
  learnOn: {
    title: 'Learn from the talk',
    text: [
      'Large chat models are finished by people: they judge answers, or write better ones, and the model is trained towards those. What was said well becomes text to learn from.',
      'You can do the same by hand: write down a talk as you would have liked it, and make it the text. Here the way closes: from text to numbers, through the model, to new text, and from that text back into the weights.',
    ],
    task: 'Set “What it learns” to the next word, put some lines of dialogue of your own into the story, press “Use this text”, and train.',
    done: 'You have gone the whole way, on a model of your own. Everything you saw was a number in it, and you can look at each.',
    before: 'before any training',
    after: 'now',
  },
};
