import { expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';
import { cosine, expectShown, numberOf, valueIn, valuesIn } from '../support/numbers.ts';
import { expectPainted, pictureOf, scaleOf, sentenceAt } from '../support/pictures.ts';

/** Compares the encoding and how alike its rows are with the engine's; answers with it. */
async function check(app: App, name: string): Promise<number[]> {
  const said = app.words.panels.positions;
  const { shape, data } = await app.read(name);
  const [P = 0, D = 0] = shape;
  const row = (at: number): number[] => data.slice(at * D, (at + 1) * D);
  const part = app.part('positions', said.matrix);
  const grid = part.getByRole('grid', { name: said.matrix, exact: true });
  expectPainted(await pictureOf(grid.locator('canvas')), await scaleOf(part.locator('.legend')), data, 'encoding');
  const shown = valueIn(await sentenceAt(grid, P - 2, 4), (value) => said.cell(P - 2, 4, value));
  expectShown(shown, row(P - 2)[4] ?? Number.NaN, 'dimension 4 of the last position but one');

  const alike = app.part('positions', said.similarity);
  const cosines = Array.from({ length: P * P }, (_, at) => cosine(row(Math.floor(at / P)), row(at % P)));
  const square = alike.getByRole('grid', { name: said.similarity, exact: true });
  expectPainted(await pictureOf(square.locator('canvas')), await scaleOf(alike.locator('.legend')), cosines, 'similarity');
  const likeness = valueIn(await sentenceAt(square, 6, 2), (value) => said.similarityCell(6, 2, value));
  expectShown(likeness, cosines[6 * P + 2] ?? Number.NaN, 'cosine of positions 6 and 2');
  await app.page.mouse.move(0, 0);
  return data;
}

test('learnt positions are the engine’s table, before and after training', async ({ app }) => {
  await app.open({ panel: 'positions' });
  const before = await check(app, 'wpe.weight');
  await app.train(25);
  await expect(async () => expect(await check(app, 'wpe.weight')).not.toEqual(before)).toPass({ timeout: 8000 });
});

test('computed positions are what the engine adds, and training leaves them alone', async ({ app }) => {
  await app.open({ panel: 'positions' });
  await app.configure({ position: 'sinusoidal' });
  await expect(app.panel('positions')).toContainText(app.words.panels.positions.sinusoidal);
  let before: number[] = [];
  await expect(async () => (before = await check(app, 'hook_pos_embed'))).toPass({ timeout: 8000 });
  await app.train(10);
  expect(await check(app, 'hook_pos_embed')).toEqual(before);
});

test('rotary positions turn a pair of q and of k from what the engine holds before to what it holds after', async ({ app }) => {
  const said = app.words.panels.positions;
  await app.open({ panel: 'positions' });
  await app.configure({ position: 'rope' });
  await app.train(10);
  const grid = app.part('positions', said.angles).getByRole('grid', { name: said.angles, exact: true });
  const config = await app.config();
  const K = config.d_model / config.n_heads;
  const [angle = '', within = ''] = valuesIn(await sentenceAt(grid, 13, 1), 2, (a = '', b = '') => said.angleCell(13, 1, a, b));
  const turn = 13 * config.rope_base ** (-2 / K);
  expectShown(angle, turn, 'angle');
  expect(Math.cos(numberOf(within))).toBeCloseTo(Math.cos(turn), 2);

  await app.page.mouse.move(0, 0);
  const held = await Promise.all(['q', 'rot_q', 'k', 'rot_k'].map((name) => app.read(`blocks.0.attn.hook_${name}`)));
  const T = held[0]?.shape[0] ?? 0;
  await expect(async () => {
    const cells = await app.panel('positions').locator('.positions__pair tbody td').allTextContents();
    const written = cells.flatMap((cell) => valuesIn(cell, 2, (x = '', y = '') => `(${x}, ${y})`));
    const start = (T - 1) * config.n_heads * K;
    const values = held.flatMap(({ data }) => [data[start], data[start + K / 2]]);
    expect(written.length).toBe(values.length);
    written.forEach((shown, at) => expectShown(shown, values[at] ?? Number.NaN, `number ${at} of the turned pair`));
  }).toPass({ timeout: 8000 });
});

test('without positions the strips are the embeddings of what stands twice, equal to the last digit', async ({ app }) => {
  const said = app.words.panels.positions;
  await app.open({ panel: 'positions' });
  await app.configure({ position: 'none' });
  await expect(app.panel('positions')).toContainText(said.noneCausal);
  const part = app.part('positions', said.noneStrips);
  await expect(async () => {
    const { shape, data } = await app.read('hook_embed');
    const [T = 0, D = 0] = shape;
    const places = new Map<string, number[][]>();
    for (let at = 0; at < T; at++) {
      const row = data.slice(at * D, (at + 1) * D);
      places.set(row.join(), [...(places.get(row.join()) ?? []), row]);
    }
    const twice = [...places.values()].filter((rows) => rows.length > 1).flat(2);
    const canvas = part.getByRole('grid').locator('canvas');
    expectPainted(await pictureOf(canvas), await scaleOf(part.locator('.legend')), twice, 'strips');
  }).toPass({ timeout: 8000 });
});
