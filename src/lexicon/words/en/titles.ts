import type { PanelId } from '#lexicon/selection.ts';

/** What each panel is called, and what it shows in a line. */
export const titles: Record<PanelId, { title: string; caption: string }> = {
  flow: {
    title: 'The flow',
    caption: 'the whole model: one token is one row, from its embedding to the guess at the next',
  },
  text: {
    title: 'Text & tokens',
    caption: 'the story, cleaned and cut into tokens',
  },
  embeddings: {
    title: 'Embeddings',
    caption: 'each token of the vocabulary as a vector',
  },
  positions: {
    title: 'Positions',
    caption: 'what tells the model where a token stands',
  },
  attention: {
    title: 'Attention',
    caption: 'which tokens each token looks at, head by head',
  },
  ffn: {
    title: 'Feed-forward',
    caption: 'every neuron of a layer, for every token',
  },
  layerNorm: {
    title: 'Layer norm',
    caption: 'mean and σ of each token, before and after',
  },
  residual: {
    title: 'Residual stream',
    caption: 'how the stream grows along the depth, and what each part adds',
  },
  lens: {
    title: 'Logit lens',
    caption: 'what the model would say at every depth, and what each part adds to it',
  },
  output: {
    title: 'Output',
    caption: 'from logits to the next token',
  },
  task: {
    title: 'Examples and answers',
    caption: 'what the model learns from, where the loss counts, and how well it answers',
  },
  loss: {
    title: 'Loss',
    caption: 'how wrong the model was, and where that pushes it',
  },
  update: {
    title: 'Gradients & update',
    caption: 'how steep the loss is in every weight, and the step that the optimizer takes from it',
  },
  generate: {
    title: 'Generate',
    caption: 'one token at a time, with all that decided about it',
  },
  latent: {
    title: 'Latent space',
    caption: 'the story and its sentences as points, and what lies between them',
  },
  lab: {
    title: 'Lab',
    caption: 'switch parts off, set attention by hand, put in another text’s values, or break the model',
  },
  chat: {
    title: 'Fine-tune and talk',
    caption: 'a trained model goes on to learn talks, or another text; then one talks with it',
  },
};
