import { expect } from '@playwright/test';
import type { Locator } from '@playwright/test';
import { numberOf } from './numbers.ts';

/** A canvas as numbers: one entry a pixel, 0 where nothing is painted. */
export type Picture = { width: number; height: number; pixels: number[] };
/** A scale as a person reads it: the colours of its bar from the low end to the high one. */
export type Scale = { low: number; high: number; colours: number[] };

export function pictureOf(canvas: Locator): Promise<Picture> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const { width, height } = element;
    const data = element.getContext('2d')?.getImageData(0, 0, width, height).data;
    return { width, height, pixels: data ? Array.from(new Uint32Array(data.buffer)) : [] };
  });
}

/** Reads the colour bar beside a picture. */
export async function scaleOf(legend: Locator): Promise<Scale> {
  const ends = await legend.locator('> span').allTextContents();
  const { pixels } = await pictureOf(legend.locator('canvas'));
  const end = (text: string | undefined): number =>
    text?.includes('π') === true
      ? Math.sign(numberOf(text.replace('π', '1'))) * Math.PI
      : numberOf((text ?? '').replace('+', ''));
  return { low: end(ends[0]), high: end(ends[1]), colours: pixels };
}

/** Where in the bar a value's colour lies. */
function placeIn({ low, high, colours }: Scale, value: number): number {
  const share = Math.max(0, Math.min(1, (value - low) / (high - low)));
  return Math.round(share * (colours.length - 1));
}

/**
 * Expects every pixel of a matrix to have, in the colour bar beside it, the colour of the value that the engine holds, to
 * the nearest step of the bar; and no colour where the value is not finite (NaN for what a picture leaves empty).
 */
export function expectPainted(picture: Picture, scale: Scale, values: readonly number[], what: string): void {
  expect(picture.pixels.length, `${what}: pixels`).toBe(values.length);
  const wrong: string[] = [];
  values.forEach((value, index) => {
    const pixel = picture.pixels[index] ?? 0;
    const cell = `(${Math.floor(index / picture.width)}, ${index % picture.width})`;
    if (!Number.isFinite(value)) {
      if (pixel !== 0) wrong.push(`${cell} is painted where nothing is held`);
      return;
    }
    const at = placeIn(scale, value);
    if (![at, at - 1, at + 1].some((near) => scale.colours[near] === pixel)) wrong.push(`${cell} has not the colour of ${value}`);
  });
  expect(wrong.slice(0, 5), `${what}: ${wrong.length} of ${values.length} cells`).toEqual([]);
  expect(new Set(picture.pixels).size, `${what}: more than one colour`).toBeGreaterThan(1);
}

/** The middle of a cell of a drawn matrix, from the matrix's corner. */
async function middleOf(grid: Locator, row: number, col: number): Promise<{ x: number; y: number }> {
  const box = await grid.boundingBox();
  const [rows, cols] = [Number(await grid.getAttribute('aria-rowcount')), Number(await grid.getAttribute('aria-colcount'))];
  if (!box) throw new Error('middleOf: the matrix is not on the page');
  return { x: ((col + 0.5) * box.width) / cols, y: ((row + 0.5) * box.height) / rows };
}

/** The sentence that a matrix says of a cell under the pointer. */
export async function sentenceAt(grid: Locator, row: number, col: number): Promise<string> {
  await grid.hover({ position: await middleOf(grid, row, col) });
  await expect(grid.locator('[role=row]')).toHaveAttribute('aria-rowindex', String(row + 1));
  await expect(grid.getByRole('gridcell')).toHaveAttribute('aria-colindex', String(col + 1));
  return (await grid.getByRole('gridcell').textContent()) ?? '';
}

/** Clicks a cell of a matrix. */
export async function clickCell(grid: Locator, row: number, col: number): Promise<void> {
  await grid.click({ position: await middleOf(grid, row, col) });
}

/** The rows of drawn bars as they are heard: name and number. */
export async function barsOf(list: Locator): Promise<{ name: string; shown: string }[]> {
  const rows = await list
    .locator('.bars__row')
    .evaluateAll((elements) => elements.map((element) => element.getAttribute('aria-label') ?? ''));
  return rows.map((label) => {
    const cut = label.lastIndexOf(': ');
    return { name: label.slice(0, cut), shown: label.slice(cut + 2) };
  });
}

/** Clicks where an entry of an axis or a list stands: the list as a whole takes the pointer. */
export async function clickOption(list: Locator, index: number): Promise<void> {
  const option = list.getByRole('option').nth(index);
  await option.scrollIntoViewIfNeeded();
  const box = await option.boundingBox();
  if (!box) throw new Error(`clickOption: entry ${index} is not on the page`);
  await list.page().mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

/** The tokens along an axis as they are written, by position. */
export async function tokensOf(axis: Locator): Promise<string[]> {
  const labels = await axis
    .getByRole('option')
    .evaluateAll((elements) => elements.map((element) => element.getAttribute('aria-label') ?? ''));
  return labels.map((label) => label.slice(label.indexOf(' ') + 1));
}
