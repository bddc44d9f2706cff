export const positions = {
  title: 'Positions',
  caption: 'what tells the model where a token stands',
};
