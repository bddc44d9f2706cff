/** Words of the drawing primitives, shared by all panels. */
export const view = {
  scaleAuto: 'scale: auto',
  scaleFixed: 'scale: fixed',
  noData: 'Nothing to show yet.',
  cell: (row: string, column: string, value: string) => `${row}, ${column}: ${value}`,
  /** Between two clauses of a sentence. */
  clause: '; ',
};
