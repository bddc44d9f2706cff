import { expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';
import { byValue, cosine, expectShown, length, mean, valueIn, valuesIn } from '../support/numbers.ts';
import { barsOf, clickOption, expectPainted, pictureOf, scaleOf, sentenceAt, tokensOf } from '../support/pictures.ts';

const rowsOf = (data: readonly number[], width: number): number[][] =>
  Array.from({ length: data.length / width }, (_, row) => data.slice(row * width, (row + 1) * width));

/** The share of the variance that lies along the first principal component, by power iteration. */
function firstShare(rows: readonly number[][]): number {
  const width = rows[0]?.length ?? 0;
  const centre = Array.from({ length: width }, (_, at) => mean(rows.map((row) => row[at] ?? 0)));
  const centred = rows.map((row) => row.map((value, at) => value - (centre[at] ?? 0)));
  let direction = Array.from({ length: width }, (_, at) => 1 + at / width);
  let variance = 0;
  for (let turn = 0; turn < 300; turn++) {
    const next = Array.from({ length: width }, () => 0);
    for (const row of centred) {
      const along = row.reduce((sum, value, at) => sum + value * (direction[at] ?? 0), 0);
      row.forEach((value, at) => (next[at] = (next[at] ?? 0) + along * value));
    }
    variance = length(next);
    direction = next.map((value) => value / variance);
  }
  return variance / centred.flat().reduce((sum, value) => sum + value * value, 0);
}

/** Compares table, strips, neighbours and map with the engine's table; answers with that. */
async function check(app: App): Promise<number[]> {
  const said = app.words.panels.embeddings;
  const panel = app.panel('embeddings');
  const { shape, data } = await app.read('wte.weight');
  const [V = 0, D = 0] = shape;
  const rows = rowsOf(data, D);

  const part = app.part('embeddings', said.table(String(V), String(D)));
  const grid = part.getByRole('grid', { name: said.table(String(V), String(D)), exact: true });
  const scale = await scaleOf(part.locator('.legend'));
  const picture = await pictureOf(grid.locator('canvas'));
  expectPainted(picture, scale, data.slice(0, picture.height * D), 'table');
  const pieces = await tokensOf(part.getByRole('listbox', { name: said.tokens }));
  const shown = valueIn(await sentenceAt(grid, 9, 5), (value) => said.cell(pieces[9] ?? '', 5, value));
  expectShown(shown, rows[9]?.[5] ?? Number.NaN, 'dimension 5 of id 9');

  const looked = await app.read('hook_embed');
  const strips = panel.getByRole('grid', { name: said.probed, exact: true });
  expectPainted(await pictureOf(strips.locator('canvas')), scale, looked.data, 'what the probed tokens look up');
  await app.page.mouse.move(0, 0);

  const [piece = '', id = ''] = valuesIn(
    (await panel.locator('.embeddings__name').textContent()) ?? '',
    2,
    (name = '', number = '') => said.chosen(name, number as unknown as number),
  );
  const chosen = rows[Number(id)] ?? [];
  const near = app.part('embeddings', said.neighbours(piece));
  const cosines = rows.map((row, at) => (at === Number(id) ? -2 : cosine(chosen, row)));
  const nearest = byValue(cosines);
  const bars = await barsOf(near);
  expect(bars.length).toBe(20);
  bars.forEach(({ shown: written }, rank) => expectShown(written, cosines[nearest[rank] ?? 0] ?? 0, `neighbour ${rank}`));
  const norm = valueIn((await near.locator('.part__head .quiet').textContent()) ?? '', said.norm);
  expectShown(norm, length(chosen), 'length');

  const note = (await app.part('embeddings', said.map).locator('.part__note').textContent()) ?? '';
  const [first = ''] = valuesIn(note, 2, (a = '', b = '') => said.mapNote(a, b, D - 2));
  expect(Number.parseFloat(first) / 100).toBeCloseTo(firstShare(rows), 2);
  return data;
}

test('table, strips, neighbours and map show the engine’s embedding table, before and after training', async ({ app }) => {
  const said = app.words.panels.embeddings;
  await app.open({ panel: 'embeddings' });
  await app.panel('embeddings').getByText(said.byId, { exact: true }).click();
  await app.panel('embeddings').getByRole('checkbox', { name: said.usedOnly }).uncheck();
  let before: number[] = [];
  await expect(async () => (before = await check(app))).toPass({ timeout: 20_000 });
  await app.train(25);
  await expect(async () => expect(await check(app)).not.toEqual(before)).toPass({ timeout: 20_000 });
});

test('a row that is clicked is the token whose vector and neighbours are shown', async ({ app }) => {
  const said = app.words.panels.embeddings;
  await app.open({ panel: 'embeddings' });
  const axis = app.panel('embeddings').getByRole('listbox', { name: said.tokens }).first();
  const pieces = await tokensOf(axis);
  await clickOption(axis, 3);
  await expect(app.panel('embeddings').locator('.embeddings__name')).toContainText(`“${pieces[3] ?? ''}”`);
  await expect(app.page).toHaveURL(/token=\d+/);
});

test('a − b + c ranks the tokens by their cosine with the sum of the engine’s rows', async ({ app }) => {
  const said = app.words.panels.embeddings;
  await app.open({ panel: 'embeddings' });
  const part = app.part('embeddings', said.sum);
  for (const [name, id] of [
    ['a', '97'],
    ['b', '98'],
    ['c', '99'],
  ] as const) {
    await part.getByRole('textbox', { name: said.sumTerm(name) }).fill(id);
    await app.page.keyboard.press('Enter');
  }
  await app.panel('embeddings').getByRole('checkbox', { name: said.usedOnly }).uncheck();
  await expect(async () => {
    const { shape, data } = await app.read('wte.weight');
    const rows = rowsOf(data, shape[1] ?? 0);
    const sum = (rows[97] ?? []).map((value, at) => value - (rows[98]?.[at] ?? 0) + (rows[99]?.[at] ?? 0));
    const cosines = rows.map((row) => cosine(sum, row));
    const bars = await barsOf(part);
    expect(bars).toHaveLength(10);
    bars.forEach(({ shown }, rank) => expectShown(shown, cosines[byValue(cosines)[rank] ?? 0] ?? 0, `rank ${rank}`));
  }).toPass({ timeout: 8000 });
});
