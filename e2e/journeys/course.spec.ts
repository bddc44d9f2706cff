import AxeBuilder from '@axe-core/playwright';
import { COURSE } from '#lexicon/course.ts';
import type { StepId } from '#lexicon/course.ts';
import { course as en } from '#lexicon/words/en/course.ts';
import { course as zh } from '#lexicon/words/zh/course.ts';
import { expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';
import { expectShown } from '../support/numbers.ts';
import { STORIES } from '../support/stories.ts';

const COURSES = { en, zh } as const;

type Act = (app: App) => Promise<unknown>;

const chip =
  (index: number): Act =>
  (app) =>
    app.panel('text').locator('.token-flow__chip').nth(index).click();
const grid =
  (panel: 'attention' | 'flow' | 'embeddings' | 'ffn', ...keys: string[]): Act =>
  async (app) => {
    const first = app.panel(panel).getByRole('grid').first();
    await first.focus();
    for (const key of [...keys, 'Enter']) await first.press(key);
  };
/** Chooses a position at the edge of a panel's first picture. */
const axis =
  (panel: 'positions' | 'residual' | 'layerNorm', at: number): Act =>
  (app) =>
    app.panel(panel).getByRole('option').nth(at).click();
const train =
  (steps: number): Act =>
  (app) =>
    app.train(steps);
const configure =
  (patch: Parameters<App['configure']>[0]): Act =>
  (app) =>
    app.configure(patch);
const generate =
  (prompt: string): Act =>
  (app) =>
    app.page.evaluate((given) => window.glassformer.generate({ prompt: given, max_new_tokens: 24, seed: 5 }), prompt);
const both =
  (...acts: Act[]): Act =>
  async (app) => {
    for (const act of acts) await act(app);
  };
const position =
  (at: number): Act =>
  (app) =>
    app.panel('output').locator('button:has(.output__at)').nth(at).click();

/** What each step asks for; what a person's hand does slowly goes through the console. */
const ACTS: Readonly<Record<StepId, Act>> = {
  story: (app) => app.loadText(STORIES[app.language]),
  cleaning: (app) => app.loadText(`${STORIES[app.language]}\u0007  \n`),
  splitting: chip(5),
  distribution: train(50),
  latent: async (app) => {
    const latent = app.panel('latent');
    await latent.locator('.latent__controls button').click();
    const map = latent.locator('.latent > .part').getByRole('listbox');
    for (const key of ['ArrowRight', 'Enter']) await map.press(key);
  },
  sampling: async (app) => {
    const column = app.panel('latent').locator('.latent__column');
    await column.locator('.latent__samples button').nth(1).click();
    await column.locator('.button--main').click();
  },
  postprocessing: generate(''),
  newStory: both(configure({ temperature: 0.6 }), generate('')),
  collecting: async ({ page }) => {
    await page.locator('.story__actions .menu > button').click();
    await page.keyboard.press('Escape');
  },
  preprocessing: chip(60),
  vocabulary: (app) => app.panel('text').locator('.text-panel__table tbody button').nth(3).click(),
  embeddingTable: grid('embeddings', 'ArrowDown', 'ArrowRight'),
  architecture: configure({ n_layers: 3, d_model: 24, d_mlp: 40 }),
  nextToken: position(3),
  masked: configure({ objective: 'masked' }),
  nextSentence: configure({ objective: 'causal', task: 'nextSentence' }),
  writtenTasks: configure({ task: 'questions' }),
  labelTasks: both(configure({ task: 'sentiment' }), train(20)),
  prediction: position(5),
  crossEntropy: async (app) => {
    const curve = app.panel('loss').getByRole('slider').first();
    await curve.focus();
    for (const key of ['Home', 'ArrowRight', 'Enter', 'ArrowRight', 'Enter']) await curve.press(key);
  },
  gradient: (app) => app.panel('update').locator('.update__pick').getByRole('button').click(),
  weightUpdate: train(1),
  saving: async ({ page }) => {
    await page.locator('#library').click();
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Escape');
  },
  input: grid('flow', 'ArrowDown', 'ArrowDown', 'ArrowDown'),
  order: axis('positions', 2),
  queryKey: grid('attention', 'ArrowDown', 'ArrowDown', 'ArrowRight'),
  pattern: grid('attention', 'ArrowDown'),
  heads: (app) => app.panel('attention').locator('.heads button').nth(1).click(),
  feedForward: grid('ffn', 'ArrowDown', 'ArrowRight'),
  residual: axis('residual', 4),
  layerNorm: axis('layerNorm', 5),
  output: configure({ temperature: 1.2 }),
  optimizer: both(configure({ learning_rate: 0.002 }), train(1)),
  evaluation: train(50),
  using: async (app) => generate(STORIES[app.language].slice(0, 6))(app),
  pretrainStories: train(100),
  fineTune: (app) => app.panel('chat').locator('.chat__start').click(),
  talk: async (app) => {
    const box = app.panel('chat').locator('.chat__input').first();
    await box.fill(app.language === 'en' ? 'Hello!' : '你好！');
    await box.press('Enter');
  },
  learnOn: async (app) => {
    await app.panel('chat').locator('.chat__mark').first().click();
    await app.panel('chat').locator('.chat__learn').click();
  },
};

/** Presses all that is a title and does nothing, in the step's place as anywhere. */
const pressBeside: Act = ({ page }) =>
  page.evaluate(() => {
    for (const title of document.querySelectorAll<HTMLElement>('.panel__title, .heading, .part__title')) title.click();
  });

/** Where the model is that a step leaves behind as the next does not want it. */
const AFTER: Partial<Record<StepId, Act>> = {
  masked: configure({ objective: 'causal' }),
  labelTasks: configure({ task: 'story' }),
  fineTune: (app) => app.page.evaluate(() => window.glassformer.pause()),
};

const stepNow = (app: App): StepId => {
  const id = new URL(app.page.url()).searchParams.get('course');
  return COURSE.find((step) => step.id === id)?.id ?? 'story';
};

/** Expects each number of the card that has a place in the model to be what the engine holds there; answers with how many. */
async function expectEngines(app: App): Promise<number> {
  const figures = await app.page.locator('#course [data-cell]').evaluateAll(async (elements) => {
    const reads = new Map<string, ReturnType<typeof window.glassformer.read>>();
    return Promise.all(
      elements.map(async (element) => {
        const [cell, text] = [element.getAttribute('data-cell') ?? '', element.textContent ?? ''];
        const [name = '', ...index] = cell.split(' ');
        const read = reads.get(name) ?? window.glassformer.read(name);
        reads.set(name, read);
        const { shape, data } = await read;
        const at = index.map(Number).reduce((flat, i, axis) => flat * (shape[axis] ?? 1) + i, 0);
        return { cell, text, held: data[at] ?? Number.NaN };
      }),
    );
  });
  for (const { cell, text, held } of figures) expectShown(text, held, `${stepNow(app)}: ${cell}`);
  return figures.length;
}

for (const language of ['en', 'zh'] as const) {
  test(`the whole course: each step notices when it is done, and its numbers are the engine’s (${language})`, async ({ app }) => {
    test.setTimeout(180_000);
    app.language = language;
    await app.open();
    const { page } = app;
    const words = COURSES[language];
    await page.locator('#guide').click();
    const card = page.locator('#course');
    let numbers = 0;
    for (const { id } of COURSE) {
      await expect(card.getByRole('heading', { level: 3, name: words.steps[id].title, exact: true })).toBeVisible();
      await pressBeside(app);
      await expect(card.locator('.course__task--done')).toHaveCount(0);
      await ACTS[id](app);
      await expect(card.locator('.course__task--done'), `${id} is done`).toBeVisible();
      const option = card.locator('.course__option').first();
      // By keys: the card steps aside for the worksheet of a number.
      if (words.steps[id].ask) await option.press('Enter');
      await expect(card.locator('.course__side'), `${id} shows before and after`).toHaveCount(2, { timeout: 20_000 });
      await expect(card.locator('.course__covered')).toHaveCount(0);
      await expect(async () => {
        numbers += await expectEngines(app);
      }).toPass({ timeout: 8000 });
      await AFTER[id]?.(app);
      await card.locator('.course__foot button').last().press('Enter');
    }
    expect(numbers).toBeGreaterThan(60);
    await expect(card.locator('.course__map')).toBeVisible();
    await expect(card.locator('.course__box--done')).toHaveCount(8);
  });
}

/** The course and its words are fetched when it is opened, which takes a busy machine a while. */
const FETCHED = { timeout: 20_000 };

test('the place in the course outlives a reload and another language, and the address leads to it', async ({ app }) => {
  await app.open({ course: 'heads' });
  const { page } = app;
  const title = (words: typeof en, id: StepId) =>
    page.locator('#course').getByRole('heading', { level: 3, name: words.steps[id].title, exact: true });
  await expect(title(en, 'heads')).toBeVisible(FETCHED);
  await expect(app.panel('attention')).toBeInViewport();
  await page.getByRole('button', { name: app.words.shell.languageLabel }).click();
  await expect(title(zh, 'heads')).toBeVisible(FETCHED);
  await page.locator('#course .course__foot button').last().click();
  await expect(page).toHaveURL(/course=feedForward/);
  await page.reload();
  await app.ready();
  await expect(title(zh, 'feedForward')).toBeVisible(FETCHED);
  await page.locator('#course').getByRole('button', { name: zh.frame.close }).click();
  await expect(page.locator('#course')).toHaveCount(0);
  await expect(page).not.toHaveURL(/course=/);
  await page.goto('./?lang=en');
  await app.ready();
  await page.locator('#guide').click();
  await expect(title(en, 'feedForward')).toBeVisible(FETCHED);
  await expect(async () => {
    await app.panel('residual').locator('.guide__link').click();
    await expect(title(en, 'residual')).toBeVisible({ timeout: 2000 });
  }).toPass();
});

test('the card is moved by hand and by keys, stays inside the window, and is walked and left by keys', async ({ app }) => {
  await app.open({ course: 'heads' });
  const { page } = app;
  const card = page.locator('#course');
  const grip = card.getByRole('button', { name: en.frame.move });
  const before = await card.boundingBox();
  await page.mouse.move((before?.x ?? 0) + 120, (before?.y ?? 0) + 14);
  await page.mouse.down();
  await page.mouse.move(300, 150, { steps: 4 });
  await page.mouse.up();
  const moved = await card.boundingBox();
  expect(moved?.x).toBeCloseTo(180, -1);
  await grip.focus();
  await grip.press('ArrowLeft');
  expect((await card.boundingBox())?.x).toBeCloseTo((moved?.x ?? 0) - 24, 0);
  for (let press = 0; press < 20; press++) await grip.press('ArrowLeft');
  expect((await card.boundingBox())?.x).toBeGreaterThanOrEqual(0);
  await card.locator('[data-heading]').focus();
  await page.keyboard.press('ArrowRight');
  await expect(card.locator('[data-heading]')).toHaveText(en.steps.feedForward.title);
  await expect(card.locator('[data-heading]')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(card.locator('[data-heading]')).toHaveText(en.steps.heads.title);
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  await expect(page.locator('#guide')).toBeFocused();
});

test('a term explains itself in both languages, in the course and in a caption, and the glossary finds it', async ({ app }) => {
  await app.open({ course: 'distribution' });
  const { page } = app;
  const card = page.locator('#course');
  await card.locator('[data-term=embedding]').first().focus();
  const tip = page.getByRole('tooltip');
  await expect(tip).toContainText('embedding');
  await expect(tip).toContainText('嵌入');
  await expect(tip).toContainText(en.glossary.embedding);
  await page.keyboard.press('Escape');
  await expect(tip).toHaveCount(0);
  await app.pointAt(app.panel('text').locator('.panel__caption [data-term=token]'), tip);
  await expect(tip).toContainText('词元');
  await card.getByRole('button', { name: en.frame.views.glossary }).click();
  await card.getByRole('searchbox').fill('困惑');
  await expect(card.locator('.course__terms dt')).toHaveText([/perplexity/]);
});

for (const [language, colorScheme] of [
  ['en', 'dark'],
  ['zh', 'light'],
] as const) {
  test(`axe finds nothing serious in the course, and nothing runs over the side of a phone (${language}, ${colorScheme})`, async ({
    app,
  }) => {
    app.language = language;
    const { page } = app;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 390, height: 844 });
    await app.open({ course: 'crossEntropy' });
    const { frame } = COURSES[language];
    const card = page.locator('#course');
    await card.locator('.course__option').first().click();
    for (const view of ['step', 'contents', 'map', 'glossary'] as const) {
      await card.getByRole('button', { name: frame.views[view], exact: true }).click();
      const { violations } = await new AxeBuilder({ page }).include('#course').analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(
        serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ') ?? ''}`),
        view,
      ).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    }
  });
}
