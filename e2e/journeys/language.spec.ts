import { ON_GPU, expect, test } from '../support/app.ts';
import { words } from '#lexicon/words/all.ts';

/** Texts of the page's own that hold a word, by where they stand; what is the story's, a formula or a name of code is left out. */
function ownTexts(): string[] {
  const skipped =
    'code, .katex, textarea, [dir=auto], .token-axis, .token-flow, .bars__label, .writing__samples, select, .tip, .text-panel__merges, .text-panel__latest, [role=gridcell], [role=option]';
  const found = new Set<string>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? '';
    const element = node.parentElement;
    if (!element || element.closest(skipped) || !/[a-z]{4,}|\p{Script=Han}/u.test(text)) continue;
    found.add(text);
  }
  return [...found];
}

/** Names that are the same in both languages. */
const NAMES =
  /^(Glassformer|English|中文|WebAssembly|WebGPU|logits?|softmax|dropout|top-[kp]|token|[\d\s.,·:−-]*)$|SIMD|WebAssembly/;

test('the language changes while training without losing anything, and all words change', { tag: ON_GPU }, async ({ app }) => {
  await app.open();
  const { page } = app;
  const box = page.getByRole('textbox', { name: words.en.shell.story.label });
  await box.fill('an unfinished draft');
  await page.locator('#run-writing').getByRole('textbox', { name: words.en.shell.generate.prompt }).fill('Once');
  await app.play();
  const english = await page.evaluate(ownTexts);
  const step = await app.step();

  await page.getByRole('button', { name: words.en.shell.languageLabel }).click();
  app.language = 'zh';
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('button', { name: words.zh.shell.run.pause, exact: true })).toBeVisible();
  await expect.poll(() => app.step(), { timeout: 20_000 }).toBeGreaterThan(step);
  await expect(page.getByRole('textbox', { name: words.zh.shell.story.label })).toHaveValue('an unfinished draft');
  await expect(page.locator('#run-writing').getByRole('textbox', { name: words.zh.shell.generate.prompt })).toHaveValue('Once');

  const chinese = await page.evaluate(ownTexts);
  expect(chinese.length).toBeGreaterThan(50);
  expect(english.filter((text) => chinese.includes(text) && !NAMES.test(text))).toEqual([]);
  expect(chinese.filter((text) => !/\p{Script=Han}/u.test(text) && !NAMES.test(text))).toEqual([]);

  await page.getByRole('button', { name: words.zh.shell.languageLabel }).click();
  app.language = 'en';
  await expect(page.getByRole('button', { name: words.en.shell.run.pause, exact: true })).toBeVisible();
  expect((await page.evaluate(ownTexts)).filter((text) => /\p{Script=Han}/u.test(text) && !NAMES.test(text))).toEqual([]);
  await app.pause();
});

test('after a reload the page is alive again, in the language and the theme that were chosen', async ({ app }) => {
  await app.open();
  const { page } = app;
  await page.getByRole('button', { name: words.en.shell.languageLabel }).click();
  const theme = words.zh.shell.theme;
  await page.getByRole('button', { name: `${theme.label}: ${theme.auto}` }).click();
  await page.getByRole('menuitemradio', { name: theme.dark }).click();
  await app.train(3);

  await page.goto('./');
  await app.ready();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  app.language = 'zh';
  for (const title of [words.zh.titles.text.title, words.zh.titles.embeddings.title, words.zh.titles.attention.title]) {
    await expect(page.getByRole('heading', { level: 2, name: title, exact: true })).toBeAttached();
  }
  expect(await app.step()).toBeGreaterThan(100);
  await expect(app.part('text', words.zh.panels.text.story).getByRole('option').nth(50)).toBeAttached();
  const grid = app.panel('embeddings').getByRole('grid').first();
  await expect
    .poll(async () => {
      // What stands above may still grow while it draws for the first time, and push the panel out of sight again.
      await app.panel('embeddings').scrollIntoViewIfNeeded();
      if ((await grid.count()) === 0) return 0;
      return grid.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
        const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
        return new Set(data).size;
      });
    })
    .toBeGreaterThan(10);
});

test('a page that is asked for Chinese by the system opens in Chinese', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ locale: 'zh-CN', ...(baseURL === undefined ? {} : { baseURL }) });
  const page = await context.newPage();
  await page.goto('./');
  await expect(page.getByRole('button', { name: words.zh.shell.run.play, exact: true })).toBeVisible();
  await context.close();
});
