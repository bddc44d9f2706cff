export const layerNorm = {
  title: 'Layer norm',
  caption: 'mean and σ of each token, before and after',
};
