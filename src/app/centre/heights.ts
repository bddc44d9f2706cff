import type { PanelId } from '#lexicon/selection.ts';

/** Pixels that a body of at least `FROM_PX` and a narrower one come to, with the sample story and the model of the first visit. */
const HEIGHTS: Readonly<Record<PanelId, { wide: number; narrow: number }>> = {
  flow: { wide: 920, narrow: 950 },
  text: { wide: 1450, narrow: 2350 },
  embeddings: { wide: 1860, narrow: 1930 },
  positions: { wide: 950, narrow: 990 },
  attention: { wide: 840, narrow: 1260 },
  ffn: { wide: 1440, narrow: 1880 },
  layerNorm: { wide: 980, narrow: 1250 },
  residual: { wide: 1400, narrow: 1450 },
  lens: { wide: 1120, narrow: 2230 },
  output: { wide: 520, narrow: 1040 },
  task: { wide: 90, narrow: 110 },
  loss: { wide: 900, narrow: 1450 },
  update: { wide: 1650, narrow: 1910 },
  generate: { wide: 230, narrow: 460 },
  latent: { wide: 90, narrow: 140 },
  lab: { wide: 330, narrow: 600 },
  chat: { wide: 390, narrow: 540 },
};
const FROM_PX = 600;

/** The room that is kept for a panel until it is drawn, so that what stands under it is not pushed away when it comes. */
export function heightToCome(id: PanelId, widthPx: number): number {
  return HEIGHTS[id][widthPx >= FROM_PX ? 'wide' : 'narrow'];
}
