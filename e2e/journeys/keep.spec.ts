import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { BrowserContext } from '@playwright/test';
import { sheets } from '#lexicon/words/en/sheets.ts';
import { App, expect, test } from '../support/app.ts';

/** Small, but with everything that draws: dropout, byte pairs. */
const SETTINGS = {
  n_layers: 1,
  dropout: 0.1,
  d_model: 16,
  d_mlp: 32,
  n_ctx: 16,
  tokenizer: { kind: 'bpe', vocab_size: 300 },
} as const;
const STORY = 'The fog lifted over the harbour, and the boats came home one by one.\n'.repeat(20);

/** Another tab of the same person. */
async function anotherTab(context: BrowserContext): Promise<App> {
  const tab = new App(await context.newPage(), false);
  await tab.open();
  return tab;
}

async function begin(app: App): Promise<void> {
  await app.open();
  await app.configure(SETTINGS);
  await app.loadText(STORY);
}

test('a run goes on after a reload with the losses, to the last bit, of never having stopped', async ({ app, browser }) => {
  await begin(app);
  await app.train(30);
  await app.page.reload();
  await app.ready();
  expect(await app.config()).toMatchObject(SETTINGS);
  expect(await app.train(30)).toBe(60);
  const losses = await app.losses();
  const elsewhere = await browser.newContext();
  const whole = new App(await elsewhere.newPage(), false);
  await begin(whole);
  await whole.train(60);
  expect(losses).toEqual(await whole.losses());
  await elsewhere.close();
});

test('a tab that is killed while it trains loses seconds at most, whenever it happens', async ({ app, context }) => {
  await begin(app);
  let reached = 0;
  let { page } = app;
  for (const afterMs of [300, 2300, 900, 2500, 500]) {
    const killed = new App(page, false);
    await killed.play();
    await page.waitForTimeout(afterMs);
    const seen = await killed.step();
    await page.close();
    const back = await anotherTab(context);
    const losses = await back.losses();
    const step = await back.step();
    expect(losses).toHaveLength(step);
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(step, 'what was saved before is never lost').toBeGreaterThanOrEqual(reached);
    expect(step, 'nothing is made up').toBeLessThanOrEqual(seen + 2000);
    ({ page } = back);
    reached = step;
  }
  expect(reached).toBeGreaterThan(0);
  await page.close();
});

test('a second tab on a run says so, makes a copy of what it trains, and can take the run over', async ({ app, context }) => {
  await begin(app);
  await app.train(20);
  const second = await anotherTab(context);
  const said = app.words.keeping.elsewhere;
  expect(await second.step()).toBe(20);
  await expect(second.page.getByText(said.said('The fog lifted over the harbour'))).toBeVisible();
  await second.page.getByRole('button', { name: said.takeOver }).click();
  await expect(second.page.getByRole('button', { name: said.takeOver })).toBeHidden();
  await expect(app.page.getByRole('button', { name: said.takeOver })).toBeVisible();
  await app.train(5);
  await second.train(7);
  await app.page.getByRole('button', { name: app.words.keeping.library.button, exact: true }).click();
  await expect(app.page.locator('.kept__facts')).toContainText([/step 27/, /step 25/]);
  await second.page.close();
});

