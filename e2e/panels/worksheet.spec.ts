import AxeBuilder from '@axe-core/playwright';
import type { Locator } from '@playwright/test';
import { withSheetWords } from '#panels/worksheet/words.ts';
import { expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';
import { expectShown, numberOf } from '../support/numbers.ts';
import { clickCell } from '../support/pictures.ts';

/** The worksheet of what is selected: the update panel has one of its own. */
const sheetOf = (app: App): Locator =>
  app.page.getByRole('complementary', { name: app.words.shell.inspector.title }).locator('.worksheet');

/** The number of a row of facts, as it is written. */
async function fact(app: App, name: string): Promise<string> {
  const row = sheetOf(app).locator('.worksheet__table--facts tr', {
    has: app.page.getByRole('rowheader', { name, exact: true }),
  });
  return (await row.locator('td').first().textContent()) ?? '';
}

/** Expects the worksheet to stand at an element, its number and the recomputed one to be the engine's, and answers with that. */
async function expectAt(app: App, name: string, index: readonly number[]): Promise<number> {
  const said = withSheetWords(app.words, app.language).worksheet;
  await expect(sheetOf(app).locator('.worksheet__code')).toHaveText(`${name}[${index.join(', ')}]`);
  await expect(sheetOf(app).getByRole('rowheader', { name: said.recomputed, exact: true })).toBeVisible();
  const { shape, data } = await app.read(name);
  const value = data[index.reduce((flat, i, axis) => flat * (shape[axis] ?? 0) + i, 0)] ?? Number.NaN;
  expectShown(await fact(app, said.engine), value, `${name}, engine`);
  const recomputed = numberOf(await fact(app, said.recomputed));
  expect(Math.abs(recomputed - value), `${name}, recomputed`).toBeLessThanOrEqual(2e-6 + 2e-5 * Math.abs(value));
  return value;
}

test('from a clicked weight of attention one walks to the score, the query and its input, and back; every number is the engine’s', async ({
  app,
}) => {
  await app.open({ panel: 'attention' });
  const said = app.words.panels.attention;
  await clickCell(app.panel('attention').getByRole('grid', { name: said.matrix(1, 1), exact: true }), 9, 6);
  await expectAt(app, 'blocks.0.attn.hook_pattern', [0, 9, 6]);
  await sheetOf(app).locator('.worksheet__place').first().click();
  const score = await expectAt(app, 'blocks.0.attn.hook_attn_scores', [0, 9, 6]);

  const { d_model, n_heads } = await app.config();
  const K = d_model / n_heads;
  const [q, k] = [await app.read('blocks.0.attn.hook_q'), await app.read('blocks.0.attn.hook_k')];
  const terms = Array.from({ length: K }, (_, i) => (q.data[9 * d_model + i] ?? 0) * (k.data[6 * d_model + i] ?? 0));
  const largest = terms.reduce((best, term, i) => (Math.abs(term) > Math.abs(terms[best] ?? 0) ? i : best), 0);
  const first = sheetOf(app).locator('.worksheet__sum tbody tr').first();
  await expect(first.locator('th')).toHaveText(String(largest));
  expectShown((await first.locator('td').last().textContent()) ?? '', terms[largest] ?? Number.NaN, 'largest term');
  expect(terms.reduce((sum, term) => sum + term, 0) / Math.sqrt(K)).toBeCloseTo(score, 4);

  await first.getByRole('button').first().click();
  await expectAt(app, 'blocks.0.attn.hook_q', [9, 0, largest]);
  await app.page.keyboard.press('Alt+ArrowLeft');
  await expectAt(app, 'blocks.0.attn.hook_attn_scores', [0, 9, 6]);
  await app.page.keyboard.press('Alt+ArrowRight');
  await expectAt(app, 'blocks.0.attn.hook_q', [9, 0, largest]);
  await sheetOf(app).getByText(withSheetWords(app.words, app.language).worksheet.gradient, { exact: true }).click();
  await expectAt(app, 'grad.blocks.0.attn.hook_q', [9, 0, largest]);
});

test('a link opens a weight; a number typed in is the model’s until undo; what Adam remembers leads back over the last step', async ({
  app,
}) => {
  const [name, row, column] = ['h.0.mlp.c_fc.weight', 3, 5];
  const said = withSheetWords(app.words, app.language).worksheet;
  await app.open({ cell: `${name}-${row}-${column}` });
  const weight = async (): Promise<number> => {
    const { shape, data } = await app.read(name);
    return data[row * (shape[1] ?? 0) + column] ?? Number.NaN;
  };
  const before = await weight();
  await app.page.getByRole('textbox', { name: said.weight.editLabel }).fill('0.75');
  await app.page
    .getByRole('complementary', { name: app.words.shell.inspector.title })
    .getByRole('button', { name: said.weight.apply, exact: true })
    .click();
  await expect.poll(weight).toBe(0.75);
  await expect.poll(() => fact(app, said.engine)).toBe('0.750');
  await app.page.locator('.settings').getByRole('button', { name: app.words.shell.settings.undo, exact: true }).click();
  await expect.poll(weight).toBe(before);

  await app.train(3);
  const old = await weight();
  await app.train(1);
  const now = await weight();
  await expect.poll(async () => Math.abs(numberOf(await fact(app, said.weight.after)) - now)).toBeLessThan(1e-6);
  expect(Math.abs(numberOf(await fact(app, said.weight.before)) - old)).toBeLessThan(2e-6);
});

for (const [language, colorScheme] of [
  ['en', 'dark'],
  ['zh', 'light'],
] as const) {
  test(`axe finds nothing serious in the worksheets of a number and of a weight, on a phone too (${language}, ${colorScheme})`, async ({
    app,
  }) => {
    app.language = language;
    await app.page.emulateMedia({ colorScheme });
    for (const cell of ['blocks.1.ln1.hook_scale-5-0', 'wte.weight-3-5']) {
      await app.open({ cell });
      await expect(sheetOf(app).locator('.worksheet__result')).toBeVisible();
      if (cell.startsWith('wte')) await app.page.setViewportSize({ width: 390, height: 844 });
      const { violations } = await new AxeBuilder({ page: app.page }).include('.inspector').analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    }
  });
}
