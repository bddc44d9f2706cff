export const ffn = {
  title: 'Feed-forward',
  caption: 'the neurons of each layer',
};
