import { expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';

const STORY = 'the cat sat on the mat. the cat ate.';

test('pieces, ids, counts and merges are those of the engine’s tokenizer, and training leaves them alone', async ({ app }) => {
  const said = app.words.panels.text;
  await app.open({ panel: 'text' });
  await app.loadText(STORY);
  const { ids, tokens } = await app.page.evaluate((text) => window.glassformer.probe(text), STORY);
  expect(tokens.join('')).toBe(STORY);

  const check = async (): Promise<void> => {
    const chips = app.part('text', said.story).getByRole('option');
    await expect(chips).toHaveCount(ids.length);
    const labels = await chips.evaluateAll((elements) => elements.map((element) => element.getAttribute('aria-label') ?? ''));
    const found = labels.map((label) => Number(/ id (\d+)/.exec(label)?.[1]));
    expect(found).toEqual(ids);
    const held = labels.filter((label) => label.endsWith(said.place('', '', 0, true).split('0').at(-1) ?? '')).length;
    const facts = await app.part('text', said.counts).locator('dd').allTextContents();
    expect(facts[0]).toBe(String(ids.length));
    expect(Number(facts[5])).toBe(held);
    expect(facts[2]).toBe(String(new Set(ids).size));

    const counts = new Map<number, number>();
    for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
    const rows = await app
      .part('text', said.list)
      .locator('tbody tr:not([aria-hidden])')
      .evaluateAll((elements) => elements.map((row) => Array.from(row.querySelectorAll('td'), (cell) => cell.textContent ?? '')));
    expect(rows.length).toBeGreaterThan(5);
    for (const [id = '', , count = ''] of rows) expect(Number(count), `count of id ${id}`).toBe(counts.get(Number(id)) ?? 0);
    expect(Math.max(...counts.values())).toBe(Number(rows[0]?.[2]));
  };
  await check();
  await expect(app.part('text', said.merges)).toContainText(said.mergesHere(String(ids.length)));
  await app.train(10);
  await check();
});

test('the merges start from bytes and end at the tokens', async ({ app }) => {
  const said = app.words.panels.text;
  await app.open({ panel: 'text' });
  await app.loadText(STORY);
  await app.page.evaluate((text) => window.glassformer.probe(text), STORY);
  const part = app.part('text', said.merges);
  const chips = part.getByRole('listbox', { name: said.merges }).getByRole('option');
  const slider = part.getByRole('slider', { name: said.mergesSlider });
  await slider.focus();
  await slider.press('Home');
  await expect(chips).toHaveCount(STORY.length);
  await slider.press('End');
  const { ids } = await app.page.evaluate((text) => window.glassformer.probe(text), STORY);
  await expect(chips).toHaveCount(ids.length);
});

test('a Chinese text in bytes is shown as characters, never as broken ones', async ({ app }) => {
  app.language = 'zh';
  const said = app.words.panels.text;
  await app.open({ panel: 'text' });
  await app.configure({ tokenizer: { kind: 'bpe', vocab_size: 300 } });
  await app.loadText('雾散了，钟声从海湾底下传来。雾又来了。');
  const flow = app.part('text', said.story).getByRole('listbox', { name: said.story });
  await expect(flow.locator('.token-flow__whole').first()).toHaveText(/^\p{Script=Han}|[，。]$/u);
  await expect(flow).not.toContainText('\uFFFD');
  const wholes = await flow.locator('.token-flow__whole').allTextContents();
  expect(wholes.join('')).toContain('散');
});

test('what was cleaned is said with its number', async ({ app }) => {
  const said = app.words.panels.text;
  await app.open({ panel: 'text' });
  await app.loadText(`\uFEFFone\r\ntwo\u0000three\r\n${STORY}`);
  const part = app.part('text', said.cleaning);
  await expect(part).toContainText(said.changes.newline('2'));
  await expect(part).toContainText(said.changes.control('1'));
  await expect(part).toContainText(said.changes.bom('1'));
});

const MISTYPED = `# The bell\n\nThe bell **rang** rang  three times.The sea answered, and teh fog stood at the door. ${STORY}`;

/** Puts a text into the story box and asks the model to learn from it, as a person does; then opens the panel. */
async function paste(app: App, text: string): Promise<void> {
  await app.page.getByRole('textbox', { name: app.words.shell.story.label }).fill(text);
  await app.page.getByRole('button', { name: app.words.shell.story.use }).click();
  await app.panel('text').scrollIntoViewIfNeeded();
  await expect(app.part('text', app.words.panels.text.diff)).toBeVisible();
}

const modelText = (app: App): Promise<string> =>
  app.page.getByRole('textbox', { name: app.words.shell.story.label }).inputValue();

test('markup that was pasted goes, is shown as it goes, and comes back when that is switched off', async ({ app }) => {
  const said = app.words.panels.text;
  await app.open();
  await paste(app, MISTYPED);
  expect(await modelText(app)).toContain('The bell\n\nThe bell rang rang three times.');
  await expect(app.part('text', said.cleaning)).toContainText(said.changes.markdown('3'));
  const diff = app.part('text', said.diff);
  expect((await diff.locator('del').allTextContents()).slice(0, 3)).toEqual(['#␣', '**', '**']);
  await app.part('text', said.cleaning).getByRole('checkbox', { name: said.choices.markup }).uncheck();
  await expect.poll(() => modelText(app)).toContain('# The bell\n\nThe bell **rang** rang three times.');
  await expect(app.part('text', said.cleaning)).not.toContainText(said.changes.markdown('3'));
});

test('errors are named and stay until they are accepted; what was corrected can be taken back', async ({ app }) => {
  const said = app.words.panels.text;
  await app.open();
  await paste(app, MISTYPED);
  const part = app.part('text', said.proofs);
  const places = part.locator('.text-panel__proof');
  await expect(places).toHaveCount(3);
  expect(await places.locator('del').allTextContents()).toEqual(['rang rang', '.', 'teh']);
  expect(await modelText(app)).toContain('rang rang three times.The sea answered, and teh fog');
  await places.nth(2).locator('input').check();
  await part.getByRole('button', { name: said.proofsCorrect('1') }).click();
  await expect.poll(() => modelText(app)).toContain('rang rang three times.The sea answered, and the fog');
  await expect(places).toHaveCount(2);
  await part.getByRole('button', { name: said.proofsAcceptShown }).click();
  await part.getByRole('button', { name: said.proofsCorrect('2') }).click();
  await expect.poll(() => modelText(app)).toContain('The bell rang three times. The sea answered, and the fog');
  await expect(part).toContainText(said.proofsNone);
  await part.getByRole('button', { name: said.proofsTakeBack('3') }).click();
  await expect.poll(() => modelText(app)).toContain('rang rang three times.The sea answered, and teh fog');
});

test('a sentence is cut three ways, and a piece leads to where it first stands', async ({ app }) => {
  const said = app.words.panels.text;
  await app.open({ panel: 'text' });
  await app.loadText(STORY);
  const part = app.part('text', said.splits);
  for (const name of [said.splitsKinds['char'], said.splitsKinds['word'], said.splitsKinds['bpe']]) {
    const chips = part.getByRole('listbox', { name: name ?? '' }).getByRole('option');
    await expect(chips.first()).toBeVisible();
    expect((await chips.allTextContents()).join('').replaceAll('␣', ' ')).toBe('the cat sat on the mat.');
  }
  const { ids } = await app.page.evaluate((text) => window.glassformer.probe(text), STORY);
  const row = app.part('text', said.list).locator('tbody tr:not([aria-hidden])').nth(1);
  const id = Number(await row.locator('td').first().textContent());
  const first = ids.indexOf(id);
  await expect(row.locator('td').last()).toHaveText(String(first));
  await row.locator('td').last().getByRole('button').click();
  const here = app.part('text', said.story).locator('.token-flow__chip--here');
  await expect(here).toHaveAttribute('data-index', String(first));
});
