/** Words of the drawing primitives, shared by all panels. */
export const view = {
  scaleAuto: 'scale: auto',
  scaleFixed: 'scale: fixed',
  scaleToggle: 'Let the scale follow the numbers, or stand still',
  scaleOwn: 'this panel',
  scaleShared: 'all panels',
  scaleShare: 'A scale of its own for each picture, or one for all panels',
  noData: 'Nothing to show yet.',
  cell: (row: string, column: string, value: string) => `${row}, ${column}: ${value}`,
  /** Between two clauses of a sentence. */
  clause: '; ',
  /** Between two sentences. */
  gap: ' ',
};
