import { expect, test } from '../support/app.ts';

/** The mean of what is scored. */
function meanOf(values: readonly number[]): number {
  const scored = values.filter((value) => !Number.isNaN(value));
  return scored.reduce((sum, value) => sum + value, 0) / scored.length;
}

test('a part is switched off by a click: what it costs here is the engine’s difference, and it comes back', async ({ app }) => {
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
