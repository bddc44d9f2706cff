import AxeBuilder from '@axe-core/playwright';
import { slow } from '#lexicon/words/en/slow.ts';
import { expect, test } from '../support/app.ts';
import { expectShown } from '../support/numbers.ts';

const SEED = { seed: 11, dropout: 0.1 };

test('a training step goes by in slow motion with its own numbers, by keys, and the run goes on as if it had not been watched', async ({
  app,
}) => {
  await app.open();
  await app.configure({ ...SEED, n_layers: 1 });
  await app.train(4);
  const plain = await app.losses();
  await app.configure({ seed: 12 });
  await app.configure({ ...SEED });
  await app.train(1);

  const { page } = app;
  await page.locator('body').press('s');
  const scene = page.getByRole('region', { name: slow.title('2') });
  await scene.getByRole('button', { name: slow.pause }).click();
  const phase = (name: string) => scene.getByRole('listitem').getByRole('button', { name, exact: true });
  await expect(phase('batch')).toHaveAttribute('aria-current', 'step');

  // The chosen sequence is what the flow shows.
  const third = scene.getByRole('list', { name: slow.sequences }).getByRole('button').nth(2);
  await third.click();
  await expect(third).toHaveAttribute('aria-pressed', 'true');
  const text = ((await third.locator('.slow__text').textContent()) ?? '').replaceAll(/\s/g, '');
  await expect(async () => {
    const rows = page
      .locator('[data-panel="flow"]')
      .getByRole('listbox', { name: app.words.panels.flow.rows })
      .getByRole('option');
    const names = await rows.evaluateAll((all) =>
      all.map((each) => (each.getAttribute('aria-label') ?? '').replace(/^\d+ /, '')),
    );
    expect(text.startsWith(names.slice(0, 6).join('').replaceAll(/\s/g, ''))).toBe(true);
  }).toPass({ timeout: 10_000 });

  await page.locator('body').press('s');
  await expect(phase('forward')).toHaveAttribute('aria-current', 'step');
  await scene.getByRole('slider', { name: slow.share }).fill('3');
  await expect(page.locator('.flow__veil')).toBeVisible();

  await page.locator('body').press('s');
  const [loss = Number.NaN] = (await app.losses()).slice(-1);
  const list = scene.getByRole('listbox', { name: slow.means });
  await expect(list).toBeVisible();
  const means = await list
    .getByRole('option')
    .evaluateAll((all) => all.map((each) => Number((each.getAttribute('aria-label') ?? '').split(': ')[1])));
  expect(means.reduce((sum, each) => sum + each, 0) / means.length).toBeCloseTo(loss, 2);

  await page.locator('body').press('s');
  await expect(phase('backward')).toHaveAttribute('aria-current', 'step');
  await page.locator('body').press('s');
  const row = scene.getByRole('row').nth(1);
  const cells = await row.getByRole('cell').allTextContents();
  const [, name = '', index = ''] = /^(.+)\[(.+)\]/.exec((await row.getByRole('button').getAttribute('aria-label')) ?? '') ?? [];
  const { shape, data } = await app.read(name);
  const at = index.split(', ').reduce((flat, i, axis) => flat * (shape[axis] ?? 1) + Number(i), 0);
  expectShown(cells[2] ?? '', data[at] ?? Number.NaN, `${name}[${index}] after the step`);

  await page.locator('body').press('s');
  await expect(scene).toBeHidden();
  await app.train(2);
  expect(await app.losses()).toEqual(plain);
});

test('slow motion is readable to all in every sub-step, and stands still where nothing may move', async ({ app }) => {
  await app.page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await app.open();
  const { page } = app;
  await page.locator('body').press('s');
  const scene = page.locator('.slow');
  await expect(scene).toBeVisible();
  for (let phase = 0; phase < 5; phase++) {
    await scene.locator('.slow__phases button').nth(phase).click();
    const { violations } = await new AxeBuilder({ page }).include('.slow').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`)).toEqual([]);
  }
  await page.locator('body').press('Escape');
  await expect(scene).toBeHidden();
});
