import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { graph } from '#lexicon/graph.ts';
import type { BreakId } from '#lexicon/writing.ts';
import { breaks } from '#model/breaks.ts';
import { tensorsOf } from '#model/flatTensors.ts';
import { runPass } from '#model/pass.ts';
import { disposeAll } from './capture.ts';
import { story, testEngine } from './fixtures/engine.ts';
import { freshState } from './run.ts';

const { engine, call, start, last } = testEngine();

beforeAll(() => start({ text: story(6), config: { n_layers: 2 } }));

test('the intact twin learns what the model itself learns from that seed, and the running model is left alone', async () => {
  const tensors = memory().numTensors;
  const twins = await call.twins({ broken: 'noResidual', steps: 8 });
  expect(memory().numTensors).toBe(tensors);
  expect(engine.running().step).toBe(0);
  const { intact, changed } = last('twinLosses');
  expect(intact).toEqual(twins?.intact.losses.slice(0, 5));
  expect(changed).toEqual(twins?.changed.losses.slice(0, 5));
  await call.train({ steps: 8 });
  const { loss } = engine.running().history.since(0);
  expect(Array.from(twins?.intact.losses ?? [])).toEqual(Array.from(loss));
  expect(Array.from(twins?.changed.losses ?? [])).not.toEqual(Array.from(loss));
  expect(twins?.intact.next.length).toBeGreaterThan(3);
});

test('each break takes out what it says and nothing else', () => {
  const { config } = engine.running();
  const ids = Int32Array.of(1, 2, 3, 4, 5, 6);
  const names = graph({ ...config, position: 'none' }).map(({ name }) => name);
  const read = (id: BreakId | null, tokens: Int32Array = ids): ((name: string) => number[]) => {
    const { config: broken, ...change } = id === null ? { config } : breaks[id](config);
    const weights = tensorsOf(broken, freshState(broken).weights);
    const batch = { ids: tokens, targets: new Int32Array(0), B: 1, T: tokens.length };
    const { activations } = runPass(broken, weights, batch, { activations: names, ...change });
    disposeAll(weights);
    const data = new Map(Array.from(activations, ([name, each]) => [name, Array.from(each.dataSync<'float32'>())]));
    disposeAll(activations);
    return (name) => data.get(name) ?? [];
  };
  const whole = read(null);
  const scores = 'blocks.0.attn.hook_attn_scores';
  // The first row holds one key that counts.
  expect(read('noScale')(scores)[0]).toBeCloseTo((whole(scores)[0] ?? 0) * Math.sqrt(8), 5);
  const flat = read('noResidual');
  expect(flat('blocks.1.hook_resid_mid')).toEqual(flat('blocks.1.hook_attn_out'));
  expect(flat('blocks.0.hook_resid_pre')).toEqual(whole('blocks.0.hook_resid_pre'));
  expect(new Set(read('noNorm')('ln_final.hook_scale'))).toEqual(new Set([1]));
  expect(read('noPositions')('blocks.0.hook_resid_pre')).toEqual(whole('hook_embed'));
  const later = Int32Array.of(1, 2, 3, 4, 5, 7);
  const first = (id: 'noMask' | null, tokens: Int32Array): number[] =>
    read(id, tokens)('unembed.hook_out').slice(0, config.d_vocab);
  expect(first(null, ids)).toEqual(first(null, later));
  expect(first('noMask', ids)).not.toEqual(first('noMask', later));
  expect(breaks.fast(config).config.learning_rate).toBeCloseTo(100 * config.learning_rate, 9);
});

test('what would be read without the changes is read while they are in force', async () => {
  await call.probe({ input: 'The bell' });
  const { data } = await call.read({ name: 'probe.loss' });
  await call.intervene({ list: [{ hook: 'blocks.0.hook_mlp_out', scale: 0 }] });
  const untouched = await call.untouched({ step: null, position: 3 });
  expect(untouched.losses).toEqual(data);
  expect((await call.read({ name: 'probe.loss' })).data).not.toEqual(data);
  expect((await call.read({ name: 'probe.loss' })).data).toEqual(untouched.changed.losses);
  await call.intervene({ list: [] });
  const logits = await call.read({ name: 'unembed.hook_out' });
  const V = engine.running().config.d_vocab;
  expect(untouched.logits).toEqual(logits.data.slice(3 * V, 4 * V));
});

test('twins that are stopped answer with null, and breaks that are none are refused', async () => {
  const training = call.twins({ broken: 'fast', steps: 500 });
  await call.stopTwins({});
  expect(await training).toBeNull();
  await expect(call.twins({ broken: 'nothing' as 'fast', steps: 5 })).rejects.toThrow('fieldChoice');
  await expect(call.twins({ broken: 'fast', steps: 0 })).rejects.toThrow('fieldRange');
});
