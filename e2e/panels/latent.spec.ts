import { expect, test } from '../support/app.ts';

/** Euclidean distance. */
const apart = (a: readonly number[], b: readonly number[]): number => Math.hypot(...a.map((value, i) => value - (b[i] ?? 0)));

test('sentences become points, samples lie around one, and a text is written towards a sample beside the unsteered one', async ({
  app,
}) => {
  await app.open({ panel: 'latent' });
  const said = app.words.panels.latent;
  const panel = app.panel('latent');
  await panel.getByRole('button', { name: /^Read the/ }).click();
  const map = panel.getByRole('listbox', { name: said.map });
  await expect(map).toBeVisible();

  await map.focus();
  await app.page.keyboard.press('ArrowRight');
  await expect(map.getByRole('option')).toContainText('from the chosen point');

  // A farther radius takes the samples farther.
  const distance = async (): Promise<number> => Number(await panel.locator('.latent__samples tbody td').nth(1).innerText());
  const near = await distance();
  await panel.getByRole('slider', { name: said.radius }).focus();
  await app.page.keyboard.press('End');
  await expect.poll(distance).toBeGreaterThan(3 * near);

  await panel.locator('.latent__samples tbody tr').nth(1).getByRole('button').click();
  await panel.getByRole('button', { name: said.decodeGo(2) }).click();
  const outcomes = panel.locator('.latent__outcomes tbody tr');
  await expect(outcomes.first()).toBeVisible({ timeout: 20_000 });
  const [plain, steered] = await outcomes.nth(0).locator('td').allTextContents();
  expect(plain).not.toBe(steered);
  const unsteered = await app.page.evaluate(async () => {
    const { text } = await window.glassformer.generate({ prompt: '', max_new_tokens: 40 });
    return text;
  });
  expect(plain?.length).toBeGreaterThan(40);
  expect(unsteered.trimEnd().endsWith(plain ?? '?')).toBe(true);
  // Steering leaves nothing behind.
  await expect(app.page.locator('.intervened')).toHaveCount(0);
});

test('a change of the forward pass is seen on the page and in what is read, and goes with “remove all”', async ({ app }) => {
  await app.open({ panel: 'output' });
  const hook = 'blocks.0.hook_resid_post';
  const before = await app.read(hook);
  await app.page.evaluate((name) => window.glassformer.intervene([{ hook: name, add: 2 }]), hook);
  const changed = await app.read(hook);
  expect(apart(changed.data, before.data)).toBeCloseTo(2 * Math.sqrt(before.data.length), 2);
  await expect(app.page.locator('.intervened')).toContainText(hook);
  const refused = await app.page.evaluate(() =>
    window.glassformer.intervene([{ hook: 'blocks.0.hook_nothing', scale: 0 }]).then(
      () => '',
      (error: unknown) => String(error),
    ),
  );
  expect(refused).toContain('blocks.0.hook_nothing');
  expect((await app.read(hook)).data).toEqual(changed.data);
  await app.page.getByRole('button', { name: app.words.shell.intervened.remove }).click();
  await expect(app.page.locator('.intervened')).toHaveCount(0);
  expect((await app.read(hook)).data).toEqual(before.data);
});
