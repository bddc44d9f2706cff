import { expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';
import { deviation, expectShown, mean, valueIn, valuesIn } from '../support/numbers.ts';
import { expectPainted, pictureOf, scaleOf, sentenceAt, tokensOf } from '../support/pictures.ts';

/** Compares the norms of the model with the engine's; answers with what they divide by. */
async function check(app: App): Promise<number[]> {
  const said = app.words.panels.layerNorm;
  const { n_layers, d_model } = await app.config();
  const names = Array.from({ length: n_layers }, (_, layer) => [`blocks.${layer}.ln1`, `blocks.${layer}.ln2`])
    .flat()
    .concat('ln_final');
  const scales: number[] = [];
  for (const name of names) scales.push(...(await app.read(`${name}.hook_scale`)).data);
  const T = scales.length / names.length;

  const part = app.part('layerNorm', said.overview);
  const grid = part.getByRole('grid', { name: said.overview, exact: true });
  expectPainted(await pictureOf(grid.locator('canvas')), await scaleOf(part.locator('.legend')), scales, 'norms');
  const tokens = await tokensOf(part.getByRole('listbox', { name: said.columns }));
  const shown = valueIn(await sentenceAt(grid, 2, 8), (value) =>
    said.overviewCell(said.layerPlace(2, said.place.ln1Pre), 8, tokens[8] ?? '', value),
  );
  expectShown(shown, scales[2 * T + 8] ?? Number.NaN, 'second layer, token 8');
  await app.page.mouse.move(0, 0);

  const at = T - 1;
  const { data } = await app.read('blocks.0.hook_resid_pre');
  const vector = data.slice(at * d_model);
  const note =
    (await app
      .part('layerNorm', said.distribution(at, tokens[at] ?? ''))
      .locator('.part__note')
      .textContent()) ?? '';
  const [mu = '', sigma = '', scale = ''] = valuesIn(note, 3, (a = '', b = '', c = '') =>
    said.sentence(at, tokens[at] ?? '', a, b, c),
  );
  expectShown(mu, mean(vector), 'mean');
  expectShown(sigma, deviation(vector), 'σ');
  expectShown(scale, scales[at] ?? Number.NaN, 'divisor');

  const gain = await app.read('h.0.ln_1.weight');
  const gains = app.part('layerNorm', said.gain);
  const strip = gains.getByRole('grid', { name: said.gain, exact: true });
  expectPainted(await pictureOf(strip.locator('canvas')), await scaleOf(gains.locator('.legend')), gain.data, 'gain');
  const written = valueIn(await sentenceAt(strip, 0, 6), (value) => said.weightCell('γ', 6, value));
  expectShown(written, gain.data[6] ?? Number.NaN, 'γ of dimension 6');
  await app.page.mouse.move(0, 0);
  return scales;
}

test('every norm divides by what the engine divides by, before and after training', async ({ app }) => {
  await app.open({ panel: 'layerNorm' });
  const before = await check(app);
  await app.train(25);
  await expect(async () => expect(await check(app)).not.toEqual(before)).toPass({ timeout: 8000 });
});

test('RMSNorm shows root mean squares and no shift', async ({ app }) => {
  const said = app.words.panels.layerNorm;
  await app.open({ panel: 'layerNorm' });
  await app.configure({ normalization: 'rmsnorm' });
  const part = app.part('layerNorm', said.overviewRms);
  await expect(part).toBeVisible();
  await expect(async () => {
    const { data } = await app.read('blocks.0.ln1.hook_scale');
    const shown = valuesIn(await sentenceAt(part.getByRole('grid'), 0, 3), 2, (text = '', value = '') =>
      said.overviewCell(said.layerPlace(1, said.place.ln1Pre), 3, text, value),
    );
    expectShown(shown[1] ?? '', data[3] ?? Number.NaN, 'RMS of token 3');
  }).toPass({ timeout: 8000 });
  await expect(app.panel('layerNorm').getByRole('heading', { name: said.bias })).toHaveCount(0);
});
