export const attention = {
  heads: 'All heads',
  headsNote: (canPoint: boolean) =>
    `Each small square is one head on the same text. ${canPoint ? 'Hover to preview, click to keep.' : 'Tap one to see it in full below.'}`,
  headName: (layer: number, head: number) => `layer ${layer}, head ${head}`,
  layer: (layer: number) => `L${layer}`,
  headButton: (layer: number, head: number, score: string, value: string) => `Layer ${layer}, head ${head}. ${score}: ${value}`,
  underEach: 'number below each:',
  view: 'What the matrix shows',
  pattern: 'weights',
  scores: 'scores',
  patternNote: 'Rows look, columns are looked at. A row of weights sums to 1.',
  patternNoteDifference: 'Rows look, columns are looked at. Each pattern’s row sums to 1, so a row of the difference sums to 0.',
  scoresNote: 'Scores before softmax, q·k ÷ √d_head. What the mask hides (−∞) is left empty.',
  scoresNoteOpen: 'Scores before softmax, q·k ÷ √d_head. Nothing is masked: each token sees both sides.',
  queries: 'tokens that look (rows)',
  keys: 'tokens that are looked at (columns)',
  matrix: (layer: number, head: number) => `attention of layer ${layer}, head ${head}`,
  cell: (query: number, queryText: string, key: number, keyText: string, value: string) =>
    `query ${query} “${queryText}” attends key ${key} “${keyText}”: ${value}`,
  cellScore: (query: number, queryText: string, key: number, keyText: string, value: string) =>
    `query ${query} “${queryText}”, key ${key} “${keyText}”: score ${value}`,
  cellHidden: (query: number, queryText: string, key: number, keyText: string) =>
    `query ${query} “${queryText}” cannot see key ${key} “${keyText}”: it comes later`,
  looksAt: (position: number, text: string) => `${position} “${text}” looks at`,
  lookedAtBy: (position: number, text: string) => `${position} “${text}” is looked at by`,
  rest: (count: number, share: string) => (count === 1 ? `and 1 more with ${share}` : `and ${count} more with ${share} together`),
  columnNote: 'Every query shares out its own 1, so this list does not sum to 1.',
  nobody: 'No later token exists that could look at it.',
  measures: 'This head in numbers',
  measuresNote: 'Bold bar: this head on this text. Thin bar: a head that looks everywhere alike.',
  kinds: {
    entropy: 'entropy (nats)',
    previous: 'previous token',
    first: 'first token',
    same: 'same token',
    induction: 'induction',
  },
  entropyValue: (nats: string, even: string, places: string) =>
    `Entropy ${nats} nats (an even head: ${even}): as spread out as ${places} equal places.`,
  noCase: 'no case in this text',
  cases: (n: number) => (n === 1 ? '1 query' : `${n} queries`),
  howTitle: 'How these are computed, and how far to trust them',
  how: {
    entropy: 'Entropy: −Σ w ln w of each row, averaged over all queries that have a choice.',
    previous: 'Previous token: the weight on the position just before, averaged over queries.',
    first: 'First token: the weight on position 0, averaged over later queries. Heads with nothing to say often rest there.',
    same: 'Same token: the weight on other places with the same token, averaged over queries that have one.',
    induction:
      'Induction: the weight on whatever followed an earlier occurrence of the query’s token, averaged over queries that have one.',
  },
  hedge:
    'These describe where the weight falls on this one text, with the model as it is at this step. They do not prove what a head is for: on another text the same head can do something else, and a weight says nothing about what its value carries.',
};
