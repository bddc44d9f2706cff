import type { Page } from '@playwright/test';
import { expect, test } from '../support/app.ts';

/** Presses Tab until the focus is on an element that a selector names. */
async function tabTo(page: Page, selector: string, presses = 150): Promise<void> {
  for (let press = 0; press < presses; press++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`tabTo: '${selector}' is not among ${presses} stops`);
}

test('with the keyboard alone one reaches Train, plays and pauses with Space, and steps the playhead', async ({ app }) => {
  await app.open();
  const { page } = app;
  const said = app.words.shell;
  const play = page.getByRole('button', { name: said.run.play, exact: true });
  for (let press = 0; press < 150 && !(await play.evaluate((element) => element === document.activeElement)); press++)
    await page.keyboard.press('Shift+Tab');
  await expect(play).toBeFocused();
  const outline = await play.evaluate((element) => getComputedStyle(element).outlineStyle);
  expect(outline).not.toBe('none');
  const step = await app.step();
  await page.keyboard.press('Enter');
  await expect.poll(() => app.step(), { timeout: 20_000 }).toBeGreaterThan(step);
  await page.keyboard.press('Space');
  await expect(play).toBeVisible();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: said.run.pause, exact: true })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(play).toBeVisible();
  await page.keyboard.press('[');
  await page.keyboard.press('[');
  const live = page.getByRole('button', { name: said.run.live, exact: true });
  await expect(live).toHaveAttribute('aria-pressed', 'false');
  await expect(async () => {
    await page.keyboard.press(']');
    await expect(live).toHaveAttribute('aria-pressed', 'true', { timeout: 300 });
  }).toPass({ timeout: 8000 });
});

test('arrows move in the attention matrix, Enter locks, Escape frees and then leaves the panel', async ({ app }) => {
  await app.open({ panel: 'attention' });
  const { page } = app;
  const said = app.words.panels.attention;
  const grid = app.panel('attention').getByRole('grid', { name: said.matrix(1, 1), exact: true });
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  const cell = grid.getByRole('gridcell');
  await expect(grid.locator('[role=row]')).toHaveAttribute('aria-rowindex', '3');
  await expect(cell).toHaveAttribute('aria-colindex', '2');
  await expect(cell).toContainText(said.cell(2, '', 1, '', '').slice(0, 8));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/pos=2&key=1|key=1&pos=2/);
  await page.keyboard.press('Escape');
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/pos=/);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/panel=/);
  await expect(app.panel('embeddings')).toBeAttached();
});

test('a change is undone and done again with Ctrl Z and Ctrl Shift Z', async ({ app }) => {
  await app.open();
  const { page } = app;
  await app.configure({ batch_size: 12 });
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await app.config()).batch_size).toBe(8);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(async () => (await app.config()).batch_size).toBe(12);
});

test('keys that are typed into a field are the field’s', async ({ app }) => {
  await app.open();
  const step = await app.step();
  const prompt = app.page.locator('#run-writing').getByRole('textbox', { name: app.words.shell.generate.prompt });
  await prompt.focus();
  await app.page.keyboard.type('a [b] c ');
  await expect(prompt).toHaveValue('a [b] c ');
  await expect(app.page.getByRole('button', { name: app.words.shell.run.play, exact: true })).toBeVisible();
  expect(await app.step()).toBe(step);
});

test('from the story to one multiplication inside head 2 of layer 1 and back, by keys alone', async ({ app }) => {
  await app.open();
  const { page } = app;
  const said = app.words.panels.flow;
  await tabTo(page, 'textarea');
  // On to the flow, and to the query of the second token in its head 2.
  await tabTo(page, '.flow__picture');
  await tabTo(page, `.flow__head[aria-label="${said.headButton(1, 2)}"]`);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  const picture = app.panel('flow').getByRole('grid', { name: said.picture });
  await expect(picture).toBeFocused();
  await page.keyboard.press('ArrowDown');
  const sentence = picture.getByRole('gridcell');
  for (let column = 0; column < 12 && !(await sentence.textContent())?.includes(said.ofHead(said.long.q, 2)); column++)
    await page.keyboard.press('Shift+ArrowRight');
  await expect(sentence).toContainText(said.inLayer(said.ofHead(said.long.q, 2), 1));
  const stood = await sentence.textContent();
  // The second Enter does not wait for the worksheet to have come.
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.locator('.worksheet__name')).toBeFocused();
  // The terms of the dot product: the first is one number times one weight, and the weight leads on to its own sheet.
  await tabTo(page, '.worksheet button[title*="h.0.attn.c_attn.weight"]');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => new URL(location.href).searchParams.get('cell'))).toContain('c_attn.weight');
  await page.keyboard.press('Escape');
  await expect(picture).toBeFocused();
  await expect(sentence).toHaveText(stood ?? '');
  await tabTo(page, '.flow__head');
});
