/** The symbols of tasks that have no words, the same in every language. */
export const LETTERS = Array.from('abdefhkmnprt');
