export const embeddings = {
  table: (rows: string, columns: string) => `The table: ${rows} tokens × ${columns} dimensions`,
  tableNote: 'wte.weight: each row is a token’s vector. All of it is learnt; at the start it is noise.',
  tableTied: 'wte.weight: each row is a token’s vector. The same table turns the last vector back into logits (tied embeddings).',
  order: 'Order of the rows',
  byFrequency: 'by frequency',
  byId: 'by id',
  usedOnly: 'only tokens of the story',
  rows: (from: string, to: string, of: string) => `rows ${from}–${to} of ${of}`,
  rowsSlider: 'Rows shown',
  overview: 'The whole table, small',
  chosen: (piece: string, id: number) => `The vector of “${piece}” (id ${id})`,
  norm: (value: string) => `length ${value}`,
  cell: (piece: string, dimension: number, value: string) => `${piece}, dimension ${dimension}: ${value}`,
  probed: 'What the probed tokens look up',
  probedNote: 'hook_embed: for each token its row of the table, copied. The same token twice gives the same row twice.',
  probedCell: (position: number, piece: string, dimension: number, value: string) =>
    `position ${position} ${piece}, dimension ${dimension}: ${value}`,
  tokens: 'Tokens',
  neighbours: (piece: string) => `Nearest to “${piece}”`,
  neighboursNote: 'By the cosine of the angle between the vectors: 1 is the same direction, 0 at right angles.',
  sum: 'Arithmetic: a − b + c',
  sumNote:
    'The three rows are added and subtracted number by number; the list has the tokens whose vectors point most the way of the result, the three themselves included. Sums like these mean something where one and the same difference returns in many pairs; a small model on one story seldom has that.',
  sumTerm: (name: string) => `Token ${name}: its text or its id`,
  sumTake: (piece: string) => `take “${piece}”`,
  sumUnknown: 'no such piece',
  sumItself: '(given)',
  sumNearest: (a: string, b: string, c: string) => `“${a}” − “${b}” + “${c}”: the nearest tokens`,
  sumOperand: (piece: string, other: string, cosine: string) =>
    `Nearest is “${piece}”, which is one of the three: the sum has hardly left it. Of all others “${other}” is nearest, with a cosine of ${cosine}.`,
  sumFound: (piece: string, cosine: string) => `Nearest is “${piece}”, none of the three, with a cosine of ${cosine}.`,
  map: 'Map of the vectors',
  mapNote: (first: string, second: string, dimensions: number) =>
    `The two directions in which the vectors differ most (PCA): ${first} and ${second} of their variance; what lies in the other ${dimensions} dimensions is not on this map.`,
  mapPoint: (piece: string, id: number, count: string) => `${piece}, id ${id}, ${count} times in the story`,
  mapWaiting: 'Looking for the directions…',
  mapKind: 'kind of map',
  mapKinds: { pca: 'PCA', tsne: 't-SNE', umap: 'UMAP' },
  mapLaid: {
    tsne: (points: string, dimensions: number, neighbours: number, step: string) =>
      `t-SNE (van der Maaten & Hinton 2008) of ${points} vectors of ${dimensions} dimensions at step ${step}, perplexity ${neighbours}: neighbours in all dimensions are drawn near each other.`,
    umap: (points: string, dimensions: number, neighbours: number, step: string) =>
      `UMAP (McInnes et al. 2018) of ${points} vectors of ${dimensions} dimensions at step ${step}, ${neighbours} neighbours: neighbours in all dimensions are drawn near each other.`,
  },
  mapHedge:
    'How far groups lie apart, how large they are, and where is left or up mean nothing; another start gives another picture, so this map stands still while the model trains.',
  mapCut: (points: string) => `Only the ${points} most frequent tokens are laid out.`,
  mapStopped: (share: string) => `Stopped at ${share} of the way.`,
  mapOld: (step: string) => `The model is at step ${step} now.`,
  mapFailed: 'This map could not be made.',
  mapStop: 'Stop',
  mapAgain: (step: string) => `Lay out anew at step ${step}`,
  trails: 'trails over training',
  trailsNone: 'no earlier step is kept',
  trailsRead: (read: number, wanted: number, first: string) =>
    `${read} of ${wanted} kept steps, from step ${first} on, on today’s plane`,
};
