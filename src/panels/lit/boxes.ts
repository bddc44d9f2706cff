import type { Cell, CellBox } from '#view/Matrix.tsx';

/** Cells put together to as few rectangles as rows of neighbours, and equal rows under each other, make. */
export function boxesOf(cells: readonly Cell[]): CellBox[] {
  const ordered = cells.toSorted((a, b) => a.row - b.row || a.col - b.col);
  const runs: CellBox[] = [];
  for (const { row, col } of ordered) {
    const last = runs.at(-1);
    if (last && last.row === row && last.col + last.cols === col) last.cols++;
    else if (!last || last.row !== row || col >= last.col + last.cols) runs.push({ row, col, rows: 1, cols: 1 });
  }
  const boxes: CellBox[] = [];
  for (const run of runs) {
    const above = boxes.find((box) => box.row + box.rows === run.row && box.col === run.col && box.cols === run.cols);
    if (above) above.rows++;
    else boxes.push(run);
  }
  return boxes;
}
