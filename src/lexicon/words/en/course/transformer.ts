import type { StepIn } from '#lexicon/course.ts';
import type { ChapterWords } from './step.ts';

/** Chapter 3: through the model once, part by part, and round the loop of training. */
export const transformer: ChapterWords<StepIn<'transformer'>> = {
  input: {
    title: 'Into the model',
    text: [
      'The T: the Transformer. The picture shows all of it: a row is a [token](token), and the data run from left to right through {layers} layers. At the left edge each token’s [embedding](embedding) is looked up.',
      'From now on a token is this vector of {width} numbers. It keeps its row to the very end; every part of the model only adds to it.',
    ],
    task: 'Click a token at the left edge of the picture and follow its row.',
    done: 'The rows hardly meet. There is one part only in which they exchange anything: attention.',
    before: 'the number of the token',
    after: 'its vector at the entrance',
    says: 'Position {place}: “{piece}”, number {id}.',
  },
  order: {
    title: 'Position',
    text: [
      'For [attention](attention), which comes next, a text is a bag of tokens: it cannot see which comes first. “Dog bites man” and “man bites dog” would be the same. So the model is told the place of each token, by its [positional encoding](position).',
      'It may be a learnt table of one row for each place, or waves of different length; both are added to the embedding. Rotary encoding instead turns queries and keys by an angle that grows with the place. This model shows below which it uses.',
    ],
    task: 'Choose a position in the panel and see what belongs to it.',
    done: 'Places close together have alike encodings, if training has found it useful.',
    before: 'without position',
    after: 'with position',
    says: 'The token at position {place}.',
    ask: {
      question: 'The same token at two different places: has it, once positions are in, two different vectors in the stream?',
      options: ['yes, two different ones', 'no, the same one'],
      reveal: 'Added encodings change the vector itself; rotary only changes how queries and keys meet.',
    },
  },
  queryKey: {
    title: 'Self-attention: who fits whom',
    text: [
      'In [self-attention](selfAttention) every token makes three vectors of its own: a [query](query), what it is looking for; a [key](key), what it can be found by; a [value](value), what it gives away. All three are its vector times a learnt matrix.',
      'How well token t and an earlier token s fit is the scalar product of t’s query and s’s key, divided by the root of their length ({headWidth} numbers): the [score](score).',
    ],
    task: 'Click a cell of the matrix: one token looking at another.',
    done: 'Nobody has told the model what to look for. The matrices that make queries and keys are trained like everything else.',
    before: 'the query of the token that looks',
    after: 'its scores with the keys that fit it best',
    says: '“{query}” fits “{best}” best, in head {head} of layer {layer}.',
  },
  pattern: {
    title: 'Mask, softmax, mixture',
    text: [
      'What is later must not be seen: the [causal mask](mask) sets those scores to −∞. [Softmax](softmax) turns each row of scores into weights that sum to 1, the [attention pattern](pattern).',
      'With them the token takes a mean of the values: much from where the weight is large. So it has gathered something from the text before it; this mixture is what a head delivers.',
    ],
    task: 'Click another row (a token that looks) and compare scores and weights.',
    done: 'Differences of scores become ratios of weights: one point more is e times the weight.',
    before: 'scores',
    after: 'weights',
    says: 'The weights of this row sum to {sum}.',
    ask: {
      question: 'The very first token of the stretch: how much of its attention goes to itself?',
      options: ['all of it', 'only a part'],
      reveal: 'With the mask it can see nothing but itself, whatever its score; without it, it looks about.',
    },
  },
  heads: {
    title: 'Several heads',
    text: [
      'One pattern cannot look for the subject, the last comma and the same word further up at once. So each layer has {heads} [heads](head), each with its own queries, keys and values of {headWidth} numbers.',
      'Their mixtures are laid side by side, {width} numbers again, and one more matrix blends them into what attention adds to the stream. Some heads can be given a name, such as the [induction head](inductionHead). Most cannot, and none should be taken at its word.',
    ],
    task: 'Look at another head or another layer.',
    done: 'Heads that look alike need not do alike: what they take along (their values) differs too.',
    before: 'what this head has gathered',
    after: 'what all heads together add to the stream',
    says: 'Head {head} of layer {layer}. The addition has length {length}.',
  },
  feedForward: {
    title: 'The feed-forward network',
    text: [
      'After attention each token thinks for itself: two linear maps, from {width} numbers to {ffn} and back, with an [activation function](activation) between. This [feed-forward network](feedForward) is the same for every token.',
      'Each of the {ffn} numbers in the middle is a [neuron](neuron). It answers to a direction in the stream, and writes another direction when it is active. Much of what a model knows lies here.',
    ],
    task: 'Choose a neuron and see at which tokens of your story it is most active.',
    done: 'Some neurons are easy to read, most answer to several things at once. There is more to know than there are neurons.',
    before: 'before the bend: the strongest neurons, up and down',
    after: 'after the bend',
    ask: {
      question: 'The most negative number here, {low}: what becomes of it?',
      options: ['less than half of it is left', 'most of it stays'],
      reveal: 'It becomes {bent}. That is the bend: without it, all layers could be multiplied into a single matrix.',
    },
  },
  residual: {
    title: 'The residual stream',
    text: [
      'No part replaces the vector of a token; each only adds to it. The running sum is the [residual stream](residual): a notebook that all read and to which all add a line.',
      'That is why deep models can be trained at all. On the way back the [gradient](gradient) runs along the same sum, from the end to the start, without having to pass through any part.',
    ],
    task: 'Look at a token’s stream in the panel, layer by layer.',
    done: 'What is early in the sum is never lost, only drowned out.',
    before: 'the stream before layer {layer}',
    after: 'the stream after it',
    says: 'Attention added a vector of length {attention}, the feed-forward network one of length {ffnAdds}. The stream was {was} long and is {now}.',
  },
  layerNorm: {
    title: 'Layer norm',
    text: [
      'A sum to which everybody adds grows. Before a part of the model reads the stream, it is therefore brought to a common scale: the numbers of each token are divided by their spread, in [layer norm](layerNorm) after their mean is taken off.',
      'Two learnt numbers for each dimension, γ and β, then say what deserves attention in it. The stream itself stays as it was: only the copy that is read is normed.',
    ],
    task: 'Choose a token in the panel and compare before and after.',
    done: 'The length of the vector no longer matters, only its direction.',
    before: 'one token’s vector before',
    after: 'and after',
  },
  output: {
    title: 'Out of the model',
    text: [
      'At the end stands one vector for each token, and the question: what comes next? The vector is compared with a row for each of the {vocabulary} tokens; the products are the [logits](logits).',
      'Divided by the [temperature](temperature) (now {temperature}) and put through [softmax](softmax) they are probabilities. [Sampling](sampling) draws one of them. That is the only chance in the whole machine.',
    ],
    task: 'Move the temperature and watch the bars; nothing of the model is computed anew.',
    done: 'At temperature 0 the likeliest always wins, and the same beginning always gives the same text.',
    before: 'logits',
    after: 'probabilities at this temperature',
    ask: {
      question: 'If the temperature rises, what happens to the probability of the likeliest token, “{top}”?',
      options: ['it rises', 'it falls', 'it stays'],
      reveal: 'Heat evens out: with a very high temperature all tokens are equally likely.',
    },
  },
  optimizer: {
    title: 'Loss and optimizer',
    text: [
      'Plain descent would take each weight a little way against its [gradient](gradient). Adam remembers: for each weight a running mean of its gradients (m) and of their squares (v). It goes on where the direction is steady and takes small steps where it wavers.',
      '[Weight decay](weightDecay) pulls every weight a little towards zero besides, and [gradient clipping](clipping) shortens a gradient that is too long.',
    ],
    task: 'Change the learning rate or the optimizer, then train and watch the curve.',
    done: 'With a rate that is too large the loss leaps up. If it should come to numbers without end, the page brings you back to the last good step.',
    before: 'a weight, and what Adam remembers of its gradients',
    after: 'the step it takes from this',
    says: 'With a learning rate of {eta}.',
  },
  evaluation: {
    title: 'Training and evaluation',
    text: [
      'Is it learning, or learning by heart? The loss on the [training set](trainingSet) cannot tell. So the model is asked now and then about the [validation set](validationSet), which it has never learnt from.',
      'When one falls and the other rises, that is [overfitting](overfitting). The loss is easier to grasp as [perplexity](perplexity): among how many equally likely tokens it is as undecided. Accuracy says how often the likeliest token is right.',
    ],
    task: 'Train 50 steps, or drag the playhead to an earlier step and compare.',
    done: 'With one short story overfitting comes soon. It is worth seeing once.',
    before: 'on the part it learns from',
    after: 'on the part held back',
    ask: {
      question: 'On which part is the loss lower now?',
      options: ['on the training part', 'on the part held back, or the same on both'],
      reveal: 'The distance between the two is {gap} nats.',
    },
  },
  using: {
    title: 'Fine-tuning and use',
    text: [
      'A trained model is used by giving it a beginning and letting it go on: draw a token, put it at the end, ask again. It has no other skill, and a [context window](contextWindow) of {context} tokens; what is further back does not exist for it.',
      'To make it good at one thing it is trained a little longer on examples of just that: [fine-tuning](fineTuning). This costs a fraction of the first training.',
    ],
    task: 'Type a beginning in the panel, press “Begin anew”, and let the model go on from it token by token.',
    done: 'Each token it writes is read by it again before the next. It cannot take anything back.',
    before: 'the beginning',
    after: 'how it goes on',
    says: '{drawn} tokens were drawn, one after the other.',
  },
};
