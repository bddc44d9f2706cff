import { ON_GPU, expect, test } from '../support/app.ts';
import { byValue, expectShown, valueIn } from '../support/numbers.ts';
import { barsOf, clickOption, tokensOf } from '../support/pictures.ts';

for (const language of ['en', 'zh'] as const) {
  test(
    `a token that is clicked shows its attention row as the engine holds it, everywhere (${language})`,
    { tag: language === 'zh' ? ON_GPU : [] },
    async ({ app }) => {
      app.language = language;
      await app.open();
      const said = app.words.panels.attention;
      const { page } = app;
      await clickOption(app.part('text', app.words.panels.text.story).getByRole('listbox'), 40);

      const inspector = page.getByRole('complementary', { name: app.words.shell.inspector.title });
      const places = inspector.locator('p.quiet').first();
      await expect(places).toContainText(/\d/);
      const position = Number(
        new RegExp(app.words.shell.inspector.position(0).replace('0', String.raw`(\d+)`)).exec(
          (await places.textContent()) ?? '',
        )?.[1],
      );

      const row = async (): Promise<number[]> => {
        const { shape, data } = await app.read('blocks.0.attn.hook_pattern');
        const T = shape[1] ?? 0;
        return data.slice(position * T, (position + 1) * T);
      };
      await expect(async () => {
        const weights = await row();
        const bars = await barsOf(inspector.getByRole('listbox', { name: app.words.shell.inspector.attention(1, 1) }));
        expect(bars.map(({ name }) => Number(name.split(' ')[0]))).toEqual(byValue(weights).slice(0, bars.length));
        bars.forEach(({ name, shown }) => expectShown(shown, weights[Number(name.split(' ')[0])] ?? Number.NaN, name));
      }).toPass({ timeout: 8000 });

      const matrix = app.part('attention', said.headName(1, 1));
      await matrix.scrollIntoViewIfNeeded();
      const grid = matrix.getByRole('grid', { name: said.matrix(1, 1), exact: true });
      await expect(grid).toBeVisible();
      // A panel that comes into sight shows the stretch before for as long as it waits for its turn to draw.
      await expect(async () => {
        const weights = await row();
        const tokens = await tokensOf(matrix.getByRole('listbox', { name: said.queries }));
        await grid.focus();
        await page.keyboard.press('PageUp');
        for (let at = 0; at < 5; at++) await page.keyboard.press('PageUp');
        await page.keyboard.press('Home');
        for (let at = 0; at < position; at++) await page.keyboard.press('ArrowDown');
        for (let key = 0; key <= position; key++) {
          const cell = grid.getByRole('gridcell');
          await expect(cell).toHaveAttribute('aria-colindex', String(key + 1));
          const sentence = (await cell.textContent()) ?? '';
          const shown = valueIn(sentence, (value) => said.cell(position, tokens[position] ?? '', key, tokens[key] ?? '', value));
          expectShown(shown, weights[key] ?? Number.NaN, `key ${key}`);
          await page.keyboard.press('ArrowRight');
        }
      }).toPass();
    },
  );
}

test('a link brings its panel, its selection and its language back', async ({ app }) => {
  app.language = 'zh';
  await app.open({ panel: 'attention', pos: '5', layer: '1', head: '2' });
  const said = app.words.panels.attention;
  await expect(app.part('attention', said.headName(2, 3))).toBeVisible();
  const tokens = await tokensOf(app.panel('attention').getByRole('listbox', { name: said.queries }));
  await expect(app.part('attention', said.looksAt(5, tokens[5] ?? ''))).toBeVisible();
});
