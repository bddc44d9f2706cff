import { expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';
import { expectShown, mean, numberOf, softmax, valueIn, valuesIn } from '../support/numbers.ts';
import { barsOf, sentenceAt, tokensOf } from '../support/pictures.ts';

/** What the embedding adds to the logit of a token by hand: (1/s) Σ (w − w̄) x with w = U γ. */
async function embeddingAdds(app: App, position: number, token: number): Promise<number> {
  const { tie_embeddings, d_model: D } = await app.config();
  const data = async (name: string): Promise<number[]> => (await app.read(name)).data;
  const unembed = await data(tie_embeddings ? 'wte.weight' : 'lm_head.weight');
  const [gain, embed, scale] = [await data('ln_f.weight'), await data('hook_embed'), await data('ln_final.hook_scale')];
  const w = gain.map((one, i) => one * (unembed[token * D + i] ?? 0));
  const centre = mean(w);
  return w.reduce((all, one, i) => all + (one - centre) * (embed[position * D + i] ?? 0), 0) / (scale[position] ?? 1);
}

/** A row of the rollout by hand: from the last layer back to the first. */
async function rolloutOf(app: App, position: number, T: number): Promise<number[]> {
  const { n_layers, n_heads: H } = await app.config();
  let row = Array.from({ length: T }, (_, t) => Number(t === position));
  for (let l = n_layers - 1; l >= 0; l--) {
    const { data } = await app.read(`blocks.${l}.attn.hook_pattern`);
    const mixed = (t: number, s: number): number =>
      mean(Array.from({ length: H }, (_, h) => data[(h * T + t) * T + s] ?? 0)) / 2 + (t === s ? 0.5 : 0);
    row = row.map((_, s) => row.reduce((all, weight, t) => all + weight * mixed(t, s), 0));
  }
  return row;
}

/** Compares what the panel says with the engine's numbers; answers with the logit that is taken apart. */
async function check(app: App): Promise<number> {
  const said = app.words.panels.lens;
  const { n_layers: L, n_heads: H, d_vocab: V } = await app.config();
  const logits = (await app.read('unembed.hook_out')).data;
  const T = logits.length / V;
  const row = (position: number): number[] => logits.slice(position * V, (position + 1) * V);
  const out = said.after(said.ffn(L));

  const part = app.part('lens', said.grid);
  const tokens = await tokensOf(part.getByRole('listbox', { name: said.rows }));
  const sentence = await sentenceAt(part.getByRole('grid', { name: said.grid, exact: true }), 4, 2 * L);
  const [, p = ''] = valuesIn(sentence.split(app.words.view.clause)[0] ?? '', 2, (piece = '', value = '') =>
    said.cell(4, tokens[4] ?? '', out, piece, value),
  );
  expectShown(p, Math.max(...softmax(row(4))), 'probability of the likeliest token in the last column');
  await app.page.mouse.move(0, 0);

  const at = T - 2;
  const sorted = softmax(row(at)).toSorted((a, b) => b - a);
  const listed = await barsOf(app.part('lens', said.candidates(at, tokens[at] ?? '', out)));
  listed.forEach(({ shown }, index) => expectShown(shown, sorted[index] ?? Number.NaN, `candidate ${index}`));

  const choice = app.panel('lens').getByRole('combobox', { name: said.ofToken });
  await choice.selectOption({ index: 3 });
  const token = Number(await choice.inputValue());
  const own = row(at)[token] ?? Number.NaN;
  const [sum = '', model = ''] = valuesIn(await app.panel('lens').locator('.lens__sum').innerText(), 2, (a = '', b = '') =>
    said.sum(a, b),
  );
  expectShown(model, own, 'the logit');
  expectShown(sum, own, 'the sum of the parts');
  const parts = await barsOf(app.panel('lens').locator('.lens__parts'));
  expect(parts.length).toBe(3 + L * (H + 2));
  expect(parts.reduce((all, { shown }) => all + numberOf(shown), 0)).toBeCloseTo(own, 1);
  expectShown(parts[0]?.shown ?? '', await embeddingAdds(app, at, token), 'what the embedding adds');

  const rolled = app.part('lens', said.rollout).getByRole('grid', { name: said.rollout, exact: true });
  const weight = valueIn(await sentenceAt(rolled, at, 1), (value) =>
    said.rolloutCell(at, tokens[at] ?? '', 1, tokens[1] ?? '', value),
  );
  expectShown(weight, (await rolloutOf(app, at, T))[1] ?? Number.NaN, 'rollout to token 1');
  await app.page.mouse.move(0, 0);
  return own;
}

test('the last column, the parts of a logit and the rollout are the engine’s, before and after training', async ({ app }) => {
  await app.open({ panel: 'lens' });
  await expect(app.panel('lens').locator('.lens__piece').first()).toBeVisible();
  const before = await check(app);
  await app.train(25);
  await expect(async () => expect(await check(app)).not.toEqual(before)).toPass({ timeout: 20_000 });
});
