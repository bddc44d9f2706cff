import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProblemCode } from '#lexicon/problems.ts';
import { SMALL, codeOf, story, testEngine } from './fixtures/engine.ts';

const { engine, call, start, told, last } = testEngine();

const FAST = { learning_rate: 0.01, warmup_steps: 2 };
beforeAll(() => start({ config: FAST }));
afterAll(() => call.pause({}));

describe('training', () => {
  test('the loss of a story falls, every step is recorded, and the newest step is kept', async () => {
    const { step, loss } = await call.train({ steps: 60 });
    expect(step).toBe(60);
    const history = engine.running().history.since(0);
    expect(Array.from(history.step)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(loss).toBeLessThan(0.7 * (history.loss[0] ?? 0));
    expect(history.loss[0]).toBeCloseTo(Math.log(engine.running().config.d_vocab), 0);
    expect(last('checkpoints').steps.at(-1)).toBe(60);
    expect(last('evaluations').rows.at(-1)?.valLoss).toBeGreaterThan(0);
  });

  test('the same seed gives the same losses to the last bit', async () => {
    const before = engine.running().history.since(0).loss;
    await call.reset({});
    await call.train({ steps: 60 });
    expect(engine.running().history.since(0).loss).toEqual(before);
  });

  test('a setting that takes effect now keeps the model and its past', async () => {
    const { id, step } = engine.running();
    expect(await call.configure({ patch: { learning_rate: 0.002, batch_size: 6, dropout: 0.1 } })).toEqual({ rebuilt: false });
    await call.train({ steps: 2 });
    const run = engine.running();
    expect([run.id, run.step]).toEqual([id, step + 2]);
    expect(run.history.since(step).learningRate[1]).toBeCloseTo(0.002, 9);
  });

  test('a rebuild starts at step 0, and undoing it brings the trained weights back', async () => {
    const { id, step } = engine.running();
    const { data } = await call.read({ name: 'wte.weight' });
    expect(await call.configure({ patch: { n_layers: 2 } })).toEqual({ rebuilt: true });
    expect(engine.running().step).toBe(0);
    const info = await call.restoreRun({ runId: id });
    expect([info.runId, info.step, info.config.n_layers]).toEqual([id, step, 1]);
    expect((await call.read({ name: 'wte.weight' })).data).toEqual(data);
  });

  test('a learning rate that is far too high ends in a diverged state, and rewinding heals it', async () => {
    await call.configure({ patch: { optimizer: 'sgd', learning_rate: 1, grad_clip: 0, warmup_steps: 0 } });
    const { data } = await call.read({ name: 'h.0.mlp.c_fc.weight' });
    await call.write({ weight: 'h.0.mlp.c_fc.weight', data: data.map(() => 3e38) });
    await call.train({ steps: 5 });
    const failure = last('failure');
    expect(failure.code).toBe('diverged');
    expect(last('state').state).toBe('diverged');
    await call.rewind({ learningRate: 0.001 });
    await call.configure({ patch: { optimizer: 'adamw', grad_clip: 1 } });
    expect(Number.isFinite((await call.train({ steps: 2 })).loss)).toBe(true);
  });

  test('pausing stops an endless training, which then answers', async () => {
    const endless = call.train({ steps: null });
    await new Promise((resolve) => setTimeout(resolve, 60));
    await call.pause({});
    const { step } = await endless;
    expect(step).toBe(engine.running().step);
    expect(last('state').state).toBe('idle');
  });
});

describe('looking', () => {
  test('a frame holds what is watched, for the probed sequence, at the newest step', async () => {
    await call.probe({ input: 'The bell' });
    await call.watch({ names: ['blocks.0.attn.hook_pattern', 'wte.weight', 'probe.softmax', 'no.such.name'] });
    const shown = ['blocks.0.attn.hook_pattern', 'wte.weight', 'probe.softmax'];
    await expect
      .poll(() =>
        told('frame')
          .at(-1)
          ?.entries.map(({ name }) => name),
      )
      .toEqual(shown);
    const frame = last('frame');
    expect([frame.live, frame.step, frame.ids.length]).toEqual([true, engine.running().step, 8]);
    const { offset, length } = frame.entries[0] ?? { offset: 0, length: 0 };
    const { data, shape } = await call.read({ name: 'blocks.0.attn.hook_pattern' });
    expect(shape).toEqual([2, 8, 8]);
    expect(frame.data.slice(offset, offset + length)).toEqual(data);
  });

  test('a page that does not take its frames is sent no more than two', async () => {
    const before = told('frame').length;
    for (let i = 0; i < 6; i++) {
      await call.probe({ input: 'One, two' });
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(told('frame').length - before).toBeLessThanOrEqual(2);
    for (let i = 0; i < 4; i++) engine.frames.taken();
  });

  test('an earlier kept step reads as it was then', async () => {
    const kept = engine.running().checkpoints.steps();
    const step = kept[0] ?? 0;
    const then = engine.running().checkpoints.exact(step)?.weights;
    const { data } = await call.read({ name: 'wte.weight', step });
    expect(data).toEqual(then?.slice(0, data.length));
    expect(await codeOf(call.read({ name: 'wte.weight', step: 1e9 }))).toBe('stepNotKept');
  });

  test('a written weight is the weight that runs', async () => {
    const { data } = await call.read({ name: 'ln_f.weight' });
    await call.write({ weight: 'ln_f.weight', data: data.map(() => 0) });
    const { data: logits } = await call.read({ name: 'ln_final.output' });
    const { data: bias } = await call.read({ name: 'ln_f.bias' });
    expect(logits.slice(0, bias.length)).toEqual(bias);
    await call.write({ weight: 'ln_f.weight', data });
  });
});

describe('generating', () => {
  const args = { prompt: 'The', max_new_tokens: 12, temperature: 0.9, top_k: 0, top_p: 1, seed: 3 };

  test('the same seed draws the same text, another seed another', async () => {
    const first = await call.generate(args);
    expect(first.steps).toHaveLength(12);
    expect(first.text.startsWith('The')).toBe(true);
    expect((await call.generate(args)).ids).toEqual(first.ids);
    expect((await call.generate({ ...args, seed: 4 })).ids).not.toEqual(first.ids);
  });

  test('temperature 0 takes the largest logit each time, whatever the seed', async () => {
    const greedy = await call.generate({ ...args, temperature: 0 });
    expect((await call.generate({ ...args, temperature: 0, seed: 9 })).ids).toEqual(greedy.ids);
    expect(greedy.steps.every(({ probability }) => probability === 1)).toBe(true);
  });
});

describe('bad input leaves the running model as it is', () => {
  const bad: [string, () => Promise<unknown>, ProblemCode][] = [
    ['an empty text', () => call.loadText({ text: ' \n ' }), 'textEmpty'],
    ['a text that is none', () => call.loadText({ text: 7 as unknown as string }), 'inputType'],
    ['heads that do not divide', () => call.configure({ patch: { n_heads: 5 } }), 'headsDivide'],
    ['an unknown activation', () => call.read({ name: 'blocks.9.attn.hook_pattern' }), 'unknownName'],
    ['an id outside the vocabulary', () => call.probe({ input: [0, 1e6] }), 'idRange'],
    ['nothing to look at', () => call.probe({ input: '' }), 'inputEmpty'],
    ['a weight of a wrong length', () => call.write({ weight: 'ln_f.weight', data: new Float32Array(3) }), 'weightLength'],
    [
      'a weight that is not finite',
      () => call.write({ weight: 'ln_f.weight', data: new Float32Array(16).fill(NaN) }),
      'weightFinite',
    ],
    ['a backend that is not there', () => call.setBackend({ name: 'webgpu' }), 'backendMissing'],
    ['a run that is gone', () => call.restoreRun({ runId: 999 }), 'runGone'],
    ['a file that is no run', () => call.openRecorded({ bytes: new Uint8Array(9) }), 'notRecorded'],
    ['a number of steps that is none', () => call.train({ steps: 0.5 }), 'fieldRange'],
  ];
  test.each(bad)('%s', async (_, act, code) => {
    const { id, step, config, ids } = engine.running();
    expect(await codeOf(act())).toBe(code);
    const run = engine.running();
    expect([run.id, run.step, run.config, run.ids]).toEqual([id, step, config, ids]);
  });
});

describe('carrying on', () => {
  test('a recorded run opens with its past and goes on', async () => {
    await call.train({ steps: 10 });
    const { step, history } = engine.running();
    const bytes = await call.record({ checkpoints: 3 });
    const info = await call.openRecorded({ bytes });
    expect(info.step).toBe(step);
    expect(engine.running().history.since(0).loss).toEqual(history.since(0).loss);
    expect((await call.train({ steps: 1 })).step).toBe(step + 1);
  });

  test('a model of bare ids looks at ids, and says that it has no text to train on', async () => {
    await call.configure({ patch: { d_vocab: 61, n_ctx: 24 } });
    expect((await call.probe({ input: [5, 60, 0] })).ids).toEqual([5, 60, 0]);
    expect((await call.read({ name: 'unembed.hook_out' })).shape).toEqual([3, 61]);
    expect(await codeOf(call.train({ steps: 1 }))).toBe('textEmpty');
  });

  test('no tensor outlives the work it was made for', async () => {
    await call.loadText({ text: story() });
    await call.configure({ patch: { ...SMALL, ...FAST } });
    await call.train({ steps: 3 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = memory().numTensors;
    await call.train({ steps: 20 });
    await call.generate({ prompt: 'One', max_new_tokens: 5, temperature: 1, top_k: 0, top_p: 1, seed: 1 });
    await call.read({ name: 'grad.hook_embed' });
    await call.reset({});
    await call.train({ steps: 3 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(memory().numTensors).toBe(before);
  });
});
