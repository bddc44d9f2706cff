export const output = {
  title: 'Output',
  caption: 'from logits to the next token',
};
