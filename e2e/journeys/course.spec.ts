import AxeBuilder from '@axe-core/playwright';
import { COURSE } from '#lexicon/course.ts';
import type { StepId } from '#lexicon/course.ts';
import { course as en } from '#lexicon/words/en/course.ts';
import { course as zh } from '#lexicon/words/zh/course.ts';
import { expect, test } from '../support/app.ts';
import type { App, Held } from '../support/app.ts';
import { expectShown } from '../support/numbers.ts';
import { STORIES } from '../support/stories.ts';

const COURSES = { en, zh } as const;

type Act = (app: App) => Promise<unknown>;

/** Presses the title of the step's panel: what a hand does there. */
const touch: Act = async (app) => {
  const at = COURSE.find(({ id }) => id === stepNow(app))?.at ?? '';
  await app.page.locator(`#panel-${at} .panel__title, #${at}`).first().click();
};
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
  latent: touch,
  sampling: touch,
  postprocessing: generate(''),
  newStory: both(configure({ temperature: 0.6 }), generate('')),
  collecting: (app) => app.page.locator('.story__box').click(),
  preprocessing: chip(60),
  vocabulary: (app) => app.panel('text').locator('.text-panel__table tbody button').nth(3).click(),
  embeddingTable: grid('embeddings', 'ArrowDown', 'ArrowRight'),
  architecture: configure({ n_layers: 3, d_model: 24, d_mlp: 40 }),
  nextToken: position(3),
  masked: configure({ objective: 'masked' }),
  nextSentence: configure({ objective: 'causal', task: 'nextSentence' }),
  writtenTasks: configure({ task: 'questions' }),
  labelTasks: configure({ task: 'sentiment' }),
  prediction: position(5),
  crossEntropy: async (app) => {
    const curve = app.panel('loss').getByRole('slider').first();
    await curve.focus();
    for (const key of ['Home', 'ArrowRight', 'Enter']) await curve.press(key);
  },
  gradient: touch,
  weightUpdate: train(1),
  saving: touch,
  input: grid('flow', 'ArrowDown', 'ArrowDown', 'ArrowDown'),
  order: touch,
  queryKey: grid('attention', 'ArrowDown', 'ArrowDown', 'ArrowRight'),
  pattern: grid('attention', 'ArrowDown'),
  heads: (app) => app.panel('attention').locator('.heads button').nth(1).click(),
  feedForward: (app) => app.panel('ffn').getByRole('option').nth(1).click(),
  residual: touch,
  layerNorm: touch,
  output: configure({ temperature: 1.2 }),
  optimizer: configure({ learning_rate: 0.002 }),
  evaluation: train(50),
  using: async (app) => generate(STORIES[app.language].slice(0, 6))(app),
  pretrainStories: train(100),
  fineTune: train(1),
  talk: touch,
  learnOn: both(touch, train(1)),
};

/** Where the model is that a step leaves behind as the next does not want it. */
const AFTER: Partial<Record<StepId, Act>> = {
  masked: configure({ objective: 'causal' }),
  labelTasks: configure({ task: 'story' }),
};

const stepNow = (app: App): StepId => {
  const id = new URL(app.page.url()).searchParams.get('course');
  return COURSE.find((step) => step.id === id)?.id ?? 'story';
};

/** Expects each number of the card that has a place in the model to be what the engine holds there; answers with how many. */
async function expectEngines(app: App): Promise<number> {
  const shown = await app.page.locator('#course [data-cell]').evaluateAll((figures) =>
    figures.map((figure) => ({ cell: figure.getAttribute('data-cell') ?? '', text: figure.textContent ?? '' })),
  );
  const held = new Map<string, Held>();
  for (const { cell, text } of shown) {
    const [name = '', ...index] = cell.split(' ');
    const array = held.get(name) ?? (await app.read(name));
    held.set(name, array);
    const at = index.map(Number).reduce((flat, i, axis) => flat * (array.shape[axis] ?? 1) + i, 0);
    expectShown(text, array.data[at] ?? Number.NaN, `${stepNow(app)}: ${cell}`);
  }
  return shown.length;
}

for (const language of ['en', 'zh'] as const) {
  test(`the whole course: each step notices when it is done, and its numbers are the engine’s (${language})`, async ({ app }) => {
    test.setTimeout(120_000);
    app.language = language;
    await app.open();
    const { page } = app;
    const words = COURSES[language];
    await page.locator('#guide').click();
    const card = page.locator('#course');
    let numbers = 0;
    for (const { id } of COURSE) {
      await expect(card.getByRole('heading', { level: 3, name: words.steps[id].title, exact: true })).toBeVisible();
      await expect(card.locator('.course__task--done')).toHaveCount(0);
      await ACTS[id](app);
      await expect(card.locator('.course__task--done'), `${id} is done`).toBeVisible();
      const option = card.locator('.course__option').first();
      if (words.steps[id].ask) await option.click();
      await expect(card.locator('.course__side'), `${id} shows before and after`).toHaveCount(2);
      await expect(card.locator('.course__covered')).toHaveCount(0);
      await expect(async () => {
        numbers += await expectEngines(app);
      }).toPass({ timeout: 8000 });
      await AFTER[id]?.(app);
      await card.locator('.course__foot button').last().click();
    }
    expect(numbers).toBeGreaterThan(60);
    await expect(card.locator('.course__map')).toBeVisible();
    await expect(card.locator('.course__box--done')).toHaveCount(8);
  });
}
