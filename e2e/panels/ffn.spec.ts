import { expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';
import { byValue, expectShown, numberOf, valuesIn } from '../support/numbers.ts';
import { barsOf, clickCell, expectPainted, pictureOf, scaleOf, sentenceAt, tokensOf } from '../support/pictures.ts';

/** Compares neurons, ranks and counts of a layer with the engine's; answers with what the layer gives out. */
async function check(app: App, layer: number): Promise<number[]> {
  const said = app.words.panels.ffn;
  const pre = await app.read(`blocks.${layer}.mlp.hook_pre`);
  const post = await app.read(`blocks.${layer}.mlp.hook_post`);
  const [T = 0, F = 0] = post.shape;
  const part = app.part('ffn', said.matrixTitle(layer + 1));
  const grid = part.getByRole('grid', { name: said.matrix(layer + 1, said.post), exact: true });
  expectPainted(await pictureOf(grid.locator('canvas')), await scaleOf(part.locator('.legend')), post.data, 'neurons');
  const tokens = await tokensOf(part.getByRole('listbox', { name: said.rows }));
  for (const [token, neuron] of [
    [2, 17],
    [T - 1, F - 1],
  ] as const) {
    const sentence = await sentenceAt(grid, token, neuron);
    const [before = '', after = ''] = valuesIn(sentence, 2, (a = '', b = '') =>
      said.cell(token, tokens[token] ?? '', neuron, a, b),
    );
    expectShown(before, pre.data[token * F + neuron] ?? Number.NaN, `what enters neuron ${neuron}`);
    expectShown(after, post.data[token * F + neuron] ?? Number.NaN, `what neuron ${neuron} gives out`);
  }
  await app.page.mouse.move(0, 0);

  const row = post.data.slice((T - 1) * F);
  const top = await barsOf(app.part('ffn', said.topTitle(T - 1, tokens[T - 1] ?? '')));
  expect(top.map(({ name }) => name)).toEqual(
    byValue(row)
      .slice(0, top.length)
      .map((neuron) => said.neuron(neuron)),
  );
  top.forEach(({ shown }, rank) => expectShown(shown, row[byValue(row)[rank] ?? 0] ?? Number.NaN, `neuron of rank ${rank}`));

  const strongest = byValue(row)[0] ?? 0;
  const column = Array.from({ length: T }, (_, at) => post.data[at * F + strongest] ?? Number.NaN);
  const excite = await barsOf(app.part('ffn', said.exciteTitle(strongest)));
  excite.forEach(({ name, shown }) => expectShown(shown, column[Number(name.split(' ')[0])] ?? Number.NaN, `at ${name}`));
  expect(excite.map(({ name }) => Number(name.split(' ')[0]))).toEqual(byValue(column).slice(0, excite.length));

  const on = Array.from({ length: F }, (_, neuron) =>
    Array.from({ length: T }, (_unused, at) => (pre.data[at * F + neuron] ?? 0) > 0),
  );
  const facts = await app.part('ffn', said.stats).locator('dd').allTextContents();
  expect(facts[0]).toBe(said.ofAll(String(on.filter((each) => !each.some(Boolean)).length), String(F)));
  expect(facts[1]).toBe(said.ofAll(String(on.filter((each) => each.every(Boolean)).length), String(F)));
  return post.data;
}

test('every neuron, rank and count is the engine’s, before and after training', async ({ app }) => {
  await app.open({ panel: 'ffn' });
  const before = await check(app, 0);
  await app.train(25);
  await expect(async () => expect(await check(app, 0)).not.toEqual(before)).toPass({ timeout: 8000 });
});

test('another layer shows that layer, and the view before the activation what enters it', async ({ app }) => {
  const said = app.words.panels.ffn;
  await app.open({ panel: 'ffn' });
  await app.panel('ffn').getByText(said.layer(2), { exact: true }).click();
  await check(app, 1);
  await app.panel('ffn').getByText(said.pre, { exact: true }).first().click();
  const part = app.part('ffn', said.matrixTitle(2));
  const { data } = await app.read('blocks.1.mlp.hook_pre');
  const grid = part.getByRole('grid', { name: said.matrix(2, said.pre), exact: true });
  expectPainted(await pictureOf(grid.locator('canvas')), await scaleOf(part.locator('.legend')), data, 'what enters');
});

test('a neuron that is clicked is followed at all tokens', async ({ app }) => {
  const said = app.words.panels.ffn;
  await app.open({ panel: 'ffn' });
  await clickCell(app.panel('ffn').getByRole('grid').first(), 4, 77);
  const { shape, data } = await app.read('blocks.0.mlp.hook_post');
  const F = shape[1] ?? 0;
  const [first] = await barsOf(app.part('ffn', said.exciteTitle(77)));
  const most = Math.max(...Array.from({ length: shape[0] ?? 0 }, (_, at) => data[at * F + 77] ?? 0));
  expect(numberOf(first?.shown ?? '')).toBeCloseTo(most, 2);
});
