import { expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';
import { cosine, expectShown, length, valueIn } from '../support/numbers.ts';
import { barsOf, expectPainted, pictureOf, scaleOf, sentenceAt, tokensOf } from '../support/pictures.ts';

/** Compares lengths, additions and vectors along the depth with the engine's; answers with the lengths. */
async function check(app: App): Promise<number[]> {
  const said = app.words.panels.residual;
  const { n_layers, d_model: D } = await app.config();
  const layers = Array.from({ length: n_layers }, (_, layer) => `blocks.${layer}`);
  const streams = [
    'blocks.0.hook_resid_pre',
    ...layers.flatMap((block) => [`${block}.hook_resid_mid`, `${block}.hook_resid_post`]),
  ];
  const added = layers.flatMap((block) => [`${block}.hook_attn_out`, `${block}.hook_mlp_out`]);
  const held: number[][] = [];
  for (const name of [...streams, ...added]) held.push((await app.read(name)).data);
  const T = (held[0]?.length ?? 0) / D;
  const vector = (at: number, position: number): number[] => held[at]?.slice(position * D, (position + 1) * D) ?? [];
  const lengths = Array.from({ length: T }, (_, position) =>
    streams.map((_name, depth) => length(vector(depth, position))),
  ).flat();

  const part = app.part('residual', said.map);
  const grid = part.getByRole('grid', { name: said.map, exact: true });
  expectPainted(await pictureOf(grid.locator('canvas')), await scaleOf(part.locator('.legend')), lengths, 'lengths');
  const tokens = await tokensOf(part.getByRole('listbox', { name: said.rows }));
  const shown = valueIn(await sentenceAt(grid, 4, 3), (value) =>
    said.mapCell(4, tokens[4] ?? '', said.after(said.attn(2)), value),
  );
  expectShown(shown, lengths[4 * streams.length + 3] ?? Number.NaN, 'length at token 4 after the second attention');
  await app.page.mouse.move(0, 0);

  const at = T - 1;
  const additions = await barsOf(app.part('residual', said.adds(at, tokens[at] ?? '')));
  expect(additions.map(({ name }) => name)).toEqual([said.attn(1), said.ffn(1), said.attn(2), said.ffn(2)]);
  additions.forEach(({ name, shown: written }, index) => {
    expectShown(written, length(vector(streams.length + index, at)), `length of ${name}`);
  });
  const cosines = await barsOf(app.part('residual', said.cosine));
  cosines.forEach(({ name, shown: written }, index) => {
    expectShown(written, cosine(vector(streams.length + index, at), vector(index, at)), `cosine of ${name}`);
  });

  const strips = app.part('residual', said.strips(at, tokens[at] ?? ''));
  const rows = streams.flatMap((_, depth) =>
    depth === 0 ? [vector(0, at)] : [vector(streams.length + depth - 1, at), vector(depth, at)],
  );
  expectPainted(
    await pictureOf(strips.getByRole('grid').locator('canvas')),
    await scaleOf(strips.locator('.legend')),
    rows.flat(),
    'strips',
  );
  return lengths;
}

test('lengths, additions and vectors along the depth are the engine’s, before and after training', async ({ app }) => {
  await app.open({ panel: 'residual' });
  const before = await check(app);
  await app.train(25);
  await expect(async () => expect(await check(app)).not.toEqual(before)).toPass({ timeout: 8000 });
});
