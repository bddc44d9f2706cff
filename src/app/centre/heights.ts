import type { PanelId } from '#lexicon/selection.ts';

type Room = 'wide' | 'middle' | 'narrow';

/** Pixels that a body comes to, by the room it has, with the sample story and the model of the first visit. */
const HEIGHTS: Readonly<Record<PanelId, Readonly<Record<Room, number>>>> = {
  flow: { wide: 920, middle: 920, narrow: 970 },
  text: { wide: 1400, middle: 1780, narrow: 2400 },
  embeddings: { wide: 1060, middle: 1830, narrow: 2000 },
  positions: { wide: 620, middle: 930, narrow: 1000 },
  attention: { wide: 840, middle: 820, narrow: 1270 },
  ffn: { wide: 1340, middle: 1420, narrow: 1950 },
  layerNorm: { wide: 930, middle: 970, narrow: 1260 },
  residual: { wide: 780, middle: 1380, narrow: 1430 },
  lens: { wide: 1110, middle: 1180, narrow: 2250 },
  output: { wide: 520, middle: 1000, narrow: 1020 },
  task: { wide: 90, middle: 90, narrow: 120 },
  loss: { wide: 860, middle: 1250, narrow: 1440 },
  update: { wide: 1100, middle: 1620, narrow: 1920 },
  generate: { wide: 220, middle: 340, narrow: 470 },
  latent: { wide: 90, middle: 90, narrow: 150 },
  lab: { wide: 1480, middle: 1720, narrow: 1960 },
  chat: { wide: 370, middle: 460, narrow: 550 },
};
/** Widths from which a body is wide, and from which it is not narrow. */
const FROM_PX = { wide: 800, middle: 600 };

/** The room that is kept for a panel until it is drawn, so that what stands under it is not pushed away when it comes. */
export function heightToCome(id: PanelId, widthPx: number): number {
  const room: Room = widthPx >= FROM_PX.wide ? 'wide' : widthPx >= FROM_PX.middle ? 'middle' : 'narrow';
  return HEIGHTS[id][room];
}
