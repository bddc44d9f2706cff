export const attention = {
  title: 'Attention',
  caption: 'which earlier tokens each token looks at',
};
