import { expect, test } from '../support/app.ts';
import { expectShown } from '../support/numbers.ts';

/** What learns an exercise within seconds. */
const EXERCISE = {
  position: 'rope',
  rope_base: 30,
  tie_embeddings: false,
  learning_rate: 0.01,
  batch_size: 16,
  tokenizer: { kind: 'word', vocab_size: 512 },
} as const;

test('a task is chosen beside the story, learnt and answered, and undone with the story as it was', async ({ app }) => {
  test.setTimeout(120_000);
  await app.open();
  const { learns, fields, shell } = app.words;
  const said = app.words.panels.task;
  const story = await app.page.getByRole('textbox', { name: shell.story.label }).inputValue();
  const before = await app.step();

  const chooser = app.page.getByRole('region', { name: learns.title });
  await chooser.getByText(learns.kinds.tasks, { exact: true }).click();
  await chooser.getByRole('combobox', { name: learns.task }).selectOption({ label: fields.names.task.options?.['topic'] ?? '' });
  await expect.poll(async () => (await app.config()).task).toBe('topic');
  expect(await app.page.getByRole('textbox', { name: shell.story.label }).inputValue()).toBe(story);
  await app.configure(EXERCISE);
  expect(await app.train(120)).toBe(120);

  await app.panel('task').scrollIntoViewIfNeeded();
  const examples = app.part('task', said.examples).locator('.example-line');
  await expect(examples.first()).toContainText('Topic:');
  await expect(examples.first().locator('mark')).toHaveCount(1);

  await app.panel('task').getByRole('button', { name: said.ask }).click();
  const rows = app.part('task', said.answers).locator('tbody tr');
  await expect(rows.first()).toBeVisible({ timeout: 30_000 });
  await expect(app.panel('task').getByText(said.count('32', '64', '120'))).toBeVisible({ timeout: 30_000 });
  const first = await rows.first().locator('td').allTextContents();
  const prompt = first[0] ?? '';
  const written = await app.page.evaluate(
    (asked) => window.glassformer.generate({ prompt: asked, max_new_tokens: 1, temperature: 0 }),
    prompt,
  );
  expect((first[2] ?? '').startsWith(written.text.slice(prompt.length).trim())).toBe(true);

  for (let i = 0; i < 3; i++) await app.page.getByRole('button', { name: shell.settings.undo }).first().click();
  await expect.poll(async () => (await app.config()).task).toBe('story');
  await expect.poll(() => app.step()).toBe(before);
});

test('of a masked model the gaps, and their loss, are those that the engine was asked for', async ({ app }) => {
  await app.open();
  const said = app.words.panels.task;
  await app.configure({ objective: 'masked' });
  await app.train(5);
  await app.panel('task').scrollIntoViewIfNeeded();
  const losses = (await app.read('probe.loss')).data;
  const asked = Array.from(losses.keys()).filter((t) => !Number.isNaN(losses[t] ?? Number.NaN));
  expect(asked.length).toBe(Math.round(0.15 * losses.length));
  const rows = app.part('task', said.guesses).locator('tbody tr');
  await expect(rows).toHaveCount(asked.length);
  for (const [i, position] of asked.entries()) {
    const cells = await rows.nth(i).locator('td').allTextContents();
    expect(Number(cells[0])).toBe(position);
    expectShown(cells[4] ?? '', losses[position] ?? Number.NaN, `loss of the gap at ${position}`);
  }
  await expect(app.panel('task').locator('.example-line__gap')).toHaveCount(asked.length);
});

test('a preset tells its costs before it is built, and undo brings the model back', async ({ app }) => {
  await app.open();
  const say = app.words.learns.presets;
  const before = await app.config();
  await app.page.getByRole('button', { name: say.button }).click();
  await app.page.getByRole('menuitem', { name: say.names.article.name }).click();
  const card = app.page.getByRole('region', { name: `${say.title}: ${say.names.article.name}` });
  await expect(card).toContainText('377 MiB');
  await expect(card).toContainText(say.about('').trim(), { timeout: 60_000 });
  expect(await app.config()).toEqual(before);
  await app.page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);

  await app.page.getByRole('button', { name: say.button }).click();
  await app.page.getByRole('menuitem', { name: say.names.names.name }).click();
  await app.page.getByRole('button', { name: say.apply }).click();
  await expect.poll(async () => (await app.config()).tokenizer.kind, { timeout: 30_000 }).toBe('char');
  expect(await app.page.getByRole('textbox', { name: app.words.shell.story.label }).inputValue()).toContain('Liralimo');
  await app.page.getByRole('button', { name: app.words.shell.settings.undo }).first().click();
  await expect.poll(async () => (await app.config()).tokenizer.kind, { timeout: 30_000 }).toBe(before.tokenizer.kind);
});
