import { beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { fail } from '#lexicon/problems.ts';
import { connect } from '#state/engine.ts';
import { runMetrics } from '#state/metrics.ts';
import { INITIAL_STATE, useStore } from '#state/store.ts';
import { createConsole } from './console.ts';
import type { Console } from './console.ts';

let calls: [string, unknown][];
let answers: Record<string, unknown>;
let glassformer: Console;

beforeEach(() => {
  [calls, answers] = [[], {}];
  runMetrics.clear();
  useStore.setState(INITIAL_STATE, true);
  useStore.setState({ run: { runId: 1, config: { ...DEFAULT_CONFIG, seed: 11 }, parameters: 5, step: 3 } });
  connect({
    call: async (name, args) => {
      calls.push([name, args]);
      const answer = answers[name];
      if (answer instanceof Error) throw answer;
      return answer as never;
    },
    frameTaken: () => undefined,
    close: () => undefined,
  });
  glassformer = createConsole(Promise.resolve());
});

describe('the console', () => {
  test('has exactly the functions that are promised', () => {
    expect(Object.keys(glassformer).toSorted()).toEqual(
      [
        'ready',
        'backend',
        'setBackend',
        'config',
        'configure',
        'loadText',
        'train',
        'pause',
        'probe',
        'read',
        'write',
        'history',
        'generate',
        'save',
        'open',
        'intervene',
        'bench',
      ].toSorted(),
    );
    expectTypeOf(glassformer.configure).parameter(0).toEqualTypeOf<Partial<RunConfig>>();
    expectTypeOf(glassformer.read).returns.resolves.toEqualTypeOf<{ shape: number[]; data: Float32Array }>();
  });

  test('rejects with an Error that says in English what came and what was wanted', async () => {
    answers['configure'] = fail('headsDivide', { heads: 5, width: 48, choices: '1, 2, 3, 4, 6, 8' });
    useStore.setState({ language: 'zh' });
    await expect(glassformer.configure({ n_heads: 5 })).rejects.toThrow(
      '5 heads do not divide a width of 48 evenly; possible here: 1, 2, 3, 4, 6, 8.',
    );
  });

  test('refuses to train a number of steps that is none, before anything is sent', async () => {
    await expect(glassformer.train('all' as unknown as number)).rejects.toThrow(/whole number; it was all/);
    expect(calls).toEqual([]);
  });

  test('reads at a step only when one is named', async () => {
    await glassformer.read('hook_embed');
    await glassformer.read('hook_embed', { step: 4 });
    expect(calls).toEqual([
      ['read', { name: 'hook_embed' }],
      ['read', { name: 'hook_embed', step: 4 }],
    ]);
  });

  test('tells the history in columns of equal length', () => {
    runMetrics.append(
      {
        step: new Float64Array([1, 2]),
        loss: new Float32Array([3, 2.5]),
        gradNorm: new Float32Array([1, 1]),
        learningRate: new Float32Array([0.5, 0.25]),
      },
      true,
    );
    runMetrics.evaluate([{ step: 2, valLoss: 2.75, valAccuracy: 0.5, trainAccuracy: 0.25 }], true);
    expect(glassformer.history()).toEqual({
      step: [1, 2],
      loss: [3, 2.5],
      grad_norm: [1, 1],
      learning_rate: [0.5, 0.25],
      val_step: [2],
      val_loss: [2.75],
      val_accuracy: [0.5],
      train_accuracy: [0.25],
    });
  });

  test('generates with the page’s settings where none are given', async () => {
    answers['generate'] = { text: 'x', ids: [1], steps: [] };
    await glassformer.generate({ prompt: 'a', temperature: 0 });
    const { top_k, top_p } = DEFAULT_CONFIG;
    expect(calls).toEqual([['generate', { prompt: 'a', max_new_tokens: 60, temperature: 0, top_k, top_p, seed: 11 }]]);
  });

  test('gives a copy of the config, so that nobody changes the run by accident', () => {
    glassformer.config().tokenizer.vocab_size = 1;
    expect(glassformer.config().tokenizer.vocab_size).toBe(DEFAULT_CONFIG.tokenizer.vocab_size);
  });
});
