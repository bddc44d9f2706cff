import { PANEL_IDS } from '#lexicon/selection.ts';
import { expect, test } from '../support/app.ts';

const WIDTH = 390;
test.use({ viewport: { width: WIDTH, height: 844 }, hasTouch: true, isMobile: true });

for (const language of ['en', 'zh'] as const) {
  test(`on a phone every panel is reached, nothing runs over the side, and Train works (${language})`, async ({ app }) => {
    app.language = language;
    await app.open();
    const { page } = app;
    const overflow = (): Promise<number> => page.evaluate((width) => document.documentElement.scrollWidth - width, WIDTH);
    expect(await overflow()).toBeLessThanOrEqual(0);
    for (const id of PANEL_IDS) {
      await app.panel(id).scrollIntoViewIfNeeded();
      await expect(app.panel(id).locator('.panel__body > *').first(), id).toBeVisible();
      expect(await overflow(), `${id} runs over the side`).toBeLessThanOrEqual(0);
    }
    const step = await app.step();
    await page.getByRole('button', { name: app.words.shell.run.play, exact: true }).tap();
    await expect.poll(() => app.step(), { timeout: 20_000 }).toBeGreaterThan(step);
    expect(await overflow(), 'while it trains').toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: app.words.shell.run.pause, exact: true }).tap();
    await app
      .panel('attention')
      .getByRole('button', { name: app.words.shell.panels.widen(app.words.titles.attention.title) })
      .tap();
    await expect(page).toHaveURL(/panel=attention/);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.goBack();
    await expect(app.panel('text')).toBeAttached();
  });
}
