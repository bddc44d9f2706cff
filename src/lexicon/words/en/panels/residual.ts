export const residual = {
  start: 'start',
  attn: (layer: number) => `L${layer} attention`,
  ffn: (layer: number) => `L${layer} FFN`,
  after: (part: string) => `after ${part}`,
  map: 'Length of the stream ‖x‖, token by depth',
  mapNote: 'Rows are tokens; columns run along the depth: the start, then after each attention and each FFN.',
  rows: 'tokens (rows)',
  mapCell: (position: number, text: string, where: string, value: string) =>
    `token ${position} “${text}”, ${where}: length ${value}`,
  mapChange: (position: number, text: string, where: string, value: string) =>
    `token ${position} “${text}”, ${where}: length changed by ${value}`,
  along: (position: number, text: string) => `Along the depth at ${position} “${text}”`,
  stream: 'stream ‖x‖',
  median: 'median of all tokens',
  depth: 'depth',
  adds: (position: number, text: string) => `What is added at ${position} “${text}”`,
  addsNote: 'Length of what each part writes into the stream.',
  addsChange: 'Length of what each part writes into the stream at step A, less that at step B.',
  cosine: 'In which direction',
  cosineNote: 'Cosine between what is added and the stream it is added to: 1 along it, 0 across, −1 against it.',
  cosineChange:
    'Cosine between what is added and the stream it is added to, at step A less that at step B: above 0 it has turned along it.',
  postNote: 'Here each sum is normalised after the addition, so lengths in the stream are those after the norm.',
  strips: (position: number, text: string) => `The vector of ${position} “${text}” at each depth`,
  stripsNote: 'One row is the whole vector, one column a dimension. Rows in colour are what is added; grey rows are the stream.',
  stripCell: (where: string, dimension: number, value: string) => `${where}, dimension ${dimension}: ${value}`,
  added: (part: string) => `+ ${part}`,
};
