import type { StepIn } from '#lexicon/course.ts';
import type { ChapterWords } from './step.ts';

/** Chapter 2: how a model gets its knowledge, from collecting text to keeping what was learnt. */
export const pretrained: ChapterWords<StepIn<'pretrained'>> = {
  collecting: {
    title: 'Collecting text',
    text: [
      'The P in GPT: [pre-training](preTraining). Before a model can do anything useful it reads, and reads a lot. Large models have read a good part of what people have put on the web: trillions of tokens. Yours reads {tokens}.',
      'What is not in the text, the model cannot know. What is there often, it will say often. Whoever chooses the text chooses what the model becomes.',
    ],
    task: 'Look through the samples, or take a text of your own, and watch the numbers on this card.',
    done: 'More text, and more varied text, helps more than almost any change to the model.',
    before: 'what was collected',
    after: 'what there is to learn from, and what learns',
    says: 'That is {perParameter|token|tokens} for each parameter. Large models are trained on about twenty or more.',
    ask: {
      question: 'Does your text have more tokens than the model has parameters?',
      options: ['fewer tokens than parameters', 'at least as many tokens as parameters'],
      reveal: 'With few tokens to a parameter, a model can simply learn its text by heart.',
    },
  },
  preprocessing: {
    title: 'Preparing examples',
    text: [
      'The text is one long row of token numbers. A training example is a stretch of {context} of them, together with the same stretch moved on by one: at every place the answer is the token that follows. Nobody has to label anything, the text brings its own answers.',
      '{trained|token makes|tokens make} up the [training set](trainingSet). The last {heldOut} are held back as the [validation set](validationSet): the model never learns from them.',
    ],
    task: 'Click a token elsewhere in the story: all panels then show the stretch around it.',
    done: 'Every place where a stretch can begin makes another example.',
    before: 'what the model is given',
    after: 'what it should answer, place by place',
    says: 'The training set holds {windows|stretch|different stretches} of {context|token|tokens}. One training step takes {batch} of them: a [batch](batch).',
  },
  vocabulary: {
    title: 'The vocabulary',
    text: [
      'The [vocabulary](vocabulary) is the complete list of what the model can read and write: {vocabulary|token|tokens}, each with a number. A longer list makes sequences shorter but tables larger, and the model meets each token less often.',
      'What the list does not hold as one piece is spelt out of smaller ones, down to bytes and halves of bytes. So no word is unknown.',
    ],
    task: 'Choose a token in the vocabulary.',
    done: 'A few tokens stand everywhere, most hardly anywhere. It is so in every language.',
    before: 'a token',
    after: 'what the list knows of it',
    says: 'Number {id} stands {count|time|times} in this text. The number itself means nothing: neighbours in the list need have nothing in common.',
  },
  embeddingTable: {
    title: 'The embedding table',
    text: [
      'A number in a list is of no use for calculating: token 20 is not twice token 10. So each token gets a row in a table, its [embedding](embedding): {width|number|numbers} that the model may set as it likes.',
      'The table has {vocabulary|row|rows}. Looking a token up means copying its row, no more. Everything clever happens when training changes the rows.',
    ],
    task: 'Choose a token in the panel and see its row, and which rows lie nearest.',
    done: 'These rows are the first weights of the model; they are learnt like all others.',
    before: 'the token and its number',
    after: 'its row of the table',
    says: '“{piece}” is row {id}. The whole table has {table|number|numbers}.',
  },
  architecture: {
    title: 'Architecture and hyperparameters',
    text: [
      'The rest of the model is a stack of {layers|layer|layers}, all built alike, with [attention heads](head) ({heads} here) and a [feed-forward network](feedForward) in each. Such figures are not learnt; one sets them beforehand. They are called hyperparameters.',
      'They decide how much the model can hold and how long each step takes. GPT-2 has 12 to 48 layers and is 768 to 1600 wide; its plan is the same as here.',
    ],
    task: 'Drag the slider of the layers or of the width, and see how the number of parameters changes before you let go. Letting go builds a new model; Undo brings the trained one back.',
    done: 'Twice the width means about four times the weights in each layer; twice the layers only twice.',
    before: 'what one sets',
    after: 'the parameters that follow from it',
    ask: {
      question: 'Where do most of this model’s parameters lie?',
      options: ['in the tables of tokens and positions', 'in attention', 'in the feed-forward networks'],
      reveal:
        'In a small model the tables weigh a lot. The wider and deeper it is, the more the feed-forward networks outweigh them.',
    },
  },
  nextToken: {
    title: 'The objective: the next token',
    text: [
      'What should the model get better at? GPT has one answer: say what comes next. At every place of the text it gives each of {vocabulary|token|tokens} a probability, from nothing but what stands before.',
      'This looks too simple to lead anywhere. But whoever wants to guess well must learn spelling, then grammar, then who is who in the story.',
    ],
    task: 'Choose another position in the panel, and see what the model expects there.',
    done: 'At some places nearly anything is possible, at others only one token is. The model has to know which is which.',
    before: 'what it may see',
    after: 'what it expects',
    says: 'What really comes next is “{next}”; the model gave it {p}.',
    ask: {
      question: 'Is the token that the model thinks likeliest here the one that really comes?',
      options: ['yes', 'no'],
      reveal: 'Either way it can learn from this place: the other probabilities count too.',
    },
  },
  masked: {
    title: 'Another objective: masked tokens',
    text: [
      'BERT learns differently: some tokens are hidden, and the model fills them in. As a [masked language model](maskedModel) it may look both ways, since it is not asked what comes next. GPT may not: a [causal mask](mask) hides everything later, or it could copy the answer.',
      'Reading both ways is better for understanding a text that is finished. For continuing one, GPT’s way is needed.',
    ],
    task: 'Under “What it learns”, choose “hidden words”, and see what becomes of the triangle in the attention panel. Undo brings the trained model back.',
    done: 'The other half of the square has filled up: every token now sees the whole stretch.',
    before: 'how a token spreads its attention: looking back',
    after: 'and looking ahead',
    says: 'The mean over all tokens of the stretch, for head {head} of layer {layer}.',
    ask: {
      question: 'As the model is set now: how much of its attention goes to tokens that come later?',
      options: ['none at all', 'a little, less than a third', 'a third or more'],
      reveal: 'For a causal model it is exactly 0: the mask makes those scores −∞.',
    },
  },
  nextSentence: {
    title: 'Next-sentence prediction',
    text: [
      'BERT had a second exercise: two sentences, and the question whether the second really follows the first in the text. This is [next-sentence prediction](nextSentence). Half of the pairs are real; in the other half the second sentence was drawn from elsewhere.',
      'Here the question is written out as text, so that the same model can learn it: sentence, sentence, and as the last token yes or no.',
    ],
    task: 'Under “What it learns”, choose “tasks”, and there the next sentence. A new model begins; train it if you like. Undo brings the old one back.',
    done: 'Later work found the exercise too easy: noticing a change of subject is mostly enough. GPT never used it.',
    before: 'a pair from your story, as the model reads it',
    after: 'the answer',
    says: 'One of {examples|pair|pairs}. The right answer here is “{answer}”.',
  },
  writtenTasks: {
    title: 'Tasks written as text',
    text: [
      'This is the trick that made GPT general: almost every task can be written as a text to be continued. A question ends with “Answer:”, a dialogue with the name of whoever speaks next, a translation with an arrow. Predicting the next [token](token) then is solving the task.',
      'Only the answer is scored, the rest is given. So the model spends no effort on learning to ask.',
    ],
    task: 'Under “What it learns”, choose dialogue, question answering, summary or translation.',
    done: 'The kind of model has not changed in any way. Only the text has.',
    before: 'what is given',
    after: 'what should be written',
    says: 'One of {examples|example|examples}. The answer begins with “{answer}”.',
  },
  labelTasks: {
    title: 'Classifying and tagging',
    text: [
      'Even choosing among a few labels can be written as a text: is this review good or bad, what is this text about, which of these words is a name? The answer is one [token](token) (for tagging, one for each word), so one can count how often it is right.',
      'Each of these fields has its own measure: accuracy for classes, F1 for tags, BLEU for translation. The loss alone does not tell whether a task is solved.',
    ],
    task: 'Under “What it learns”, choose sentiment, topic or entity tagging, and train at least 20 steps.',
    done: 'The same loss, the same kind of weights, the same update: a classifier is a language model with few answers.',
    before: 'what is given',
    after: 'the answer',
    says: 'One of {examples|example|examples}. The right answer begins with “{answer}”.',
  },
  prediction: {
    title: 'Training, first: the prediction',
    text: [
      'A [training step](step) has four parts. First the model predicts. After the last layer each position has a vector; its product with each row of the output table is a score for that row’s token. These scores are the [logits](logits), and [softmax](softmax) makes probabilities of them.',
      'This happens at all {context|place|places} of a stretch at once. Each place is a small exam.',
    ],
    task: 'Choose another position in the panel, and read its prediction.',
    done: 'A prediction is never a single token. It is always all {vocabulary} of them, each with its probability.',
    before: 'the vector after the last layer',
    after: 'the likeliest tokens',
    says: 'What follows in the text is “{next}”. Its probability was {p}.',
  },
  crossEntropy: {
    title: 'Training, second: the loss',
    text: [
      'Now the answer is uncovered. It can be written as a list with a 1 at the right token and 0 everywhere else (one-hot). What counts is the probability that the model gave to the right one: minus its logarithm is the [loss](loss) of this place, the [cross-entropy](crossEntropy) of the two lists.',
      'Being sure and right costs almost nothing; being sure and wrong costs a lot. The mean over all places of the batch is the number that training lowers.',
    ],
    task: 'Choose at least two other positions: find a costly one and a cheap one.',
    done: 'A loss is paid in nats: 0.693 of them is one bit, a coin toss.',
    before: 'the probability of what really came',
    after: 'the loss of this place',
    says: '−ln {p} = {here}, for the token “{next}”.',
    ask: {
      question: 'If the model halves the probability of the right token, what happens to the loss of this place?',
      options: ['it doubles', 'it grows by 0.693, wherever it was', 'it halves'],
      reveal: '−ln(p ÷ 2) = −ln p + ln 2, and ln 2 is 0.693.',
    },
  },
  gradient: {
    title: 'Training, third: the gradient',
    text: [
      'Which way should the model change? Of every number in it one can ask: if it were a little larger, would the loss rise or fall, and how fast? The answer is its [gradient](gradient). At the output it is surprisingly simple: probability minus answer.',
      'From there it is handed back layer by layer with the chain rule: [back-propagation](backPropagation). One pass back gives the gradients of all {parameters|parameter|parameters} at once.',
    ],
    task: 'Click one of the gradients on this card and see how it came about; or open the “worksheet” of a weight in the panel.',
    done: 'Where the prediction is perfect the gradient is 0: there is nothing left to learn at this place.',
    before: 'probabilities: the right token first',
    after: 'the gradients of their logits',
    says: 'Only the logit of “{next}” is pushed the other way.',
    ask: {
      question: 'A step goes against the gradient. Which way will the logit of the right token go?',
      options: ['up', 'down, or not at all'],
      reveal: 'Its gradient is p − 1, below 0; all others have p, above 0, and go down.',
    },
  },
  weightUpdate: {
    title: 'Training, fourth: the update',
    text: [
      'Now every weight takes a small step downhill. How small, the [learning rate](learningRate) says, at present {rate}; the [optimizer](optimizer) smooths the direction over the last steps.',
      'That is all there is to learning. It is repeated with another batch each time, thousands of times here, far more often for a large model.',
    ],
    task: 'Press “Step” and watch the one weight on this card. “Slow motion” shows such a step in all its parts.',
    done: 'One weight has moved by very little, and so have all {parameters}. Together they now know a little more.',
    before: 'a weight when you came to this step of the course',
    after: 'the same weight now',
    says: 'From training step {from} to {to}.',
  },
  saving: {
    title: 'Keeping what was learnt',
    text: [
      'What the model has learnt lies in its weights and nowhere else. Saved as a file, they are the model. To train on later as if there had been no pause, one keeps two more numbers for each weight: the memory of the [optimizer](optimizer).',
      'A state kept like this is a [checkpoint](checkpoint). {kept|state is|states are} kept at the moment; the playhead of the loss curve goes back to any of them.',
    ],
    task: 'Open the library, at the top of the page: it keeps the runs that you made, and makes files of them.',
    done: 'Others can download such files and train on from there. Pre-training, the expensive part, is paid for only once.',
    before: 'what was learnt',
    after: 'what must be kept to go on',
  },
};
