import { ON_GPU, expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';

/** Chooses a backend in the menu and waits until it runs. */
async function choose(app: App, name: 'webgpu' | 'wasm' | 'cpu'): Promise<void> {
  const said = app.words.shell.backend;
  await app.page.getByRole('button', { name: new RegExp(`^${said.label}: `) }).click();
  await app.page.getByRole('menuitemradio', { name: said.switchTo(said.names[name]) }).click();
  await expect.poll(() => app.page.evaluate(() => window.glassformer.backend().name), { timeout: 40_000 }).toBe(name);
  await expect(app.page.getByRole('button', { name: `${said.label}: ${said.names[name]}` })).toBeVisible();
}

test(
  'another backend in the middle of training goes on with the same model, optimizer state and step',
  { tag: ON_GPU },
  async ({ app }) => {
    await app.open();
    await app.configure({ n_layers: 1, d_model: 16, n_heads: 2, d_mlp: 32, n_ctx: 16, batch_size: 4 });
    await app.train(6);
    const [first, second] = app.onGpu ? (['webgpu', 'wasm'] as const) : (['wasm', 'cpu'] as const);
    const names = ['wte.weight', 'h.0.mlp.c_fc.weight', 'adam.m.wte.weight', 'adam.v.wte.weight'];
    const before = await Promise.all(names.map((name) => app.read(name)));
    for (const name of [second, first]) {
      await choose(app, name);
      expect(await app.step()).toBe(6);
      const after = await Promise.all(names.map((each) => app.read(each)));
      expect(after.map(({ data }) => data)).toEqual(before.map(({ data }) => data));
    }
    await app.play();
    await choose(app, second);
    const step = await app.step();
    await expect.poll(() => app.step(), { timeout: 20_000 }).toBeGreaterThan(step);
    await app.pause();
    const losses = await app.losses();
    expect(losses.length).toBe(await app.step());
    expect(losses.every(Number.isFinite)).toBe(true);
  },
);

test('the page says what computes and why', async ({ app }) => {
  await app.open();
  const said = app.words.shell.backend;
  const backend = await app.page.evaluate(() => window.glassformer.backend());
  expect(backend.name).toBe('wasm');
  await app.page.getByRole('button', { name: `${said.label}: ${said.names[backend.name]}` }).click();
  await expect(app.page.locator('.menu__note')).toContainText(said.reasons.noGpu);
});
