import { expect, test } from '../support/app.ts';

/** The mean of what is scored. */
function meanOf(values: readonly number[]): number {
  const scored = values.filter((value) => !Number.isNaN(value));
  return scored.reduce((sum, value) => sum + value, 0) / scored.length;
}

test('a part switched off, a row of attention set by hand and another text’s stream are the engine’s, and come back', async ({
  app,
}) => {
  await app.open({ panel: 'lab' });
  const said = app.words.panels.lab;
  const panel = app.panel('lab');
  const before = await app.read('probe.loss');
  const name = said.part(1, said.ffn);
  await panel.getByRole('button', { name: said.turnOff(name) }).click();
  await expect(app.page.locator('.intervened')).toContainText('blocks.0.hook_mlp_out');
  await expect(panel.getByText(/^Mean loss/)).toBeVisible();
  const after = await app.read('probe.loss');
  const sentence = await panel.getByText(/^Mean loss/).innerText();
  const [intact, changed, delta] = (sentence.match(/[−\d][\d.]*\d/gu) ?? []).map((number) => Number(number.replace('−', '-')));
  expect(intact).toBeCloseTo(meanOf(before.data), 2);
  expect(changed).toBeCloseTo(meanOf(after.data), 2);
  expect(delta).toBeCloseTo(meanOf(after.data) - meanOf(before.data), 2);
  await panel.getByRole('button', { name: said.turnOn(name) }).click();
  await expect(app.page.locator('.intervened')).toHaveCount(0);
  expect((await app.read('probe.loss')).data).toEqual(before.data);

  // A row of attention by hand, by keys alone, taken back; the next row of every head is the model's own again.
  const pattern = async (): Promise<number[][]> => {
    const { shape, data } = await app.read('blocks.0.attn.hook_pattern');
    const T = shape[1] ?? 0;
    return Array.from({ length: T }, (_, row) => data.slice(row * T, (row + 1) * T));
  };
  const own = await pattern();
  const grid = panel.getByRole('grid', { name: said.editMatrix(1, 1) });
  await grid.focus();
  await app.page.keyboard.press('Home');
  await app.page.keyboard.press('Enter');
  await panel.getByRole('button', { name: said.onlyThis }).click();
  const last = own.length - 1;
  const wanted = own[last]?.map((_, key) => (key === 0 ? 1 : 0));
  await expect.poll(async () => (await pattern())[last]).toEqual(wanted);
  expect((await pattern()).slice(0, last)).toEqual(own.slice(0, last));
  await panel.getByRole('slider', { name: new RegExp(said.weightOf('0 ')) }).press('PageDown');
  await expect.poll(async () => (await pattern())[last]?.[0]).toBeLessThan(1);
  expect((await pattern())[last]?.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
  await panel.getByRole('button', { name: said.undo, exact: true }).click();
  await expect.poll(async () => (await pattern())[last]).toEqual(wanted);
  await panel.getByRole('button', { name: said.asComputed }).click();
  await expect.poll(pattern).toEqual(own);

  // Another text's stream put in whole: what is expected is what the other text makes expected, as the map said.
  await panel.getByRole('button', { name: said.patchRun }).click();
  const map = panel.getByRole('grid', { name: new RegExp(said.sites.resid_pre) });
  await expect(map).toBeVisible({ timeout: 20_000 });
  const other = await panel.getByLabel(said.secondText).inputValue();
  await map.focus();
  await app.page.keyboard.press('Home');
  await app.page.keyboard.press('Enter');
  await panel.getByRole('button', { name: said.keepRow(1) }).click();
  await expect(app.page.locator('.intervened')).toContainText('blocks.0.hook_resid_pre');
  const patched = await app.read('unembed.hook_out');
  await app.page.locator('.intervened').getByRole('button').click();
  await expect(app.page.locator('.intervened')).toHaveCount(0);
  await app.page.evaluate((text) => window.glassformer.probe(text), other);
  const wholly = await app.read('unembed.hook_out');
  expect(wholly.data.length).toBe(patched.data.length);
  expect(Math.max(...wholly.data.map((logit, at) => Math.abs(logit - (patched.data[at] ?? Number.NaN))))).toBeLessThan(1e-3);
});

test('every part is measured, and a broken twin is trained beside an intact one that learns as the model did', async ({
  app,
}) => {
  await app.open({ panel: 'lab' });
  const said = app.words.panels.lab;
  const panel = app.panel('lab');
  await panel.getByRole('button', { name: /^Switch each part off alone/ }).click();
  const { n_layers, n_heads } = await app.config();
  const cells = panel.locator('.lab__part');
  await expect(cells).toHaveCount(n_layers * (n_heads + 1));
  await expect(cells.first()).toContainText('%', { timeout: 20_000 });

  await panel.getByRole('radio', { name: '50', exact: true }).check({ force: true });
  await panel.getByLabel(said.broken, { exact: true }).selectOption('fast');
  await panel.getByRole('button', { name: said.train(50) }).click();
  await expect(panel.locator('.lab__next')).toBeVisible({ timeout: 40_000 });
  const sentence = await panel.getByText(/^(After the last step|The broken twin)/).innerText();
  expect(sentence).not.toBe('');
  const history = await app.losses();
  const chart = panel.getByRole('slider', { name: said.chart });
  await chart.focus();
  await app.page.keyboard.press('Home');
  const first = Number(/intact (\d+\.\d+)/.exec((await chart.getAttribute('aria-valuetext')) ?? '')?.[1]);
  expect(first).toBeCloseTo(history[0] ?? Number.NaN, 2);
});
