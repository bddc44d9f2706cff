import { ON_GPU, expect, test } from '../support/app.ts';
import { expectShown, mean } from '../support/numbers.ts';
import { STORIES } from '../support/stories.ts';

for (const language of ['en', 'zh'] as const) {
  test(
    `a story that is pasted is learnt: the loss falls by half and texts are written (${language})`,
    { tag: language === 'en' ? ON_GPU : [] },
    async ({ app, context }) => {
      app.language = language;
      await app.open();
      const { page } = app;
      const said = app.words.shell;

      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.evaluate((story) => navigator.clipboard.writeText(story), STORIES[language]);
      const box = page.getByRole('textbox', { name: said.story.label });
      await box.press('ControlOrMeta+a');
      await box.press('ControlOrMeta+v');
      await page.getByRole('button', { name: said.story.use }).click();
      await expect(page.locator('.run__step')).toHaveText(said.run.stepNumber('0'));
      await expect(box).toHaveValue(STORIES[language]);

      await page.getByRole('button', { name: said.run.play, exact: true }).click();
      const share = app.onGpu ? 0.8 : 0.5;
      const fell = async (): Promise<boolean> => {
        const losses = await app.losses();
        return losses.length > 10 && mean(losses.slice(-5)) < share * (losses[0] ?? 0);
      };
      await expect.poll(fell, { timeout: app.onGpu ? 40_000 : 10_000, message: 'the loss falls' }).toBe(true);
      // In software a hundred steps, after which a text comes by itself, take too long to wait for.
      if (!app.onGpu) await expect(page.locator('.writing__samples li').first()).toBeVisible({ timeout: 15_000 });
      await app.pause();

      const loss = (await app.losses()).at(-1) ?? Number.NaN;
      await expect(async () =>
        expectShown((await page.locator('.run__numbers dd').first().textContent()) ?? '', loss, 'loss'),
      ).toPass();

      await page.locator('#run-writing').getByRole('button', { name: said.generate.button, exact: true }).click();
      await expect(page.locator('.written__token').first()).toBeVisible();
      const written = (await page.locator('.written__text').textContent()) ?? '';
      expect(written.length).toBeGreaterThan(10);
      const strange = Array.from(written).filter((character) => !STORIES[language].includes(character));
      expect(strange.length, `“${written}” is written in the letters of the story`).toBeLessThan(written.length / 4);
    },
  );
}

test('one step is one step, and its loss stands in the history', async ({ app }) => {
  await app.open();
  const before = await app.step();
  await app.page.getByRole('button', { name: app.words.shell.run.step, exact: true }).click();
  await expect.poll(() => app.step(), { timeout: 20_000 }).toBe(before + 1);
  await expect(app.page.locator('.run__step')).toContainText(/1\s?001/);
});
