import { expect, test } from '../support/app.ts';

const SHAPE = { d_model: 16, n_layers: 1, n_heads: 2, d_mlp: 32, n_ctx: 16, d_vocab: 29, batch_size: 4 };

test('glassformer.bench times steps of another model and leaves the running one as it was', async ({ app }) => {
  await app.open();
  const [step, config] = [await app.step(), await app.config()];
  const weights = await app.read('wte.weight');
  const backend = app.onGpu ? 'webgpu' : 'cpu';
  const result = await app.page.evaluate((args) => window.glassformer.bench(args), {
    config: SHAPE,
    steps: 4,
    warmup: 1,
    backend,
  } as const);
  expect(result.msPerStep).toHaveLength(4);
  expect(result.losses.map(Math.round)).toEqual([3, 3, 3, 3]);
  expect(result.submitsPerStep).toBe(app.onGpu ? 1 : 0);
  expect([await app.step(), await app.config()]).toEqual([step, config]);
  expect((await app.read('wte.weight')).data).toEqual(weights.data);
  await expect(app.page.evaluate(() => window.glassformer.bench({ steps: 0 }))).rejects.toThrow('steps');
});
