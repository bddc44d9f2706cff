import { chat as en } from '#lexicon/words/en/chat.ts';
import { talkPrompt } from '#lexicon/turns.ts';
import { expect, test } from '../support/app.ts';

test('a trained model is fine-tuned on talks, answers as the engine draws, learns from a reply that was bettered, and comes back by undo', async ({
  app,
  page,
}) => {
  await app.open({ panel: 'chat' });
  const before = await app.config();
  const panel = page.locator('#panel-chat');
  await expect(panel.getByText(en.untaught)).toBeVisible();
  await panel.getByRole('slider', { name: en.steps }).focus();
  await page.keyboard.press('Home');
  await panel.getByText(en.parts.last, { exact: true }).click();
  await expect(panel.getByText(en.frozen('wte, wpe, h.0'))).toBeVisible();
  await panel.getByRole('button', { name: en.start, exact: true }).click();
  await expect(panel.getByRole('table')).toBeVisible({ timeout: 30_000 });
  expect(await app.config()).toMatchObject({ task: 'dialogue', frozen: ['wte', 'wpe', 'h.0'], d_vocab: before.d_vocab });
  // What was frozen has not moved.
  const bar = (name: string) => panel.getByRole('listitem').filter({ hasText: name });
  await expect(bar('wte')).toContainText('0.0 %');
  await expect(bar('h.1.mlp.c_fc')).not.toContainText('0.0 %');

  const input = panel.getByRole('textbox', { name: en.say });
  await input.fill('Where is the key?');
  await input.press('Enter');
  const reply = panel.locator('.chat__reply').first();
  await expect(panel.getByRole('button', { name: en.right })).toBeVisible();
  const { seed, temperature, top_k, top_p } = await app.config();
  const prompt = talkPrompt('en', [], 'Where is the key?');
  const text = await page.evaluate(async (args) => (await window.glassformer.generate(args)).text, {
    prompt,
    seed: seed + 1,
    temperature,
    top_k,
    top_p,
    max_new_tokens: 80,
  });
  const drawn = text.slice(prompt.length).split(/\n|You:/)[0] ?? '';
  await expect(reply).toHaveText(`${en.model} ${drawn.trim() === '' ? en.nothing : drawn.trim()}`);

  await panel.getByRole('button', { name: en.better }).click();
  await panel.getByRole('textbox', { name: en.betterLabel('Where is the key?') }).fill('In the boat.');
  await page.keyboard.press('Enter');
  await expect(reply.locator('ins')).toHaveText('In the boat.');
  await panel.getByRole('button', { name: en.learn('1') }).click();
  await expect(panel.getByRole('cell', { name: 'In the boat.' })).toBeVisible({ timeout: 30_000 });
  expect(await app.config()).toMatchObject({ task: 'talks' });

  await page.getByRole('button', { name: app.words.shell.panels.back }).click();
  const undo = page.getByTitle('Ctrl Z', { exact: true });
  await undo.click();
  await undo.click();
  await expect.poll(async () => (await app.config()).task).toBe('story');
  expect(await app.config()).toEqual(before);
});
