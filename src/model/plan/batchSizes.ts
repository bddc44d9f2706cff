/** The sizes of a batch that dispatches and buffers follow: `rows` = batch · time, `keyBlocks` = ⌈time/4⌉. */
export type BatchSizes = { batch: number; time: number; rows: number; keyBlocks: number };

/** The sizes of `batch` sequences of `time` tokens. */
export const batchSizes = (batch: number, time: number): BatchSizes => ({
  batch,
  time,
  rows: batch * time,
  keyBlocks: Math.ceil(time / 4),
});

/** Room in the activation buffers: token rows, and four-key lines and 4×4 score blocks per head. */
export type Capacity = { rows: number; lines: number; blocks: number };

/** The room that a batch needs. */
export const capacityFor = ({ batch, rows, keyBlocks }: BatchSizes): Capacity => ({
  rows,
  lines: batch * keyBlocks,
  blocks: batch * keyBlocks ** 2,
});

/** Whether there is room enough. */
export const fits = (need: Capacity, room: Capacity): boolean =>
  need.rows <= room.rows && need.lines <= room.lines && need.blocks <= room.blocks;

/** Room enough for both. */
export const widened = (a: Capacity, b: Capacity): Capacity => ({
  rows: Math.max(a.rows, b.rows),
  lines: Math.max(a.lines, b.lines),
  blocks: Math.max(a.blocks, b.blocks),
});
