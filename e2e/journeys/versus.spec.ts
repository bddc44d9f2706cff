import { expect, test } from '../support/app.ts';
import { byValue, expectShown, valueIn } from '../support/numbers.ts';
import { expectPainted, pictureOf, scaleOf, sentenceAt, tokensOf } from '../support/pictures.ts';

test('two playheads show A − B of the attention weights with a sign, in the link and undoable, off by one key', async ({
  app,
}) => {
  await app.open({ panel: 'attention' });
  const said = app.words.panels.attention;
  const { versus } = app.words.shell;
  const { page } = app;
  const part = app.part('attention', said.headName(1, 1));
  const grid = part.getByRole('grid', { name: said.matrix(1, 1), exact: true });
  const now = await app.step();
  const expectDifference = async (b: number): Promise<void> => {
    await expect(page.getByText(versus.shows(String(now).replace(/\B(?=(\d{3})+$)/g, '\u202f'), String(b)))).toBeVisible();
    const [after, before] = [await app.read('blocks.0.attn.hook_pattern'), await app.read('blocks.0.attn.hook_pattern', b)];
    const T = after.shape[1] ?? 0;
    const held = Array.from({ length: T * T }, (_, i) =>
      i % T > Math.floor(i / T) ? Number.NaN : Math.fround((after.data[i] ?? 0) - (before.data[i] ?? 0)),
    );
    await expect(async () => {
      const scale = await scaleOf(part.locator('.legend'));
      expect(scale.low).toBe(-scale.high);
      expectPainted(await pictureOf(grid.locator('canvas')), scale, held, `A − B with B = ${b}`);
    }).toPass({ timeout: 10_000 });
  };

  await page.locator('body').press('b');
  await expectDifference(0);
  await expect.poll(() => new URL(page.url()).searchParams.get('versus')).toBe('0');

  const second = page.getByRole('slider', { name: versus.playhead });
  const at = async (): Promise<number> => Number(await second.getAttribute('aria-valuenow'));
  await second.press('ArrowRight');
  await expect.poll(at).toBeGreaterThan(0);
  const b = await at();
  await expectDifference(b);
  await page.locator('body').press('Control+z');
  await expectDifference(0);

  await page.locator('body').press('b');
  await expect(page.getByRole('slider', { name: versus.playhead })).toBeHidden();
  await expect.poll(() => new URL(page.url()).searchParams.get('versus')).toBeNull();
});

test('a link opens with both playheads where they stood', async ({ app }) => {
  await app.open({ panel: 'embeddings', versus: '0' });
  await expect(app.page.getByRole('slider', { name: app.words.shell.versus.playhead })).toHaveAttribute('aria-valuenow', '0');
  await expect(app.page.locator('.panel__difference')).toContainText('A − B');
});

test('what is worked out of a model is subtracted after it is: the change of σ, and of the probability of a token', async ({
  app,
}) => {
  await app.open({ panel: 'layerNorm', versus: '0' });
  const norm = app.words.panels.layerNorm;
  const tokens = await tokensOf(app.part('layerNorm', norm.overview).getByRole('listbox', { name: norm.columns }));
  const [now, then] = [await app.read('blocks.1.ln1.hook_scale'), await app.read('blocks.1.ln1.hook_scale', 0)];
  const grid = app.panel('layerNorm').getByRole('grid', { name: norm.overview, exact: true });
  const site = norm.layerPlace(2, norm.place.ln1Pre);
  await expect(async () => {
    const shown = valueIn(await sentenceAt(grid, 2, 3), (value) => norm.overviewChange(site, 3, tokens[3] ?? '', value));
    expectShown(shown, (now.data[3] ?? 0) - (then.data[3] ?? 0), 'change of σ');
  }).toPass({ timeout: 8000 });

  await app.open({ panel: 'output', versus: '0' });
  const [logits, before] = [await app.read('unembed.hook_out'), await app.read('unembed.hook_out', 0)];
  const V = logits.shape.at(-1) ?? 0;
  const probabilities = (held: number[]): number[] => {
    const row = held.slice(-V).map(Math.exp);
    const sum = row.reduce((total, each) => total + each, 0);
    return row.map((each) => each / sum);
  };
  const [a, b] = [probabilities(logits.data), probabilities(before.data)];
  const most = byValue(a.map((p, id) => Math.abs(p - (b[id] ?? 0))))[0] ?? 0;
  const first = app.panel('output').getByRole('listbox').getByRole('option').first();
  await expect(first).toHaveAttribute('aria-label', new RegExp(`: ${(b[most] ?? 0).toFixed(4)} → ${(a[most] ?? 0).toFixed(4)}$`));
});
