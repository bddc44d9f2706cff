import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configJson } from '#files/huggingFace/config.ts';
import { writeWeights } from '#files/huggingFace/weights.ts';
import { initialWeights } from '#model/init.ts';
import { testEngine } from './fixtures/engine.ts';

/** Attention over so long a context is too large to be trained, with weights that take no memory to speak of. */
const LONG = 20_000;

const { engine, call, start } = testEngine();
const utf8 = new TextEncoder();

beforeAll(async () => {
  await start({ config: { d_model: 8, d_mlp: 16, tokenizer: { kind: 'bpe', vocab_size: 300 } } });
  const { 'glassformer.json': _own, ...theirs } = await call.saveFolder({});
  const config = { ...engine.running().config, n_ctx: LONG };
  await call.openFolder({
    files: {
      ...theirs,
      'config.json': utf8.encode(JSON.stringify(configJson(config))),
      'model.safetensors': writeWeights(config, initialWeights(config, 3)),
    },
  });
});
afterAll(() => call.pause({}));

test('a folder too large to be trained opens: it is read, written with and changed by hand', async () => {
  const run = engine.running();
  expect([run.trainer.kind, run.config.n_ctx]).toEqual(['still', LONG]);
  const { ids } = await call.probe({ input: 'The bell' });
  const { shape, data } = await call.read({ name: 'unembed.hook_out' });
  expect(shape).toEqual([ids.length, run.config.d_vocab]);
  expect((await call.read({ name: 'grad.wte.weight' })).data.some((value) => value !== 0)).toBe(true);
  const asked = { prompt: 'The', max_new_tokens: 3, temperature: 1, top_k: 0, top_p: 1, seed: 1 };
  expect((await call.generate(asked)).ids.length).toBeGreaterThan(3);
  const { data: gain } = await call.read({ name: 'ln_f.weight' });
  await call.write({ weight: 'ln_f.weight', data: gain.map((value) => 2 * value) });
  expect((await call.read({ name: 'unembed.hook_out' })).data).not.toEqual(data);
  expect((await call.read({ name: 'ln_f.weight' })).data).toEqual(gain.map((value) => 2 * value));
});

test('its training is refused with what it would need, and so is its like from a seed; what takes effect now is not', async () => {
  const { id } = engine.running();
  const refused = { problem: { code: 'tooLargeToTrain' } };
  await expect(call.train({ steps: 1 })).rejects.toMatchObject(refused);
  await expect(call.stepApart({})).rejects.toMatchObject(refused);
  await expect(call.gradientNorms({ step: null })).rejects.toMatchObject(refused);
  await expect(call.reset({})).rejects.toMatchObject(refused);
  expect(await call.configure({ patch: { temperature: 0.5 } })).toEqual({ rebuilt: false });
  expect(engine.running().id).toBe(id);
});

test('looking at it leaves no tensors behind, and a smaller context trains', async () => {
  await call.read({ name: 'unembed.hook_out' });
  const before = memory().numTensors;
  await call.read({ name: 'unembed.hook_out' });
  expect(memory().numTensors).toBe(before);
  expect(await call.configure({ patch: { n_ctx: 12 } })).toEqual({ rebuilt: true });
  expect((await call.train({ steps: 2 })).step).toBe(2);
});
