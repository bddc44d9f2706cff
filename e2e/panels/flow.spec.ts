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

/** Walks with the keys through the first cell of every column and compares its sentence with what the engine holds. */
async function checkColumns(app: App): Promise<number[]> {
  const grid = app.panel('flow').getByRole('grid');
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
