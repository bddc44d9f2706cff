import type { Locator } from '@playwright/test';
import { expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';
import { expectShown } from '../support/numbers.ts';

const TOKEN = 3;

/** Names of the arrays of all columns, as the headers say them. */
async function columnNames(app: App): Promise<string[]> {
  const titles = await app
    .panel('flow')
    .locator('.flow__name')
    .evaluateAll((names) => names.map((name) => name.getAttribute('title') ?? ''));
  return titles.map((title) => title.split(' · ').at(-1) ?? '');
}

/** The picture itself, beside the weight matrices under it. */
function pictureOf(app: App): Locator {
  return app.panel('flow').getByRole('grid', { name: app.words.panels.flow.picture });
}

/** Walks with the keys through the first cell of every column and compares its sentence with what the engine holds. */
async function checkColumns(app: App): Promise<number[]> {
  const grid = pictureOf(app);
  await grid.focus();
  await app.page.keyboard.press('Home');
  for (let t = 0; t < TOKEN; t++) await app.page.keyboard.press('ArrowDown');
  const names = await columnNames(app);
  expect(names.length).toBeGreaterThan(15);
  const values: number[] = [];
  for (const name of names) {
    const { shape, data } = await app.read(name);
    const [, second = 1, third = 1] = shape;
    // Row TOKEN begins there in [T, n], in head 0 of [T, H, K], and in head 0 of [H, T, S].
    const value = data[TOKEN * (/scores|pattern/.test(name) ? third : second * third)] ?? Number.NaN;
    await app.page.keyboard.press('Home');
    const sentence = await grid.getByRole('gridcell').textContent();
    expectShown(sentence?.split(' = ').at(-1) ?? '', value, `${name}: ${sentence}`);
    values.push(value);
    await app.page.keyboard.press('Shift+ArrowRight');
  }
  await app.page.keyboard.press('Escape');
  return values;
}

test('every column shows the numbers that the engine holds, before and after training, forward and backward', async ({ app }) => {
  await app.open({ panel: 'flow' });
  const before = await checkColumns(app);
  await app.train(10);
  await expect(async () => expect(await checkColumns(app)).not.toEqual(before)).toPass({ timeout: 15_000 });
  await app.panel('flow').getByText(app.words.panels.flow.backward).click();
  await expect(app.panel('flow').locator('.flow__norm').first()).toBeAttached();
  await expect(async () => expect((await checkColumns(app)).some((value) => value !== 0)).toBe(true)).toPass({ timeout: 15_000 });
});

test('the picture follows the model: another norm, other positions, other layers', async ({ app }) => {
  await app.open({ panel: 'flow' });
  await app.configure({ norm_placement: 'post', position: 'rope', n_layers: 3 });
  await expect.poll(() => columnNames(app)).toContain('blocks.0.attn.hook_rot_q');
  expect(await columnNames(app)).not.toContain('ln_final.output');
  await expect(app.panel('flow').locator('.flow__layer')).toHaveCount(3);
  await expect(async () => expect(await checkColumns(app)).toHaveLength((await columnNames(app)).length)).toPass({
    timeout: 15_000,
  });
});

test('the matrices of the open block show the weights that the engine holds, and a cell opens its worksheet', async ({ app }) => {
  await app.open({ panel: 'flow' });
  const { page } = app;
  const said = app.words.panels.flow;
  await app
    .panel('flow')
    .getByRole('button', { name: said.headButton(1, 2) })
    .click();
  const { d_model: D, n_heads } = await app.config();
  const K = D / n_heads;
  const { data } = await app.read('h.0.attn.c_attn.weight');
  for (const [part, id] of (['q', 'k', 'v'] as const).entries()) {
    const grid = app.panel('flow').getByRole('grid', { name: said.matrices.long[id] });
    await grid.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    const sentence = (await grid.getByRole('gridcell').textContent()) ?? '';
    expectShown(sentence.split(' = ').at(-1) ?? '', data[3 * D + part * D + K] ?? Number.NaN, sentence);
  }
  const output = await app.read('h.0.attn.c_proj.weight');
  const grid = app.panel('flow').getByRole('grid', { name: said.matrices.long.o });
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  const sentence = (await grid.getByRole('gridcell').textContent()) ?? '';
  expectShown(sentence.split(' = ').at(-1) ?? '', output.data[K * D + 1] ?? Number.NaN, sentence);
  await page.keyboard.press('Enter');
  await expect(page.locator('.worksheet__name')).toContainText('W');
});

for (const [width, height] of [
  [1440, 900],
  [1280, 720],
] as const) {
  test(`with a block open nothing has to be scrolled sideways at ${width} × ${height}, with two layers and with eight`, async ({
    app,
  }) => {
    await app.page.setViewportSize({ width, height });
    await app.open();
    const overflow = () =>
      app
        .panel('flow')
        .locator('.flow__scroll')
        .evaluate((box) => box.scrollWidth - box.clientWidth);
    await expect(app.panel('flow').locator('.flow__block--open')).toHaveCount(1);
    expect(await overflow()).toBe(0);
    await app.configure({ n_layers: 8, n_ctx: 64 });
    await expect(app.panel('flow').locator('.flow__layer')).toHaveCount(8);
    expect(await overflow()).toBe(0);
    const unfold = app.panel('flow').getByRole('button', { name: app.words.panels.flow.unfold(app.words.panels.flow.ffn) });
    await unfold.click();
    await expect(unfold).toHaveCount(0);
    expect(await overflow()).toBe(0);
  });
}

test('a number looked at in one panel is lit in all that draw it, with what it comes from', async ({ app }) => {
  await app.page.setViewportSize({ width: 1440, height: 7000 });
  await app.open();
  const pattern = app.panel('attention').getByRole('grid', { name: app.words.panels.attention.matrix(1, 1), exact: true });
  await pattern.hover({ position: { x: 5, y: 5 } });
  await expect(pattern.locator('.matrix__light--self')).toHaveCount(1);
  await app.page.mouse.move(5, 5);
  await expect(pattern.locator('.matrix__light')).toHaveCount(0);
  await pictureOf(app).focus();
  await app.page.keyboard.press('ArrowDown');
  // The first column is the embedding: each cell is a cell of its token's row in the table.
  await expect(app.panel('embeddings').locator('.matrix__light').first()).toBeAttached();
  await expect(app.panel('embeddings').locator('.matrix__light--self').first()).toBeAttached();
  await app.page.keyboard.press('Escape');
  await expect(app.panel('embeddings').locator('.matrix__light')).toHaveCount(0);
});
