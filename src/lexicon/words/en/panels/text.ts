export const text = {
  title: 'Text & tokens',
  caption: 'the story, cleaned and cut into tokens',
};
