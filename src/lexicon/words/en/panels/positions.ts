export const positions = {
  learned:
    'wpe.weight: one learnt vector for each place in the context, added to the token’s vector. It starts as noise; order appears while training.',
  sinusoidal:
    'Nothing is learnt here: sines and cosines of growing wavelength, added to the token’s vector (Vaswani et al. 2017). The fast ones tell neighbours apart, the slow ones the far ends.',
  matrix: 'The encoding',
  matrixNote: 'One row a position, one column a dimension.',
  axis: 'Positions',
  cell: (position: number, dimension: number, value: string) => `position ${position}, dimension ${dimension}: ${value}`,
  curves: 'Along the positions',
  dimension: (index: number) => `dim. ${index}`,
  position: 'position',
  similarity: 'How alike two positions are',
  similarityNote: 'The cosine between their vectors: 1 on the diagonal, where a position meets itself.',
  similarityCell: (a: number, b: number, value: string) => `position ${a} and position ${b}: cosine ${value}`,
  angles: 'Angles of rotation',
  anglesNote:
    'Nothing is added to the vectors. Instead each pair of numbers in q and k is turned by position × θ, so that their product depends on how far apart the two tokens are (RoFormer, Su et al. 2021). θ falls from 1 with the pair’s index; colours repeat after a full turn.',
  angleCell: (position: number, pair: number, angle: string, turned: string) =>
    `position ${position}, pair ${pair}: angle ${angle} rad (within one turn ${turned})`,
  turned: (position: number, pair: number, layer: number, head: number) =>
    `Pair ${pair} at position ${position}, turned (layer ${layer}, head ${head})`,
  turnedNote: (angle: string, theta: string) =>
    `Turned by ${angle} rad = position × θ with θ = ${theta}. Thin: before; strong: after. The length stays the same.`,
  pairSlider: 'Pair',
  query: 'query',
  key: 'key',
  beforeTurn: 'before',
  afterTurn: 'after',
  offsets: 'What remains of the distance',
  offsetsNote:
    'If q and k were the same two numbers everywhere, their product after turning would be the cosine of θ × distance: one curve for each pair.',
  offset: 'distance',
  pair: (index: number) => `pair ${index}`,
  noneCausal:
    'No position is added anywhere. What remains is the causal mask: a token still knows how many stand before it, because it can only look at those. Without the mask the model would see a bag of tokens.',
  noneMasked:
    'No position is added anywhere. And nothing is masked here: the model sees a bag of tokens. Reorder the sentence, and each token’s vector comes out the same.',
  noneStrips: 'The same token at two places enters as the same vector',
  noneTwice: (tokens: string, of: string) =>
    `${tokens} of the ${of} probed tokens stand there more than once; their rows are equal to the last digit.`,
  noneOnce: 'In the probed stretch every token stands only once.',
  stripCell: (position: number, piece: string, dimension: number, value: string) =>
    `position ${position} ${piece}, dimension ${dimension}: ${value}`,
};
