import { FIELDS } from '#lexicon/fields.ts';
import type { FieldName } from '#lexicon/fields.ts';
import { ON_GPU, expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';

const numeric = FIELDS.filter(({ type, name }) => (type === 'integer' || type === 'number') && name !== 'seed');
const NOW = numeric.filter(({ effect }) => effect === 'now').map(({ name }) => name);
const REBUILDS = numeric.filter(({ effect }) => effect === 'rebuilds').map(({ name }) => name);
/** On a software GPU every model compiles its kernels anew, so two speak for all. */
const FEW: readonly FieldName[] = ['n_layers', 'd_mlp'];

/** Opens every folded group of settings. */
async function unfold(app: App): Promise<void> {
  for (const summary of await app.page.locator('.settings__more > summary').all()) await summary.click();
}

/** Moves a slider by one stop with the keyboard, away from the end it may stand at. */
async function nudge(app: App, name: FieldName): Promise<void> {
  const slider = app.page.locator('.settings').getByRole('slider', { name: app.words.fields.names[name].name, exact: true });
  const atEnd = (await slider.getAttribute('aria-valuenow')) === (await slider.getAttribute('aria-valuemax'));
  await slider.press(atEnd ? 'ArrowLeft' : 'ArrowRight');
}

test(
  'every slider that acts now changes its setting while training goes on, and never resets',
  { tag: ON_GPU },
  async ({ app }) => {
    test.slow();
    await app.open();
    await unfold(app);
    await app.play();
    const started = await app.step();
    for (const name of NOW) {
      const [before, step] = [(await app.config())[name], await app.step()];
      await nudge(app, name);
      await expect.poll(async () => (await app.config())[name], { message: name }).not.toBe(before);
      if (NOW.indexOf(name) % 5 !== 0) continue;
      await expect.poll(() => app.step(), { message: `${name}: training goes on`, timeout: 20_000 }).toBeGreaterThan(step);
      await expect(app.page.getByRole('button', { name: app.words.shell.run.pause, exact: true })).toBeVisible();
    }
    expect(await app.step()).toBeGreaterThan(started);
    await app.pause();
  },
);

test('a slider that is dragged while training follows the hand and is one step of undo', async ({ app }) => {
  await app.open();
  await app.play();
  const { learning_rate: before } = await app.config();
  const thumb = app.page
    .locator('.settings')
    .getByRole('slider', { name: app.words.fields.names.learning_rate.name, exact: true });
  await thumb.hover();
  const box = await thumb.boundingBox();
  if (!box) throw new Error('the slider of the learning rate is not on the page');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await app.page.mouse.move(x, y);
  await app.page.mouse.down();
  for (let at = 1; at <= 12; at++) await app.page.mouse.move(x - at, y);
  await expect.poll(async () => (await app.config()).learning_rate).toBeLessThan(before);
  await app.page.mouse.up();
  await app.page.locator('.settings').getByRole('button', { name: app.words.shell.settings.undo }).click();
  await expect.poll(async () => (await app.config()).learning_rate).toBe(before);
  await app.pause();
});

test(
  'every slider that rebuilds makes a new model, and undo brings the trained one back whole',
  { tag: ON_GPU },
  async ({ app }) => {
    test.slow();
    await app.open();
    await unfold(app);
    await app.train(3);
    const [step, held] = [await app.step(), await app.read('h.0.attn.c_attn.weight')];
    for (const name of app.onGpu ? FEW : REBUILDS) {
      const before = (await app.config())[name];
      await nudge(app, name);
      await expect.poll(async () => (await app.config())[name], { message: name, timeout: 30_000 }).not.toBe(before);
      await expect(app.page.locator('.run__step')).toHaveText(app.words.shell.run.stepNumber('0'));
      await app.page.locator('.settings').getByRole('button', { name: app.words.shell.settings.undo }).click();
      await expect.poll(async () => (await app.config())[name], { message: `${name} after undo`, timeout: 30_000 }).toBe(before);
      expect(await app.step(), `${name}: step after undo`).toBe(step);
      expect((await app.read('h.0.attn.c_attn.weight')).data, `${name}: weights after undo`).toEqual(held.data);
    }
    expect(await app.train(1)).toBe(step + 1);
  },
);

test('vocabulary, tokenizer, choices and switches rebuild too, and every combination trains', async ({ app }) => {
  const names = { ...app.words.fields.names };
  await app.open();
  await unfold(app);
  const settings = app.page.locator('.settings');
  await settings.getByRole('slider', { name: app.words.fields.tokenizer.vocabulary, exact: true }).press('ArrowLeft');
  await expect.poll(async () => (await app.config()).tokenizer.vocab_size).toBeLessThan(512);
  await settings.getByText(app.words.fields.tokenizer.kinds.char, { exact: true }).click();
  await expect.poll(async () => (await app.config()).tokenizer.kind).toBe('char');
  for (const field of FIELDS) {
    // What the model learns has a place of its own above the settings.
    if (field.type !== 'choice' || field.group === 'task') continue;
    for (const option of field.options.toReversed()) {
      await settings.getByRole('combobox', { name: names[field.name].name, exact: true }).selectOption(option);
      await expect.poll(async () => (await app.config())[field.name], { message: `${field.name} ${option}` }).toBe(option);
    }
    const step = await app.step();
    expect(await app.train(1), field.name).toBe(step + 1);
  }
  await settings.getByRole('switch', { name: names.tie_embeddings.name }).click();
  await expect.poll(async () => (await app.config()).tie_embeddings).toBe(false);
  await app.train(2);
  expect((await app.losses()).every(Number.isFinite)).toBe(true);
});

test('a model too large for the memory is refused with the largest that fits, and the running one stays', async ({ app }) => {
  await app.open();
  const before = await app.read('wte.weight');
  const refused = await app.page.evaluate(() =>
    window.glassformer.configure({ d_model: 512, d_mlp: 2048, n_layers: 8, n_ctx: 256, batch_size: 64 }).then(
      () => 'built',
      (error: Error) => error.message,
    ),
  );
  expect(refused).toMatch(/[MG]iB.*largest/);
  expect((await app.read('wte.weight')).data).toEqual(before.data);
});
