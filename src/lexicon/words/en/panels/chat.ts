export const chat = {
  title: 'Fine-tune and talk',
  caption: 'a trained model goes on to learn talks, or another text; then one talks with it',
};
