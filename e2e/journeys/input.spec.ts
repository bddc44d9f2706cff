import { ON_GPU, expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';

/** Puts a text into the story box as a paste does and asks the model to learn from it. */
async function use(app: App, text: string): Promise<void> {
  const box = app.page.getByRole('textbox', { name: app.words.shell.story.label });
  await box.evaluate((element: HTMLTextAreaElement, value) => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(element, value);
    element.dispatchEvent(new Event('input', { bubbles: true }));
  }, text);
  await app.page.getByRole('button', { name: app.words.shell.story.use }).click();
}

/** Expects the page to be whole: panels with content, no message that something broke, Train in force. */
async function expectAlive(app: App): Promise<void> {
  await expect(app.page.getByRole('heading', { level: 2, name: app.words.titles.text.title, exact: true })).toBeVisible();
  const broken = app.words.problems.internal({ message: '' });
  await expect(app.page.getByText(broken)).toHaveCount(0);
  for (const panel of await app.page.locator('.panel__body').all()) await expect(panel).not.toBeEmpty();
  await expect(app.page.getByRole('button', { name: app.words.shell.run.play, exact: true })).toBeEnabled();
}

const WORKS: Record<string, string> = {
  'two tokens': 'ab',
  'shorter than the context': 'a short tale.',
  'only emoji': '🦊🏮🌧️👩‍👩‍👧🇨🇳'.repeat(8),
  'mixed scripts': '雾 fog туман ضباب 霧 한국어 ไทย नमस्ते '.repeat(12),
  'right to left': 'كان الثعلب يعيش تحت التل وكان له مصباح واحد. '.repeat(12),
  'lone surrogates': `a\uD83Dfox\uDE00and a lamp `.repeat(12),
  NULs: 'a fox\u0000 and\u0001 a lamp\u0007 '.repeat(12),
  'line ends of all kinds': 'one\r\ntwo\rthree\nfour\u2028five\u0085six '.repeat(12),
  markup: '<script>window.broken = true</script><img src=x onerror="window.broken = true"><b>bold</b> '.repeat(6),
};

test('texts of every kind are learnt from, and markup stays text', { tag: ON_GPU }, async ({ app }) => {
  await app.open();
  // What is read is the same on every backend; what is computed from it differs with the length and the vocabulary.
  const texts = Object.entries(WORKS).filter((_, at) => !app.onGpu || at < 2 || at === 8);
  for (const [kind, text] of texts) {
    await test.step(kind, async () => {
      await use(app, text);
      await expect(app.page.locator('.run__step'), kind).toHaveText(app.words.shell.run.stepNumber('0'));
      expect(await app.train(2), kind).toBe(2);
      expect((await app.losses()).every(Number.isFinite), kind).toBe(true);
      await expectAlive(app);
    });
  }
  expect(await app.page.evaluate(() => 'broken' in window)).toBe(false);
  expect(await app.page.locator('main img, main script').count()).toBe(0);
  const box = app.page.getByRole('textbox', { name: app.words.shell.story.label });
  await expect(box).toHaveValue(/^<script>window/);
});

test('a text too short to learn from is refused with a sentence, and the running model stays', async ({ app }) => {
  await app.open();
  const { page } = app;
  const [step, held] = [await app.step(), await app.read('wte.weight')];
  for (const [text, tokens] of [
    ['', 0],
    ['   ', 0],
    ['a', 1],
  ] as const) {
    await use(app, text);
    const sentence = app.words.problems.textEmpty({ tokens });
    await expect(page.getByText(sentence), `“${text}”`).toBeVisible();
    await page.getByRole('button', { name: app.words.shell.dismiss }).first().click();
    await expect(page.getByText(sentence)).toHaveCount(0);
    await page.getByRole('button', { name: app.words.shell.story.discard }).click();
  }
  expect(await app.step()).toBe(step);
  expect((await app.read('wte.weight')).data).toEqual(held.data);
  await expectAlive(app);
});

test('a short text says that it is shorter than the context, in both languages', async ({ app }) => {
  await app.open();
  await app.loadText('a short tale.');
  const story = app.page.locator('.story__notes');
  await expect(story).toContainText(/fewer than the context of 32/);
  await app.page.getByRole('button', { name: app.words.shell.languageLabel }).click();
  await expect(story).toContainText('32');
  await expect(story).not.toContainText('fewer');
});

test('five megabytes are refused or read with progress, and the page answers all the while', async ({ app }) => {
  test.slow();
  await app.open();
  const { page } = app;
  await page.evaluate(() => {
    const gaps: number[] = [];
    let last = performance.now();
    const beat = (): void => {
      const now = performance.now();
      gaps.push(now - last);
      last = now;
      requestAnimationFrame(beat);
    };
    requestAnimationFrame(beat);
    Object.assign(window, { gaps });
  });
  const text = 'The fox lit the lamp and sat by the door until the rain came. '.repeat(84_000).slice(0, 5_000_000);
  const before = await app.step();
  await use(app, text);
  const refused = page.locator('.toast');
  const opened = page.locator('.run__step', { hasText: new RegExp(`^${app.words.shell.run.stepNumber('0')}$`) });
  await expect(refused.or(opened).first()).toBeVisible({ timeout: 60_000 });
  if (await refused.count()) expect(await app.step()).toBe(before);
  else expect(await app.train(1)).toBe(1);
  await expectAlive(app);
  const longest = await page.evaluate(() => Math.max(...(window as unknown as { gaps: number[] }).gaps));
  expect(longest, 'the longest time without a frame, in ms').toBeLessThan(1500);
});

test('a file that is dropped is read, one that is no text is refused by name', async ({ app }) => {
  await app.open();
  const picker = app.page.locator('input[type=file]');
  await picker.setInputFiles({ name: 'tale.txt', mimeType: 'text/plain', buffer: Buffer.from('雾散了，钟声响了。'.repeat(20)) });
  await expect(app.page.getByRole('textbox', { name: app.words.shell.story.label })).toHaveValue(/^雾散了/);
  const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(64)]);
  await picker.setInputFiles({ name: 'fox.png', mimeType: 'image/png', buffer: png });
  await expect(app.page.getByText(app.words.shell.fileNotText('fox.png'))).toBeVisible();
  await expect(app.page.getByRole('textbox', { name: app.words.shell.story.label })).toHaveValue(/^雾散了/);
});

test(
  'a rate that diverges pauses with the step, and goes back to the last good one on request',
  { tag: ON_GPU },
  async ({ app }) => {
    await app.open();
    const { page } = app;
    await app.configure({ learning_rate: 1, optimizer: 'sgd', beta1: 0.99, grad_clip: 0, weight_decay: 0 });
    await app.train(400);
    const alert = page.locator('.divergence');
    await expect(alert).toBeVisible();
    await alert.getByRole('button').click();
    await expect(alert).toHaveCount(0);
    expect((await app.config()).learning_rate).toBe(0.25);
    const { data } = await app.read('wte.weight');
    expect(data.every(Number.isFinite)).toBe(true);
    await expectAlive(app);
  },
);
