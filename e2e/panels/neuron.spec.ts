import { expect, test } from '../support/app.ts';
import { byValue, expectShown } from '../support/numbers.ts';
import { barsOf, clickOption } from '../support/pictures.ts';

test('the strongest place of a neuron in the whole text is led to, and holds there what was listed', async ({ app }) => {
  await app.open({ panel: 'ffn' });
  const said = app.words.panels.ffn;
  const part = app.part('ffn', said.placesTitle);
  await part.getByRole('button').click();
  const list = part.getByRole('listbox', { name: said.placesTitle });
  await expect(list.getByRole('option')).toHaveCount(10, { timeout: 30_000 });
  const places = await barsOf(list);
  const heading = app.panel('ffn').getByRole('heading', { name: /^Neuron \d+ of layer 1$/ });
  const neuron = Number(/\d+/.exec((await heading.textContent()) ?? '')?.[0]);

  await clickOption(list, 0);
  await expect(async () => {
    const { shape, data } = await app.read('blocks.0.mlp.hook_post');
    const [T = 0, F = 0] = shape;
    const column = Array.from({ length: T }, (_, at) => data[at * F + neuron] ?? Number.NaN);
    expectShown(places[0]?.shown ?? '', column[byValue(column)[0] ?? 0] ?? Number.NaN, 'the strongest of the stretch');
  }).toPass({ timeout: 8000 });
});
