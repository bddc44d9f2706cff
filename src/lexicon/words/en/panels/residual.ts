export const residual = {
  title: 'Residual stream',
  caption: 'what each part adds along the depth',
};
