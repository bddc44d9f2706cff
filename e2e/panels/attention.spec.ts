import { expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';
import { byValue, expectShown, mean, valueIn } from '../support/numbers.ts';
import { barsOf, expectPainted, pictureOf, scaleOf, sentenceAt, tokensOf } from '../support/pictures.ts';

/** Compares the open head's picture, sentences, list and score with the engine's weights; answers with these. */
async function check(app: App, layer: number, head: number): Promise<number[]> {
  const said = app.words.panels.attention;
  const { shape, data } = await app.read(`blocks.${layer}.attn.hook_pattern`);
  const T = shape[1] ?? 0;
  const weights = data.slice(head * T * T, (head + 1) * T * T);
  const weight = (query: number, key: number): number => weights[query * T + key] ?? Number.NaN;
  const part = app.part('attention', said.headName(layer + 1, head + 1));
  const grid = part.getByRole('grid', { name: said.matrix(layer + 1, head + 1), exact: true });

  const seen = weights.map((value, index) => (index % T > Math.floor(index / T) ? Number.NaN : value));
  expectPainted(await pictureOf(grid.locator('canvas')), await scaleOf(part.locator('.legend')), seen, 'attention');

  const tokens = await tokensOf(part.getByRole('listbox', { name: said.queries }));
  for (const [query, key] of [
    [T - 1, 0],
    [T - 1, T - 1],
    [7, 3],
  ] as const) {
    const sentence = await sentenceAt(grid, query, key);
    const shown = valueIn(sentence, (value) => said.cell(query, tokens[query] ?? '', key, tokens[key] ?? '', value));
    expectShown(shown, weight(query, key), `weight of query ${query} on key ${key}`);
  }
  expect(await sentenceAt(grid, 3, 9)).toBe(said.cellHidden(3, tokens[3] ?? '', 9, tokens[9] ?? ''));
  await app.page.mouse.move(0, 0);

  const row = weights.slice((T - 1) * T);
  const bars = await barsOf(app.part('attention', said.looksAt(T - 1, tokens[T - 1] ?? '')));
  expect(bars.map(({ name }) => Number(name.split(' ')[0]))).toEqual(byValue(row).slice(0, bars.length));
  bars.forEach(({ name, shown }) => expectShown(shown, row[Number(name.split(' ')[0])] ?? Number.NaN, `bar ${name}`));

  const measures = await barsOf(app.part('attention', said.measures));
  const previous = mean(Array.from({ length: T - 1 }, (_, at) => weight(at + 1, at)));
  expectShown(measures.find(({ name }) => name === said.kinds.previous)?.shown ?? '', previous, 'previous-token score');
  return weights;
}

test('every colour, sentence and rank of a head is the weight that the engine holds, before and after training', async ({
  app,
}) => {
  await app.open({ panel: 'attention' });
  const before = await check(app, 0, 0);
  await app.train(25);
  await expect(async () => expect(await check(app, 0, 0)).not.toEqual(before)).toPass({ timeout: 8000 });
});

test('every head of every layer has its own picture, and a click opens it', async ({ app }) => {
  const said = app.words.panels.attention;
  await app.open({ panel: 'attention' });
  const scale = await scaleOf(app.part('attention', said.headName(1, 1)).locator('.legend'));
  const { n_layers, n_heads } = await app.config();
  for (let layer = 0; layer < n_layers; layer++) {
    const { shape, data } = await app.read(`blocks.${layer}.attn.hook_pattern`);
    const size = (shape[1] ?? 0) ** 2;
    for (let head = 0; head < n_heads; head++) {
      const square = app.panel('attention').locator('.heads__row').nth(layer).locator('.heads__head').nth(head);
      const held = data.slice(head * size, (head + 1) * size);
      expectPainted(await pictureOf(square.locator('canvas')), scale, held, `layer ${layer}, head ${head}`);
    }
  }
  await app
    .panel('attention')
    .getByRole('button', { name: new RegExp(`^${said.headButton(2, 3, '', '').split('.')[0]}`) })
    .click();
  await check(app, 1, 2);
});

test('the scores before softmax are the engine’s', async ({ app }) => {
  const said = app.words.panels.attention;
  await app.open({ panel: 'attention' });
  const part = app.part('attention', said.headName(1, 1));
  await part.getByText(said.scores, { exact: true }).click();
  const { shape, data } = await app.read('blocks.0.attn.hook_attn_scores');
  const T = shape[1] ?? 0;
  const grid = part.getByRole('grid');
  expectPainted(await pictureOf(grid.locator('canvas')), await scaleOf(part.locator('.legend')), data.slice(0, T * T), 'scores');
  const tokens = await tokensOf(part.getByRole('listbox', { name: said.queries }));
  const shown = valueIn(await sentenceAt(grid, 10, 4), (value) =>
    said.cellScore(10, tokens[10] ?? '', 4, tokens[4] ?? '', value),
  );
  expectShown(shown, data[10 * T + 4] ?? Number.NaN, 'score');
});
