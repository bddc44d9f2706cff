export const embeddings = {
  title: 'Embeddings',
  caption: 'each token of the vocabulary as a vector',
};
