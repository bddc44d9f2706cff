import { expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';
import { expectShown, mean, numberOf, softmax, valuesIn } from '../support/numbers.ts';

const SENTENCE = 'The bell rang three times, and the sea answered.';
const STORY = `${SENTENCE} ${'Nobody came to the lighthouse that night. The fog stood at the door. '.repeat(14)}`;

/** Opens the panel on a small model of that story, which looks at the story's first stretch; answers with its ids. */
async function begin(app: App, objective: 'causal' | 'masked'): Promise<number[]> {
  await app.open({ panel: 'loss' });
  await app.configure({ tokenizer: { kind: 'word', vocab_size: 64 }, objective, n_ctx: 16 });
  await app.loadText(STORY);
  const { ids } = await app.page.evaluate((text) => window.glassformer.probe(text), SENTENCE);
  return ids;
}

/** Compares target, p and p − y of the last scored position with the engine's logits and their gradient; answers with p of the target. */
async function check(app: App, ids: readonly number[]): Promise<number> {
  const said = app.words.panels.loss;
  const { shape, data } = await app.read('unembed.hook_out');
  const [T = 0, V = 0] = shape;
  expect(T).toBe(ids.length);
  const position = T - 2;
  const p = softmax(data.slice(position * V, (position + 1) * V));
  const slopes = (await app.read('grad.unembed.hook_out')).data.slice(position * V, (position + 1) * V);
  const losses = (await app.read('probe.loss')).data;
  const target = ids[position + 1] ?? -1;

  const written = await app
    .panel('loss')
    .locator('.loss__rows tbody tr')
    .evaluateAll((elements) => elements.map((row) => Array.from(row.querySelectorAll('td'), (cell) => cell.textContent ?? '')));
  const aimed = written.filter(([, , y]) => y === '1');
  expect(aimed).toHaveLength(1);
  expectShown(aimed[0]?.[3] ?? '', p[target] ?? Number.NaN, 'p of the token that comes');
  expectShown(aimed[0]?.[4] ?? '', (slopes[target] ?? Number.NaN) * (T - 1), 'p − y of the token that comes');
  expectShown(written[0]?.[3] ?? '', Math.max(...p), 'the largest p');
  expect(Math.abs(written.reduce((sum, row) => sum + numberOf(row[4] ?? ''), 0))).toBeLessThan(5e-3);
  expect(losses[position]).toBeCloseTo(-Math.log(p[target] ?? 0), 3);

  const note = (await app.part('loss', said.sequence).locator('.part__note').textContent()) ?? '';
  const [perplexity = ''] = valuesIn(note, 1, (shown = '') => said.sequenceNote(shown));
  expectShown(perplexity, Math.exp(mean(losses.slice(0, T - 1))), 'perplexity of the stretch');
  return p[target] ?? 0;
}

test('target, p, p − y and the mean are the engine’s, before and after training', async ({ app }) => {
  const ids = await begin(app, 'causal');
  let before = 0;
  await expect(async () => (before = await check(app, ids))).toPass({ timeout: 8000 });
  await app.train(25);
  await expect(async () => expect(await check(app, ids)).not.toBe(before)).toPass({ timeout: 8000 });
});

/** Reads the whole text by the panel's button; answers with the loss of every token that its sentence says, NaN for none. */
async function readWhole(app: App, step: number): Promise<number[]> {
  const said = app.words.panels.loss;
  const part = app.part('loss', said.whole);
  await part.getByRole('button', { name: /^Read all/ }).click();
  await expect(part.getByText(said.atStep(String(step)), { exact: true })).toBeVisible();
  const titles = await part
    .getByRole('option')
    .evaluateAll((elements) => elements.map((element) => element.getAttribute('title') ?? ''));
  return titles.map((title) => Number(/: ([\d.]+) nats/.exec(title)?.[1] ?? Number.NaN));
}

/** The mean and the count that the table says of a part of the text. */
async function accountOf(app: App, row: number): Promise<{ tokens: number; nats: string }> {
  const cells = await app.panel('loss').locator('.loss__accounts tbody tr').nth(row).locator('td').allTextContents();
  return { tokens: numberOf(cells[0] ?? ''), nats: cells[1] ?? '' };
}

test('the whole text is read token by token, its two parts apart, at the newest and at a kept step', async ({ app }) => {
  const ids = await begin(app, 'causal');
  await app.train(40);
  const losses = await readWhole(app, 40);
  expect(losses.map((nats) => Number.isNaN(nats)).lastIndexOf(true), 'only the first token is not asked for').toBe(0);
  const probed = (await app.read('probe.loss')).data;
  for (let at = 1; at < ids.length; at++) expect(losses[at], `token ${at}`).toBeCloseTo(probed[at - 1] ?? 0, 2);
  const [training, heldOut] = [await accountOf(app, 0), await accountOf(app, 1)];
  expect(training.tokens + heldOut.tokens).toBe(losses.length - 1);
  expect(numberOf(training.nats)).toBeCloseTo(mean(losses.slice(1, training.tokens + 1)), 2);
  expect(numberOf(heldOut.nats)).toBeCloseTo(mean(losses.slice(training.tokens + 1)), 2);

  await app.page.keyboard.press('[');
  const name = /^Read all [\d\u202f]+ tokens at step (?!40$)/;
  await expect(app.part('loss', app.words.panels.loss.whole).getByRole('button', { name })).toBeVisible();
  await app.part('loss', app.words.panels.loss.whole).getByRole('button', { name }).click();
  await expect.poll(async () => numberOf((await accountOf(app, 0)).nats)).toBeGreaterThan(numberOf(training.nats));
});

test('a masked model is asked for every token, with that token hidden', async ({ app }) => {
  await begin(app, 'masked');
  const losses = await readWhole(app, 0);
  expect(losses.every(Number.isFinite)).toBe(true);
  const { d_vocab } = await app.config();
  expect(mean(losses)).toBeGreaterThan(0.8 * Math.log(d_vocab));
});
