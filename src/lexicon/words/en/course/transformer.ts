import type { StepIn } from '#lexicon/course.ts';
import type { ChapterWords } from './step.ts';

/** Chapter 3: through the model once, part by part, and round the loop of training. */
export const transformer: ChapterWords<StepIn<'transformer'>> = {
  input: {
    title: 'Into the model',
    text: [
      'The T in GPT: the Transformer. The picture shows all of it. A row is a [token](token), and the data run from left to right through {layers|layer|layers}. At the left edge each token’s [embedding](embedding) is looked up.',
      'From now on a token is this vector of {width|number|numbers}. It keeps its row to the very end; every part of the model only adds to it.',
    ],
    task: 'Click a token at the left edge of the picture, and follow its row.',
    done: 'The rows hardly meet. Only in one part do they exchange anything: attention.',
    before: 'the number of the token',
    after: 'its vector on entering',
    says: 'Position {place}: “{piece}”, number {id}.',
  },
  order: {
    title: 'Position',
    text: [
      'For [attention](attention), which comes next, a text is a bag of tokens: it cannot see what comes first. “Dog bites man” and “man bites dog” would be the same. So the model is told where each token stands, by its [positional encoding](position).',
      'This may be a learnt table with a row for each place, or a set of waves of different lengths; both are added to the embedding. Rotary encoding instead turns queries and keys by an angle that grows with the place. The vectors on this card show which of them your model uses.',
    ],
    task: 'Choose another position in the panel, and see what belongs to it.',
    done: 'Places close together have similar encodings, if training has found that useful.',
    before: 'before the position comes in',
    after: 'with the position',
    says: 'The token at position {place}.',
    ask: {
      question: 'Once positions are in, does the same token at two different places have two different vectors in the stream?',
      options: ['yes, two different ones', 'no, the same one'],
      reveal: 'Encodings that are added change the vector itself; rotary encoding only changes how queries and keys meet.',
    },
  },
  queryKey: {
    title: 'Self-attention: who fits whom',
    text: [
      'In [self-attention](selfAttention) every token makes three vectors of its own: a [query](query), what it is looking for; a [key](key), what it can be found by; a [value](value), what it gives away. All three are its vector times a learnt matrix.',
      'How well token t and an earlier token s fit is the scalar product of t’s query and s’s key, divided by the square root of their length ({headWidth|number|numbers}): the [score](score).',
    ],
    task: 'Click a cell of the matrix: one token looking at another.',
    done: 'Nobody tells the model what to look for. The matrices that make queries and keys are trained like everything else.',
    before: 'the query of the token that looks',
    after: 'its scores with the keys that fit it best',
    says: '“{query}” fits “{best}” best, in head {head} of layer {layer}.',
  },
  pattern: {
    title: 'Mask, softmax, mixture',
    text: [
      'What comes later must not be seen: the [causal mask](mask) sets those scores to −∞. [Softmax](softmax) turns each row of scores into weights that sum to 1, the [attention pattern](pattern).',
      'By these weights the token takes a mean of the values: much from where the weight is large. So it has gathered something from the text before it. This mixture is what a head delivers.',
    ],
    task: 'Click another row of the matrix (a token that looks), and compare its scores and weights.',
    done: 'Differences of scores become ratios of weights: a score larger by 1 makes the weight e times as large.',
    before: 'scores',
    after: 'weights',
    says: 'The weights of this row sum to {sum}.',
    ask: {
      question: 'The very first token of the stretch: how much of its attention goes to itself?',
      options: ['all of it', 'only a part'],
      reveal: 'With the mask it sees nothing but itself, whatever the score. Without the mask it looks around.',
    },
  },
  heads: {
    title: 'Several heads',
    text: [
      'One pattern cannot look for the subject, the last comma and an earlier place of the same word at once. So a layer has several [heads](head) ({heads} here), each with its own queries, keys and values of {headWidth|number|numbers}.',
      'Their mixtures are laid side by side, {width|number|numbers} again, and one more matrix blends them into what attention adds to the stream. Some heads can be given a name, such as [induction head](inductionHead). Most cannot, and no name should be taken too literally.',
    ],
    task: 'Look at another head or another layer.',
    done: 'Heads that look alike need not do the same: what they take along (their values) differs too.',
    before: 'what this head has gathered',
    after: 'what all heads together add to the stream',
    says: 'Head {head} of layer {layer}. What is added has length {length}.',
  },
  feedForward: {
    title: 'The feed-forward network',
    text: [
      'After attention each token thinks for itself: two linear maps, from {width|number|numbers} to {ffn} and back, with an [activation function](activation) between. This [feed-forward network](feedForward) is the same for every token.',
      'Each of the {ffn|number|numbers} in the middle is a [neuron](neuron). It responds to one direction of the stream, and writes another when it is active. Much of what a model knows lies here.',
    ],
    task: 'Choose a neuron in the panel, and see at which tokens of your story it is most active.',
    done: 'Some neurons are easy to read, most respond to several things at once. There is more to know than there are neurons.',
    before: 'before the activation function: the largest neuron and the most negative',
    after: 'after it',
    ask: {
      question: 'The most negative number here, {low}: what becomes of it?',
      options: ['less than half of it is left', 'most of it stays'],
      reveal: 'It becomes {bent}. Without this bend, the two maps could be multiplied into a single matrix.',
    },
  },
  residual: {
    title: 'The residual stream',
    text: [
      'No part replaces the vector of a token; each only adds to it. The running sum is the [residual stream](residual): a notebook that everybody reads and adds a line to.',
      'This is why deep models can be trained at all. On the way back the [gradient](gradient) runs along the same sum, from the end to the start, without having to pass through any part.',
    ],
    task: 'Choose another token or layer in the panel, and follow its stream.',
    done: 'What was added early is never lost, only drowned out.',
    before: 'the stream before layer {layer}',
    after: 'the stream after it',
    says: 'Attention added a vector of length {attention}, the feed-forward network one of length {ffnAdds}. The stream was {was} long and is {now}.',
  },
  layerNorm: {
    title: 'Layer norm',
    text: [
      'A sum to which everybody adds grows. So before a part of the model reads the stream, it is brought to a common scale: the numbers of each token are divided by their spread; [layer norm](layerNorm) first takes their mean off.',
      'Two learnt numbers for each dimension, γ and β, then say how much it counts. The stream itself stays as it was: only the copy that is read is normalized.',
    ],
    task: 'Choose another token in the panel, and compare before and after.',
    done: 'The length of the vector no longer matters, only its direction.',
    before: 'one token’s vector before',
    after: 'and after',
  },
  output: {
    title: 'Out of the model',
    text: [
      'At the end there is one vector for each token, and the question: what comes next? The vector is multiplied with one row for each of {vocabulary|token|tokens}; the products are the [logits](logits).',
      'Divided by the [temperature](temperature) (now {temperature}) and put through [softmax](softmax) they are probabilities. [Sampling](sampling) draws a token by them. When the model writes, this is the only place where chance comes in.',
    ],
    task: 'Move the temperature and watch the probabilities. Nothing in the model has to be computed anew.',
    done: 'At temperature 0 the likeliest token always wins, and the same beginning always gives the same text.',
    before: 'logits',
    after: 'probabilities at this temperature',
    ask: {
      question: 'If the temperature rises, what happens to the probability of the likeliest token, “{top}”?',
      options: ['it rises', 'it falls', 'it stays'],
      reveal: 'Heat evens things out: at a very high temperature all tokens are almost equally likely.',
    },
  },
  optimizer: {
    title: 'Loss and optimizer',
    text: [
      'Plain descent would take each weight a little way against its [gradient](gradient). Adam remembers: for each weight a running mean of its gradients (m) and of their squares (v). Where the direction is steady it strides on; where it wavers it takes small steps.',
      'Besides, [weight decay](weightDecay) pulls every weight a little towards zero, and [gradient clipping](clipping) shortens a gradient that is too long.',
    ],
    task: 'Change the learning rate or the optimizer, then train a little and watch the curve.',
    done: 'If the rate is too large, the loss leaps up. Should the numbers run off to infinity, the page takes you back to the last good step.',
    before: 'a weight, and what Adam remembers of its gradients',
    after: 'the step that follows from it',
    says: 'The learning rate is {eta}.',
  },
  evaluation: {
    title: 'Training and evaluation',
    text: [
      'Is it learning, or learning by heart? The loss on the [training set](trainingSet) cannot tell. So every now and then the model is tested on the [validation set](validationSet), from which it has never learnt.',
      'When the first goes on falling while the other rises, that is [overfitting](overfitting). The loss is easier to grasp as [perplexity](perplexity): the model is as undecided as among so many equally likely tokens. Accuracy says how often its likeliest token is right.',
    ],
    task: 'Train at least 50 steps, or drag the playhead to an earlier step, and compare.',
    done: 'With one short story, overfitting comes soon. It is worth seeing once.',
    before: 'on the part it learns from',
    after: 'on the part held back',
    ask: {
      question: 'On which part is the loss lower now?',
      options: ['on the training part', 'on the part held back, or the same on both'],
      reveal: 'Validation minus training is {gap} nats.',
    },
  },
  using: {
    title: 'Fine-tuning and use',
    text: [
      'A trained model is used by giving it a beginning and letting it go on: draw a token, put it at the end, ask again. It has no other skill. Its [context window](contextWindow) holds {context|token|tokens}; what lies further back does not exist for it.',
      'To make it good at one thing it is trained a little longer on examples of just that: [fine-tuning](fineTuning). That costs a fraction of the first training.',
    ],
    task: 'Type a beginning in the panel, press “Begin anew”, and let the model go on from it token by token.',
    done: 'It reads each token it has written before it writes the next. It cannot take anything back.',
    before: 'the beginning',
    after: 'how it goes on',
    says: '{drawn|token was|tokens were} drawn, one after the other.',
  },
};
