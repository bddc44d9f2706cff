import { expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';
import { expectShown, numberOf, valueIn } from '../support/numbers.ts';
import { barsOf, sentenceAt, tokensOf } from '../support/pictures.ts';

const exponentials = (logits: readonly number[]): number[] => logits.map((logit) => Math.exp(logit - Math.max(...logits)));
const softmaxOf = (logits: readonly number[]): number[] => {
  const e = exponentials(logits);
  const sum = e.reduce((total, one) => total + one, 0);
  return e.map((one) => one / sum);
};

/** Compares the last column, the parts of the logit and the rollout with the engine's numbers; answers with the parts' sum. */
async function check(app: App): Promise<number> {
  const said = app.words.panels.lens;
  const { n_layers: L, n_heads: H, d_model: D, d_vocab: V } = await app.config();
  const logits = (await app.read('unembed.hook_out')).data;
  const T = logits.length / V;
  const row = (position: number): number[] => logits.slice(position * V, (position + 1) * V);

  const grid = app.part('lens', said.grid).getByRole('grid', { name: said.grid, exact: true });
  const tokens = await tokensOf(app.part('lens', said.grid).getByRole('listbox', { name: said.rows }));
  const sentence = await sentenceAt(grid, 4, 2 * L);
  const p = Math.max(...softmaxOf(row(4)));
  const start = said.cell(4, tokens[4] ?? '', said.after(said.ffn(L)), '', '').split('‘’')[0] ?? '';
  expect(sentence).toContain(start);
  expectShown(/with p (\S+?)(;|$)/.exec(sentence)?.[1] ?? '', p, 'probability of the last column at token 4');
  await app.page.mouse.move(0, 0);

  const at = T - 2;
  const list = await barsOf(app.part('lens', said.candidates(at, tokens[at] ?? '', said.after(said.ffn(L)))));
  const sorted = softmaxOf(row(at)).toSorted((a, b) => b - a);
  list.forEach(({ shown }, index) => expectShown(shown, sorted[index] ?? Number.NaN, `candidate ${index}`));

  const sum = await app.panel('lens').locator('.lens__sum').innerText();
  const own = valueIn(sum, (value) => said.sum('§', value).replace('§', /parts (\S+)/.exec(sum)?.[1] ?? ''));
  const total = numberOf(/parts (\S+)/.exec(sum)?.[1] ?? '');
  expect(total).toBeCloseTo(numberOf(own), 2);
  const parts = await barsOf(app.panel('lens').locator('.part', { has: app.page.locator('.lens__sum') }));
  expect(parts.length).toBe(2 + L * (H + 2) + 1);
  expect(parts.reduce((all, { shown }) => all + numberOf(shown), 0)).toBeCloseTo(numberOf(own), 1);

  // The embedding's part by hand: (1/s) Σ (U γ − mean) x.
  const [unembed, gain, embed, scale] = await Promise.all(
    [(await app.config()).tie_embeddings ? 'wte.weight' : 'lm_head.weight', 'ln_f.weight', 'hook_embed', 'ln_final.hook_scale'].map(
      async (name) => (await app.read(name)).data,
    ),
  );
  const next = (await app.page.evaluate(() => window.glassformer.read('probe.loss'))).shape;
  expect(next).toEqual([T]);
  const candidates = row(at).flatMap((logit, token) => (Math.abs(logit - numberOf(own)) < 0.01 ? [token] : []));
  const byHand = candidates.map((token) => {
    const w = Array.from({ length: D }, (_, i) => (unembed?.[token * D + i] ?? 0) * (gain?.[i] ?? 0));
    const mean = w.reduce((all, one) => all + one, 0) / D;
    return w.reduce((all, one, i) => all + (one - mean) * (embed?.[at * D + i] ?? 0), 0) / (scale?.[at] ?? 1);
  });
  const shown = numberOf(parts[0]?.shown ?? '');
  expect(Math.min(...byHand.map((value) => Math.abs(value - shown)))).toBeLessThan(0.01);

  const patterns = await Promise.all(
    Array.from({ length: L }, async (_, l) => (await app.read(`blocks.${l}.attn.hook_pattern`)).data),
  );
  let rolled = Array.from({ length: T }, (_, t) => (t === at ? 1 : 0));
  for (const pattern of patterns.toReversed()) {
    rolled = Array.from({ length: T }, (_, s) =>
      rolled.reduce((all, weight, t) => {
        const heads = Array.from({ length: H }, (_unused, h) => pattern[(h * T + t) * T + s] ?? 0);
        return all + weight * (heads.reduce((a, b) => a + b, 0) / (2 * H) + (t === s ? 0.5 : 0));
      }, 0),
    );
  }
  const rollout = app.part('lens', said.rollout).getByRole('grid', { name: said.rollout, exact: true });
  const weight = valueIn(await sentenceAt(rollout, at, 1), (value) =>
    said.rolloutCell(at, tokens[at] ?? '', 1, tokens[1] ?? '', value),
  );
  expectShown(weight, rolled[1] ?? Number.NaN, 'rollout to token 1');
  await app.page.mouse.move(0, 0);
  return total;
}

test('the last column, the parts of a logit and the rollout are the engine’s, before and after training', async ({ app }) => {
  await app.open({ panel: 'lens' });
  await expect(app.panel('lens').locator('.lens__piece').first()).toBeVisible();
  const before = await check(app);
  await app.train(25);
  await expect(async () => expect(await check(app)).not.toEqual(before)).toPass({ timeout: 15_000 });
});
