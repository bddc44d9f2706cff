import type { StepIn } from '#lexicon/course.ts';
import type { ChapterWords } from './step.ts';

/** Chapter 1: a model that makes new text, from the story in to the story out. */
export const generative: ChapterWords<StepIn<'generative'>> = {
  story: {
    title: 'It begins with a story',
    text: [
      'A generative model is one that, having read many examples, can make new ones of the same kind. This one reads a single text: your story, {characters|character|characters} of it, and nothing else in the world.',
      'Everything you will see is this model, running in this tab. What you paste stays here.',
    ],
    task: 'Read a little of the story, choose another sample, or paste a text of your own and press “Use this text”.',
    done: 'That is all the world your model will ever know. It has no dictionary, no grammar, no other book.',
    before: 'the text as a person reads it',
    after: 'the text as a computer has it',
    says: 'To a computer a text is a row of {characters|character|characters}, {distinct} of them different. What they mean is nowhere in it.',
  },
  cleaning: {
    title: 'Cleaning',
    text: [
      'Copied text carries dirt: control characters nobody sees, three kinds of line end, spaces that only look like spaces, one letter stored in two ways. For the model each of them would be a sign of its own that it has to learn about.',
      'So the text is brought into one form first. Nothing happens in silence: what was changed is listed, and where a typing error is only suspected, you decide.',
    ],
    task: 'See what cleaning found in your text and press an entry of its list. If it found nothing, add some spaces at the end of a line of the story, press “Use this text”, and find them listed.',
    done: 'Cleaning a second time changes nothing more. That is how one knows the text is clean.',
    before: 'the text as it came',
    after: 'the text that the model reads',
    says: '{changed|place was|places were} changed.',
  },
  splitting: {
    title: 'Splitting into tokens',
    text: [
      'The model does not read letters or words but [tokens](token): pieces from a fixed list. The [tokenizer](tokenizer) cuts the text, and every piece gets its number in the list.',
      'Characters make a short list and long sequences, words the opposite. Byte-pair encoding lies between the two: starting from single bytes, the pair that occurs most often becomes one piece, again and again, until the list is full.',
    ],
    task: 'Click a token in the story, and see its number and everywhere else it stands.',
    done: 'From here on there are no letters any more, only these numbers.',
    before: 'the stretch of text that the panels show',
    after: 'the same stretch as tokens, each with its number',
    says: '{stretch|character has|characters have} become {pieces|token|tokens}.',
    ask: {
      question: 'How many tokens does this stretch of {stretch|character|characters} make?',
      options: [
        'fewer than half as many as characters',
        'at least half, but fewer than characters',
        'as many as characters, or more',
      ],
      reveal: 'With this tokenizer, a token of this text holds {perToken|character|characters} on average.',
    },
  },
  distribution: {
    title: 'Learning a distribution',
    text: [
      'What does it mean to have learnt a text? To know what can come next, and how likely it is. Whoever only counts knows how often each token stands in the whole text. Whoever has understood something knows more: how likely it is here, after this beginning.',
      'To get there the model gives each token a row of {width|number|numbers}, its [embedding](embedding). They start at random. Training pushes tokens that are used alike towards rows that are alike.',
    ],
    task: 'Train at least 50 steps and watch the rows move.',
    done: 'Nobody told the model which tokens belong together. Guessing the next token was enough.',
    before: 'what counting knows: the token’s share in the text',
    after: 'what the model says here, after this beginning',
    says: 'The token that really comes next here is “{next}”. In the last training step the model’s surprise was {loss} nats a token; for somebody who only counts it is {unigram}.',
    ask: {
      question: 'Take the token that really comes next. Does the model find it likelier here than its share in the whole text?',
      options: ['likelier', 'less likely, or the same'],
      reveal: 'Click another token in any panel to look at another place.',
    },
  },
  latent: {
    title: 'Latent space',
    text: [
      'Inside the model a text is no longer a row of letters but a set of points: one vector for each token, in a space of {width|dimension|dimensions}. This is its [latent space](latentSpace). What lies close together there is alike to the model, whatever it looks like on paper.',
      'Take the mean of the vectors after the last layer, and the whole stretch is a single point. Nobody can see {width|dimension|dimensions}, so a map lays them flat. Every map lies a little: it keeps some distances and bends others.',
    ],
    task: 'In the panel, press “Read the sentences”, then explore the map: choose another kind of map, or a sentence in it.',
    done: 'Sentences that are much the same to the model have points close together. It has no other idea of meaning.',
    before: 'one token’s vector after the last layer',
    after: 'the mean over the whole stretch: the text as one point',
    says: '{vectors|vector has|vectors have} become one point.',
  },
  sampling: {
    title: 'From a point back to words',
    text: [
      'If texts are points, then near every known text there are points that belong to no text yet. One can go to such a point and ask the model what a text there would say. That is the promise of every generative model: not to repeat the examples, but to fill the space between them.',
      'The way back is the model’s own way out: the point is measured against every token’s row, and [softmax](softmax) makes the results probabilities.',
    ],
    task: 'In the panel, choose a radius and one of the samples, and let the model write towards it. (Read the sentences first, if you have not.)',
    done: 'Close to the story the words are the story’s. Far from it they are still words, but less and less a story.',
    before: 'the point',
    after: 'what the model would say there',
  },
  postprocessing: {
    title: 'Post-processing',
    text: [
      'What comes out of the model is a row of numbers again. The [tokenizer](tokenizer) joins the pieces: bytes that make no character yet wait for the rest, and spaces stand where the pieces bring them along.',
      'Then the text is made readable: spaces as the language wants them, punctuation of the right width, the end trimmed to a whole sentence. Each stage can be switched off in the panel. All of it is useful, none of it is intelligence.',
    ],
    task: 'In the panel, write a few tokens and watch what each stage does to the text.',
    done: 'The model wrote the pieces. Whatever else stands in the text was put there by rules.',
    before: 'the tokens as they were drawn',
    after: 'the text, made readable',
    says: '{pieces|token was|tokens were} drawn, and {changes|place|places} put right afterwards.',
  },
  newStory: {
    title: 'A new story?',
    text: [
      'Is it new, or has it been there before? That can be checked: every run of at least {least|token|tokens} that stands word for word in the training part counts as copied.',
      'At a low [temperature](temperature) the model nearly always takes the likeliest token, and runs along the rails of the story. At a high one it leaves them, and stumbles more often. What people call creative lies between the two.',
    ],
    task: 'Move the temperature, let the model write again, and compare.',
    done: 'A model that only copies has learnt by heart. One that never copies has hardly learnt anything.',
    before: 'what the model wrote last',
    after: 'how much of it stands in the story',
    says: 'The longest stretch it copied: {longest} of {pieces|token|tokens}.',
    ask: {
      question: 'The model’s last text has {pieces|token|tokens}. How much of it stands word for word in the story?',
      options: ['under a fifth', 'between a fifth and three fifths', 'more than three fifths'],
      reveal: 'Train further, and the share grows.',
    },
  },
};
