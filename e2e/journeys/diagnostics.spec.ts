import AxeBuilder from '@axe-core/playwright';
import { diagnostics as en } from '#lexicon/words/en/diagnostics.ts';
import { diagnostics as zh } from '#lexicon/words/zh/diagnostics.ts';
import { expect, test } from '../support/app.ts';

for (const language of ['en', 'zh'] as const) {
  test(`the diagnostics say what runs here and can be copied (${language})`, async ({ app, page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    app.language = language;
    await app.open();
    await page.evaluate(() => window.glassformer.configure({ n_layers: 99 }).catch(() => undefined));
    const said = { en, zh }[language];
    await page.getByRole('button', { name: new RegExp(`^${app.words.shell.backend.label}: `) }).click();
    await page.getByRole('menuitem', { name: app.words.shell.diagnostics }).click();
    const sheet = page.getByRole('dialog', { name: said.title });
    await expect(sheet.locator('dt')).toHaveText(Object.values(said.rows));
    await expect(sheet.locator('dd').nth(2)).toContainText('wasm');
    const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await sheet.getByRole('button', { name: said.copy }).click();
    await expect(sheet.getByText(said.copied)).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^version: .*\nbrowser: Mozilla/);
    expect(copied).toContain('isolated: yes');
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  });
}
