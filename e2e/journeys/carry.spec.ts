import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { carry as en } from '#lexicon/words/en/carry.ts';
import { expect, test } from '../support/app.ts';

/** Saves the running model in one of the forms on offer; answers with the file's path and name. */
async function save(page: Page, format: string): Promise<{ path: string; name: string }> {
  const coming = page.waitForEvent('download');
  await page.locator(`[data-format="${format}"] > button`).click();
  const download = await coming;
  return { path: await download.path(), name: download.suggestedFilename() };
}

const weights = (page: Page): Promise<number[]> =>
  page.evaluate(async () => [...(await window.glassformer.read('h.0.mlp.c_fc.weight')).data]);

test('a model that was taken along as a Hugging Face folder or a run file comes back from the file, whatever ran meanwhile', async ({
  app,
  page,
}) => {
  await app.open();
  await app.train(5);
  const before = await weights(page);
  await page.getByRole('button', { name: app.words.keeping.share.button }).click();
  await page.getByRole('button', { name: app.words.keeping.share.file }).click();
  const files = [await save(page, 'hug'), await save(page, 'run')];
  const curves = await readFile((await save(page, 'metrics')).path, 'utf8');
  expect(curves.split('\r\n').length).toBeGreaterThan(1000);
  await page.keyboard.press('Escape');

  for (const { path, name } of files) {
    await app.configure({ n_layers: 1 });
    await page.getByRole('button', { name: app.words.keeping.library.button }).click();
    await page.locator('dialog input[type="file"]').setInputFiles({ name, mimeType: '', buffer: await readFile(path) });
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(await weights(page)).toEqual(before);
    expect(await app.config()).toMatchObject({ n_layers: 2 });
  }
});

test('a saved page writes by itself and one looks back by itself, without asking anybody for anything', async ({
  app,
  page,
  context,
}) => {
  await app.open();
  await page.getByRole('button', { name: app.words.keeping.share.button }).click();
  await page.getByRole('button', { name: app.words.keeping.share.file }).click();
  const writer = await save(page, 'writer');
  await expect(page.locator('[data-format="writer"] input')).toHaveValue(/^<iframe src="\S+\.html"/);
  const replay = await save(page, 'replay');

  const alone = await context.newPage();
  const asked: string[] = [];
  alone.on('request', (request) => asked.push(request.url()));
  await alone.setContent(await readFile(writer.path, 'utf8'));
  const written = alone.locator('.written');
  const write = alone.getByRole('button', { name: 'Write', exact: true });
  await alone.locator('input[type="number"]').first().fill('12');
  await write.click();
  await expect(written).toHaveText(/\S{2}/);
  await expect(write).toBeVisible();
  const first = await written.textContent();
  await write.click();
  await expect(written).toHaveText(first ?? '');

  await alone.setContent(await readFile(replay.path, 'utf8'));
  await expect(alone.locator('svg .train').first()).toBeVisible();
  await expect(alone.locator('.grid td').first()).toHaveAttribute('title', /100\.0 %/);
  const last = await alone.locator('.expects').textContent();
  await alone.locator('input[type="range"]').fill('0');
  await expect(alone.locator('.expects')).not.toHaveText(last ?? '');
  expect(asked).toEqual([]);
});

test('what a model cannot be saved as says why, and its curves can be saved from its first step on', async ({ app, page }) => {
  const look = async (): Promise<void> => {
    await page.getByRole('button', { name: app.words.keeping.share.button }).click();
    await page.getByRole('button', { name: app.words.keeping.share.file }).click();
  };
  await app.open();
  await app.configure({ objective: 'masked', n_layers: 1 });
  await look();
  await expect(page.getByText(en.writer.masked)).toBeVisible();
  await expect(page.getByText(en.hug.strange('objective: masked'))).toBeVisible();
  await expect(page.getByText(en.metrics.empty)).toBeVisible();
  await page.keyboard.press('Escape');
  await app.train(1);
  await look();
  await expect(page.locator('[data-format="metrics"] > button')).toBeEnabled();
});
