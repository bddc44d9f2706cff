import { expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';

/** How often the engine is killed; `KILLS=50` for the long run. */
const KILLS = Number(process.env['KILLS'] ?? 1);
/** What an engine may lose that is killed while it trains: what it did since it last saved, a few seconds. */
const LOST_MS = 5000;

/** Ends the engine's worker as a crash would: at once, without a word to the page. */
async function kill(app: App): Promise<void> {
  const engine = app.page.workers().find((worker) => worker.url().includes('/assets/worker-'));
  await engine?.evaluate(() => self.close()).catch(() => undefined);
}

test('an engine that dies while it trains is replaced: the run goes on from where it was saved', async ({ app, page }) => {
  test.setTimeout(60_000 + KILLS * 30_000);
  await app.open();
  await app.configure({ n_layers: 1, d_model: 16, n_heads: 2, d_mlp: 32, n_ctx: 16, batch_size: 4 });
  await app.train(20);
  let reached = 20;
  for (let time = 0; time < KILLS; time++) {
    const began = Date.now();
    await app.play();
    await page.waitForTimeout(400 + ((time * 977) % 8000));
    const seen = await app.step();
    const msPerStep = (Date.now() - began) / (seen - reached);
    await kill(app);
    const alert = page.locator('.toast', { hasText: app.words.problems.engineLost({ step: 0, lost: 0 }).slice(0, 30) });
    await expect(alert).toHaveCount(1, { timeout: 30_000 });
    const step = await app.step();
    const losses = await app.losses();
    expect(losses, 'the history is whole').toHaveLength(step);
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(step, 'what was saved before is never lost').toBeGreaterThanOrEqual(reached);
    expect((seen - step) * msPerStep, 'seconds are lost at most').toBeLessThan(LOST_MS);
    expect(await app.config()).toMatchObject({ n_layers: 1, d_model: 16 });
    reached = step;
    await alert.getByRole('button', { name: app.words.shell.dismiss }).click();
    // A successor that dies at once is not replaced.
    await page.waitForTimeout(10_000);
  }
  expect(await app.train(5)).toBe(reached + 5);
  await expect(app.panel('flow').locator('canvas').first()).toBeVisible();
});

test('a call that was open when the engine died is refused, and the next one is answered by its successor', async ({
  app,
  page,
}) => {
  await app.open();
  await app.configure({ n_layers: 1, d_model: 16, n_heads: 2, d_mlp: 32, n_ctx: 16, batch_size: 4 });
  await app.train(3);
  const refused = page.evaluate(() =>
    window.glassformer.train(1_000_000).then(
      () => 'done',
      (error: unknown) => String(error),
    ),
  );
  await expect.poll(() => app.step()).toBeGreaterThan(3);
  await kill(app);
  expect(await refused).toContain(app.words.problems.engineGone({ message: 'the worker ended' }));
  await expect.poll(() => app.train(1).catch(() => 0), { timeout: 30_000 }).toBeGreaterThan(3);
});
