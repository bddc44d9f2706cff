import { expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';
import { byValue, expectShown } from '../support/numbers.ts';

const said = (app: App) => app.words.panels.generate;

/** Writes so many tokens one by one. */
async function write(app: App, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await app
      .panel('generate')
      .getByRole('button', { name: said(app).one, exact: true })
      .click();
    await expect(app.panel('generate').locator('.generate__branches tbody tr[class] td').nth(1)).toHaveText(String(i + 1));
  }
}

const written = (app: App): Promise<string> => app.panel('generate').locator('.generate__text').innerText();
const branches = (app: App) => app.panel('generate').locator('.generate__branches tbody tr');

test('a text written token by token is the one that `generate` gives, and its ledger is the engine’s', async ({ app }) => {
  await app.open({ panel: 'generate' });
  const { temperature, top_k, top_p, seed } = await app.config();
  await write(app, 6);
  const answer = await app.page.evaluate((args) => window.glassformer.generate(args), {
    prompt: '',
    max_new_tokens: 6,
    temperature,
    top_k,
    top_p,
    seed,
  });
  expect((await written(app)).trim()).toBe(answer.text.trim());

  const rows = app.panel('generate').locator('.generate__ledger tbody tr');
  const drawn = await app.panel('generate').locator('.generate__ledger .generate__row--on td').allInnerTexts();
  const [from, p] = [Number(drawn[7]), Number(drawn[6])];
  expect(p).toBeCloseTo(answer.steps[5]?.probability ?? Number.NaN, 3);
  // The logits of the draw are those of the model that reads all that stands before it.
  await app.page.evaluate((ids) => window.glassformer.probe(ids), answer.ids.slice(0, -1));
  const { shape, data } = await app.read('unembed.hook_out');
  const logits = data.slice(-(shape.at(-1) ?? 0));
  const shown = await rows.locator('td:nth-child(3)').allInnerTexts();
  byValue(logits)
    .slice(0, 10)
    .forEach((id, rank) => expectShown(shown[rank] ?? '', logits[id] ?? Number.NaN, `logit of rank ${rank + 1}`));
  const sentence = await app.panel('generate').locator('.generate__draw').innerText();
  const uniform = Number(/0\.\d+/.exec(sentence)?.[0]);
  expect(uniform).toBeGreaterThanOrEqual(from - 1e-4);
  expect(uniform).toBeLessThan(from + p + 2e-4);
  // top-k: behind the k likeliest nothing can be drawn.
  await expect(rows.nth(top_k).locator('td').nth(5)).toHaveText(said(app).kept.topK);
  await expect(
    rows
      .nth(top_k - 1)
      .locator('td')
      .nth(5),
  ).toHaveText(said(app).kept.kept);
});

test('another candidate starts a branch, and one comes back by branch, by deleting it and by undo', async ({ app }) => {
  await app.open({ panel: 'generate' });
  await write(app, 5);
  const first = await written(app);
  await app.panel('generate').locator('.generate__text [role=option]').nth(2).click();
  const candidate = app.panel('generate').locator('.generate__ledger tbody tr:not(.generate__row--on)').first();
  await candidate.getByRole('button').click();
  await expect(branches(app)).toHaveCount(2);
  const second = await written(app);
  expect(second).not.toBe(first);
  const sums = await branches(app).locator('td:nth-child(3)').allInnerTexts();
  expect(sums.every((sum) => /^−\d/.test(sum))).toBe(true);

  await branches(app).first().getByRole('button').first().click();
  await expect.poll(() => written(app)).toBe(first);
  await app.panel('generate').locator('.generate__delete').click();
  await expect(branches(app)).toHaveCount(1);
  await app
    .panel('generate')
    .getByRole('button', { name: said(app).undo, exact: true })
    .click();
  await expect(branches(app)).toHaveCount(2);
});

test('what stands in the story is marked with its place there, and readable text is made in stages that can be turned off', async ({
  app,
}) => {
  await app.open({ panel: 'generate' });
  const panel = app.panel('generate');
  await panel.getByRole('button', { name: said(app).play, exact: true }).click();
  await expect.poll(() => panel.locator('.generate__text [role=option]').count(), { timeout: 40_000 }).toBeGreaterThan(32);
  await panel.getByRole('button', { name: said(app).stop, exact: true }).click();
  await expect(panel.getByText(/fallen out/)).toBeVisible();
  await panel.getByRole('radio', { name: '2', exact: true }).check({ force: true });
  const copies = panel.locator('.generate__copies button');
  await expect(copies.first()).toBeVisible();
  const copy = await copies
    .first()
    .locator('.generate__copy')
    .evaluate((element) => element.textContent);
  await copies.first().click();
  const story = panel.locator('.generate__story');
  await expect(story).toBeVisible();
  const marked = await story.locator('[role=option]').evaluateAll((chips) => chips.map((chip) => chip.textContent).join(''));
  // Chips write spaces and line ends as signs.
  const plain = (text: string): string => text.replaceAll(/[␣⏎\s]/gu, '');
  expect(plain(marked)).toContain(plain(copy ?? 'nothing'));

  const result = panel.getByTestId('readable');
  const before = await result.innerText();
  expect(before.trim()).toMatch(/[.!?"”]$/);
  await panel.getByRole('switch', { name: said(app).stages.trim }).click();
  await expect.poll(async () => (await result.innerText()).length).toBeGreaterThanOrEqual(before.length);
  expect(await written(app)).not.toBe('');
});
