import { beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { CommandName, Commands } from '#lexicon/commands.ts';
import type { EventHandlers } from '#lexicon/events.ts';
import { fail } from '#lexicon/problems.ts';
import { connect } from '../engine.ts';
import { createHandlers } from '../events.ts';
import { INITIAL_STATE, useStore } from '../store.ts';
import { configure, configureWhileDragging, intervene, loadText, redo, reset, undo } from './setting.ts';

/** An engine as far as settings go: runs with a config and a text, rebuilt by what rebuilds, kept on a short shelf. */
class FakeEngine {
  readonly calls: [CommandName, unknown][] = [];
  shelf = new Map<number, { config: RunConfig; text: string }>();
  private runId = 0;
  private config = DEFAULT_CONFIG;
  private text = 'first';
  private readonly handlers: EventHandlers;

  constructor(handlers: EventHandlers) {
    this.handlers = handlers;
    this.build({});
  }

  private build(change: { config?: RunConfig; text?: string }, runId = this.shelf.size + 1): void {
    this.config = change.config ?? this.config;
    this.text = change.text ?? this.text;
    this.runId = runId;
    this.shelf.set(runId, { config: this.config, text: this.text });
    this.tell();
  }

  private tell(): void {
    this.handlers.run({ runId: this.runId, config: this.config, parameters: 1, step: 0 });
    this.handlers.text({ ...EMPTY_TEXT, text: this.text, runId: this.runId });
  }

  answer(name: CommandName, args: unknown): unknown {
    this.calls.push([name, args]);
    if (name === 'configure') {
      const { patch } = args as Commands['configure']['args'];
      if (patch.n_heads === 7) throw fail('headsDivide', { heads: 7, width: 48, choices: '1, 2, 3, 4, 6, 8' });
      const rebuilt = patch.n_layers !== undefined;
      if (rebuilt) this.build({ config: { ...this.config, ...patch } });
      else {
        this.config = { ...this.config, ...patch };
        this.handlers.run({ runId: this.runId, config: this.config, parameters: 1, step: 0 });
      }
      return { rebuilt };
    }
    if (name === 'loadText') this.build({ text: (args as Commands['loadText']['args']).text });
    if (name === 'reset') this.build({});
    if (name === 'intervene') {
      this.handlers.interventions({ runId: this.runId, list: (args as Commands['intervene']['args']).list });
    }
    if (name === 'restoreRun') {
      const { runId } = args as Commands['restoreRun']['args'];
      const kept = this.shelf.get(runId);
      if (!kept) throw fail('runGone', { runId });
      this.build(kept, runId);
    }
    return { runId: this.runId };
  }
}

const EMPTY_TEXT = {
  cleaning: { before: 0, after: 0, changes: [] },
  ids: new Int32Array(),
  vocabulary: [],
  counts: new Uint32Array(),
  merges: [],
  trainTokens: 0,
  uniformNats: 0,
  unigramNats: 0,
  bigramNats: 0,
  notices: [],
};

let engine: FakeEngine;
const now = () => {
  const { run, config, text, past, future } = useStore.getState();
  return {
    runId: run?.runId,
    layers: config.n_layers,
    rate: config.learning_rate,
    text: text?.text,
    past: past.length,
    future: future.length,
  };
};

beforeEach(() => {
  useStore.setState(INITIAL_STATE, true);
  const fake = new FakeEngine(createHandlers({ nextPaint: (then) => then(), onFrame: () => undefined }));
  engine = fake;
  connect({
    call: async (name, args) => fake.answer(name, args) as never,
    frameTaken: () => undefined,
    close: () => undefined,
  });
});

describe('undo', () => {
  test('a setting that acts now is taken back by its old value, without another run', async () => {
    await configure({ learning_rate: 0.5 });
    expect(now()).toMatchObject({ runId: 1, rate: 0.5, past: 1 });
    await undo();
    expect(now()).toMatchObject({ runId: 1, rate: DEFAULT_CONFIG.learning_rate, past: 0, future: 1 });
    await redo();
    expect(now()).toMatchObject({ runId: 1, rate: 0.5, past: 1, future: 0 });
  });

  test('a rebuild is taken back by bringing the old run home, and done again by bringing the new one', async () => {
    await configure({ n_layers: 5 });
    expect(now()).toMatchObject({ runId: 2, layers: 5 });
    await undo();
    expect(now()).toMatchObject({ runId: 1, layers: DEFAULT_CONFIG.n_layers });
    await redo();
    expect(now()).toMatchObject({ runId: 2, layers: 5 });
    expect(engine.calls.map(([name]) => name)).toEqual(['configure', 'restoreRun', 'restoreRun']);
  });

  test('when the old run is gone, its settings and its text come back at least', async () => {
    await configure({ n_layers: 5 });
    await loadText('second');
    engine.shelf = new Map([[3, { config: DEFAULT_CONFIG, text: 'second' }]]);
    await undo();
    expect(now()).toMatchObject({ text: 'first', past: 1 });
    engine.shelf.delete(1);
    await undo();
    expect(now()).toMatchObject({ layers: DEFAULT_CONFIG.n_layers, past: 0 });
  });

  test('a change of the forward pass is taken back and done again, one drag as one, and never in another run', async () => {
    const list = (scale: number) => [{ hook: 'blocks.0.hook_mlp_out', scale }];
    await intervene(list(0));
    await intervene(list(0.5), 'drag');
    await intervene(list(0.7), 'drag');
    expect(now()).toMatchObject({ past: 2 });
    await undo();
    expect(useStore.getState().interventions).toEqual(list(0));
    await redo();
    expect(useStore.getState().interventions).toEqual(list(0.7));
    await undo();
    await undo();
    expect(useStore.getState().interventions).toEqual([]);
    await redo();
    await intervene([]);
    await reset();
    const { past } = useStore.getState();
    useStore.setState({ past: past.slice(0, -1) });
    await undo();
    expect(useStore.getState().interventions).toEqual([]);
  });

  test('a text and a reset are taken back like any rebuild', async () => {
    await loadText('second');
    await reset();
    expect(now()).toMatchObject({ runId: 3, text: 'second' });
    await undo();
    expect(now()).toMatchObject({ runId: 2, text: 'second' });
    await undo();
    expect(now()).toMatchObject({ runId: 1, text: 'first', past: 0, future: 2 });
  });
});

test('a refused change leaves settings and history as they were', async () => {
  await expect(configure({ n_heads: 7 })).rejects.toThrow(/headsDivide/);
  expect(useStore.getState().config).toEqual(DEFAULT_CONFIG);
  expect(now().past).toBe(0);
});

test('a change that may be anything is shown only when the engine has taken it', async () => {
  const shown: number[] = [];
  const stop = useStore.subscribe(({ config }) => shown.push(config.n_heads));
  await expect(configure({ n_heads: 7 }, null, false)).rejects.toThrow(/headsDivide/);
  expect(shown).not.toContain(7);
  await configure({ learning_rate: 0.25 }, null, false);
  stop();
  expect(useStore.getState().config.learning_rate).toBe(0.25);
});

test('a change to the value it has is no change to undo', async () => {
  await configure({ learning_rate: DEFAULT_CONFIG.learning_rate });
  expect(now().past).toBe(0);
});

test('a drag shows every value, sends the newest, and is undone at once', async () => {
  const values = [0.1, 0.2, 0.3, 0.4];
  const sent = values.map((rate) => configureWhileDragging({ learning_rate: rate }, 'drag'));
  expect(now().rate).toBe(0.4);
  await Promise.all(sent);
  expect(engine.calls.length).toBeLessThan(values.length);
  expect(now()).toMatchObject({ rate: 0.4, past: 1 });
  await undo();
  expect(now().rate).toBe(DEFAULT_CONFIG.learning_rate);
});
