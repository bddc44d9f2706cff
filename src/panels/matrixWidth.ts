/** The widest a row of `cols` cells can be drawn in `roomPx` with every cell the same whole number of pixels, if it has that room. */
export function matrixWidth(cols: number, roomPx: number): number {
  const cell = Math.floor(roomPx / cols);
  return cell >= 1 ? cell * cols : Math.max(16, roomPx);
}
