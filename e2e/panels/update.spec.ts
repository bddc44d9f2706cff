import { expect, test } from '../support/app.ts';
import { expectShown } from '../support/numbers.ts';

test('the update of a weight, its past and a change by hand are the engine’s, and dropout’s masks follow the mode', async ({
  app,
}) => {
  await app.open({ panel: 'update' });
  await app.configure({ dropout: 0.2 });
  const step = await app.train(7);
  const said = app.words.panels.update;
  const part = app.part('update', said.biography);
  const name = 'h.1.mlp.c_fc.weight';
  await part.getByRole('combobox', { name: said.pick }).selectOption(name);
  await part.getByRole('spinbutton', { name: said.index('D') }).fill('3');
  await part.getByRole('spinbutton', { name: said.index('F') }).fill('5');
  const { shape, data } = await app.read(name);
  const at = 3 * (shape[1] ?? 0) + 5;
  const held = data[at] ?? Number.NaN;
  await expect(part.getByText(said.arithmetic(String(step).replace(/\B(?=(\d{3})+$)/g, '\u202f')))).toBeVisible();

  const m = (await app.read(`adam.m.${name}`)).data[at] ?? Number.NaN;
  const cell = (row: RegExp) => part.getByRole('row', { name: row }).getByRole('cell');
  await expect(async () => {
    expectShown((await cell(/^m, /).textContent()) ?? '', m, 'm');
    expect(Number(((await cell(/^after/).textContent()) ?? '').replace('−', '-'))).toBeCloseTo(held, 6);
  }).toPass({ timeout: 10_000 });

  const past = part.getByRole('slider', { name: said.whole });
  await past.press('Home');
  const start = (await app.read(name, 0)).data[at] ?? Number.NaN;
  const heard = (await past.getAttribute('aria-valuetext')) ?? '';
  expectShown(heard.slice(heard.lastIndexOf(' ') + 1), start, 'the weight at step 0');

  await part.getByRole('textbox', { name: said.becomes }).fill('0.75');
  await part.getByRole('button', { name: said.apply }).click();
  await expect.poll(async () => (await app.read(name)).data[at]).toBe(0.75);
  await app.page.locator('body').press('Control+z');
  await expect.poll(async () => (await app.read(name)).data[at]).toBeCloseTo(held, 6);

  const masks = app.part('update', said.masks);
  await expect(masks.getByRole('grid', { name: said.masks })).toBeVisible();
  await masks.getByText(said.evaluation, { exact: true }).click();
  await expect(masks.getByText(said.evaluationNote)).toBeVisible();
});