test('runs are renamed, compared, deleted and brought back, by keyboard too', async ({ app }) => {
  await begin(app);
  await app.train(10);
  await app.configure({ n_heads: 2 });
  await app.train(5);
  const { library: page, close } = app.words.keeping;
  const { library } = sheets;
  const button = app.page.getByRole('button', { name: page.button, exact: true });
  await button.focus();
  await app.page.keyboard.press('Enter');
  const rows = app.page.locator('.kept');
  await expect(rows).toHaveCount(2);
  await rows
    .nth(1)
    .getByRole('button', { name: /^Rename/ })
    .click();
  await app.page.keyboard.press('ControlOrMeta+a');
  await app.page.keyboard.type('Four heads');
  await app.page.keyboard.press('Enter');
  await expect(app.page.getByRole('button', { name: library.open('Four heads') })).toBeVisible();
  await expect(app.page.getByRole('button', { name: library.rename('Four heads') })).toBeFocused();
  for (const row of await rows.all()) await row.getByRole('checkbox').check();
  await expect(app.page.locator('.compared tbody tr')).toHaveText([/heads\s*2\s*4/]);
  const { violations } = await new AxeBuilder({ page: app.page }).include('dialog').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await app.page.getByRole('button', { name: library.remove('Four heads') }).click();
  await expect(rows).toHaveCount(1);
  await app.page.getByRole('dialog').getByRole('button', { name: library.undo, exact: true }).click();
  await expect(rows).toHaveCount(2);
  await expect(app.page.getByRole('button', { name: library.open('Four heads') })).toBeFocused();
  await app.page.getByRole('button', { name: library.open('Four heads') }).click();
  await expect(app.page.getByRole('button', { name: close })).toBeHidden();
  await expect.poll(() => app.step()).toBe(10);
  expect((await app.config()).n_heads).toBe(4);
});

test('a run saved as a file opens, dropped on the page of somebody else, and goes on to the last bit', async ({
  app,
  browser,
}) => {
  await begin(app);
  await app.train(25);
  await app.page.getByRole('button', { name: app.words.keeping.share.button, exact: true }).click();
  await app.page.getByRole('button', { name: app.words.keeping.share.file }).click();
  const [download] = await Promise.all([
    app.page.waitForEvent('download'),
    app.page.locator('[data-format=run]').getByRole('button').click(),
  ]);
  expect(download.suggestedFilename()).toBe('The-fog-lifted-over-the-harbour.gfrun');
  const base64 = (await readFile(await download.path())).toString('base64');
  await app.train(10);
  const elsewhere = await browser.newContext();
  const other = new App(await elsewhere.newPage(), false);
  await other.open();
  const dropped = async (data: string, name: string): Promise<void> =>
    other.page.evaluate(
      ({ data: encoded, name: fileName }) => {
        const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([bytes], fileName));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      },
      { data, name },
    );
  await dropped(base64.slice(0, 400), 'broken.gfrun');
  await expect(other.page.locator('.toast')).toBeVisible();
  expect(await other.step(), 'a damaged file leaves the running model').toBe(1000);
  await dropped(base64, 'run.gfrun');
  await expect.poll(() => other.step()).toBe(25);
  await other.train(10);
  expect(await other.losses()).toEqual(await app.losses());
  await elsewhere.close();
});

test('a link holds settings, seed and text: whoever opens it trains the same model', async ({ app, browser, context }) => {
  await begin(app);
  await app.configure({ seed: 11 });
  await app.train(15);
  const { share } = sheets;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.page.getByRole('button', { name: app.words.keeping.share.button, exact: true }).click();
  await app.page.getByRole('checkbox', { name: share.parts.story }).check();
  await app.page.getByRole('button', { name: share.copy }).click();
  await expect(app.page.getByText(share.copied)).toBeVisible();
  // Read where it stands: the clipboard belongs to all pages of the machine.
  const link = await app.page.locator('.copy-field__text').inputValue();
  const elsewhere = await browser.newContext();
  const other = new App(await elsewhere.newPage(), false);
  await other.page.goto(link);
  await other.ready();
  expect(await other.config()).toEqual(await app.config());
  expect(await other.step()).toBe(0);
  await other.train(15);
  expect(await other.losses()).toEqual(await app.losses());
  await expect(other.page.getByRole('textbox', { name: app.words.shell.story.label })).toHaveCount(0);
  await expect(other.page.getByRole('button', { name: app.words.shell.run.play, exact: true })).toBeVisible();
  await elsewhere.close();
});

test('a damaged link opens the page, and says what was left out', async ({ app }) => {
  await app.page.goto('./?lang=en&n_layers=99&seed=abc&story=%%%&dropout=0.2&panel=nothing&step=-3');
  await app.ready();
  await expect(app.page.locator('.toast')).toContainText('n_layers, seed, story');
  expect((await app.config()).dropout).toBe(0.2);
});
