import AxeBuilder from '@axe-core/playwright';
import { PANEL_IDS } from '#lexicon/selection.ts';
import type { PanelId } from '#lexicon/selection.ts';
import { expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';

/** Expects axe to find nothing serious or critical in a part of the page as it is. */
async function expectNothingSerious(app: App, where: string, part = 'body'): Promise<void> {
  const { violations } = await new AxeBuilder({ page: app.page })
    .include(part)
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(({ target }) => target.join(' '))
          .join(' | ')} (${nodes.length})`,
    );
  expect(serious, where).toEqual([]);
}

/** Opens a panel over the full width as going back to its address does. */
async function widen(app: App, id: PanelId): Promise<void> {
  await app.page.evaluate((panel) => {
    history.pushState(null, '', `?panel=${panel}`);
    dispatchEvent(new PopStateEvent('popstate'));
  }, id);
  await expect(app.panel(id).locator('.panel__body > *').first()).toBeVisible();
}

for (const [language, colorScheme] of [
  ['en', 'light'],
  ['en', 'dark'],
  ['zh', 'light'],
  ['zh', 'dark'],
] as const) {
  test(`axe finds nothing serious on the page or in a panel at full width (${language}, ${colorScheme})`, async ({ app }) => {
    app.language = language;
    await app.page.emulateMedia({ colorScheme });
    await app.open({ pos: '4' });
    await expectNothingSerious(app, 'the whole page');
    // Colours and words are looked at in all four; the structure of the full-width panels in turns in one of each.
    if ((language === 'en') !== (colorScheme === 'light')) return;
    test.slow();
    for (const id of PANEL_IDS.filter((_, at) => (at % 2 === 0) === (language === 'en'))) {
      await widen(app, id);
      await expectNothingSerious(app, id, 'main');
    }
  });
}

test('axe finds nothing serious with settings and a menu open, nor on a phone', async ({ app }) => {
  test.slow();
  await app.open();
  for (const summary of await app.page.locator('.settings__more > summary').all()) await summary.click();
  await expectNothingSerious(app, 'settings', '.settings');
  await app.page.getByRole('button', { name: new RegExp(`^${app.words.shell.backend.label}: `) }).click();
  await expectNothingSerious(app, 'the menu of backends', 'header.top');
  await app.page.keyboard.press('Escape');
  await app.page.setViewportSize({ width: 390, height: 844 });
  await expectNothingSerious(app, 'on a phone');
});
