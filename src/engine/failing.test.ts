import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { fail } from '#lexicon/problems.ts';
import { codeOf, testEngine } from './fixtures/engine.ts';

const { engine, call, start, told, last } = testEngine();

beforeAll(() => start({ config: { learning_rate: 0.01, warmup_steps: 2 } }));
afterAll(() => call.pause({}));

describe('a machine that sleeps', () => {
  const HOURS = 5 * 3_600_000;

  /** The clock jumps by hours the next time that something is asked of the trainer. */
  function sleepsIn(method: 'step' | 'tensors'): void {
    const { trainer } = engine.running();
    const now = performance.now.bind(performance);
    let slept = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now() + slept);
    const awake = trainer[method].bind(trainer) as (...args: unknown[]) => never;
    vi.spyOn(trainer, method).mockImplementation((...args: unknown[]) => {
      slept = HOURS;
      return awake(...args);
    });
  }

  afterEach(() => vi.restoreAllMocks());

  test('in the middle of a step does not take the sleep for slowness', async () => {
    const before = await call.train({ steps: 20 });
    sleepsIn('step');
    const after = await call.train({ steps: 20 });
    expect(after.step).toBe(before.step + 20);
    expect(after.ms_per_step).toBeLessThan(20 * before.ms_per_step + 100);
    expect(after.tokens_per_second).toBeGreaterThan(0);
  });

  test('while a frame is made still gets the next frames as soon as ever', async () => {
    await call.watch({ names: ['wte.weight'] });
    await expect.poll(() => told('frame').length).toBeGreaterThan(0);
    engine.frames.taken();
    sleepsIn('tensors');
    engine.frames.request();
    const before = told('frame').length;
    await expect.poll(() => told('frame').length).toBeGreaterThan(before);
    expect(engine.frames.costMs).toBeLessThanOrEqual(3000);
    for (let i = 0; i < 4; i++) engine.frames.taken();
    await call.watch({ names: [] });
  });
});

describe('what fails in the middle of training', () => {
  afterEach(() => vi.restoreAllMocks());

  test.each([
    ['the memory is used up', new RangeError('Array buffer allocation failed'), 'outOfMemory'],
    ['the engine refuses the room for a batch', fail('outOfMemory', { neededMiB: 3000 }), 'outOfMemory'],
    ['a kernel stumbles', new WebAssembly.RuntimeError('unreachable'), 'internal'],
  ])('%s: training pauses at a whole state, and goes on when it is asked to', async (_, error, code) => {
    await call.train({ steps: 10 });
    const { id, text } = engine.running();
    const { trainer } = engine.running();
    const step = trainer.step.bind(trainer);
    let steps = 0;
    const spy = vi.spyOn(trainer, 'step').mockImplementation((...args) => {
      if (++steps > 7) throw error;
      step(...args);
    });
    const { step: reached } = await call.train({ steps: 100 });
    expect(last('failure').code).toBe(code);
    expect(last('state').state).toBe('idle');
    spy.mockRestore();
    const run = engine.running();
    expect([run.id, run.step, run.text]).toEqual([id, reached, text]);
    const rows = run.history.since(0);
    expect(rows.step.at(-1)).toBe(reached);
    expect((await call.train({ steps: 3 })).step).toBe(reached + 3);
    expect(Number.isFinite(engine.running().history.lastLoss())).toBe(true);
  });

  test('a step taken apart that fails leaves nothing playing', async () => {
    const { trainer, step } = engine.running();
    vi.spyOn(trainer, 'step').mockImplementation(() => {
      throw new RangeError('Array buffer allocation failed');
    });
    await expect(call.stepApart({})).rejects.toThrow('Array buffer allocation failed');
    vi.restoreAllMocks();
    expect(last('state').state).toBe('idle');
    expect((await call.train({ steps: 1 })).step).toBeLessThanOrEqual(step + 1);
  });

  test('a model that finds no memory is not built, and the running one stays', async () => {
    const { id, step } = engine.running();
    // The copy that is kept of step 0: the first that asks for a model's size.
    const slice = vi.spyOn(Float32Array.prototype, 'slice').mockImplementation(() => {
      throw new RangeError('Array buffer allocation failed');
    });
    const refused = codeOf(call.configure({ patch: { n_layers: 3 } }).finally(() => slice.mockRestore()));
    expect(await refused).toBe('outOfMemory');
    expect([engine.running().id, engine.running().step]).toEqual([id, step]);
    expect((await call.train({ steps: 1 })).step).toBe(step + 1);
  });
});
