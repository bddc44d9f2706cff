import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { testEngine } from '../fixtures/engine.ts';
import type { TestEngine } from '../fixtures/engine.ts';
import * as room from './room.ts';
import { KeepStore } from './store.ts';

const CONFIG = {
  d_model: 8,
  d_mlp: 16,
  n_ctx: 8,
  batch_size: 2,
  dropout: 0.2,
  warmup_steps: 2,
  tokenizer: { kind: 'bpe', vocab_size: 280 },
} as const;

/** An engine as a tab has it. */
type Tab = TestEngine;

/** A tab on the newest kept run, or without one on the story. */
async function boot(key: string | null = null): Promise<Tab> {
  const tab = testEngine();
  await tab.start({ config: CONFIG, keep: { key } });
  return tab;
}

/** The page is opened again on the run it had. */
const reopen = (tab: Tab): Promise<Tab> => boot(tab.last('keeping').key);

const losses = (tab: Tab): number[] => Array.from(tab.engine.running().history.since(0).loss);
const entries = async (tab: Tab) => (await tab.call.library({})).entries;

function quotaExceeded(): DOMException {
  return new DOMException('no room', 'QuotaExceededError');
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => vi.restoreAllMocks());

describe('a run is kept', () => {
  test('going on after the page was closed gives the losses, to the last bit, of never having closed it', async () => {
    const whole = await boot();
    await whole.call.train({ steps: 24 });
    const wanted = losses(whole);
    globalThis.indexedDB = new IDBFactory();
    const first = await boot();
    await first.call.train({ steps: 10 });
    await first.call.configure({ patch: { temperature: 0.7 } });
    await first.call.saveNow({});
    const second = await reopen(first);
    expect([second.engine.running().step, second.engine.running().config]).toEqual([10, { ...first.engine.running().config }]);
    await second.call.train({ steps: 14 });
    expect(losses(second)).toEqual(wanted);
  });

  test('history, texts, kept steps, playhead and what is looked at come back with it', async () => {
    const tab = await boot();
    await tab.call.train({ steps: 30 });
    const run = tab.engine.running();
    run.history.samples.push({ step: 30, prompt: '', text: 'The bell' });
    run.history.score({ step: 30, scores: { exactMatch: 0.5 } });
    await tab.call.seek({ step: 10 });
    await tab.call.probe({ input: 'Who rings' });
    await tab.call.saveNow({});
    const back = (await reopen(tab)).engine.running();
    expect(back.history.since(0)).toEqual(run.history.since(0));
    expect(back.history.evaluations).toEqual(run.history.evaluations);
    expect(back.history.samples).toEqual(run.history.samples);
    expect(back.history.scores).toEqual([{ step: 30, scores: { exactMatch: 0.5 } }]);
    expect(back.checkpoints.steps()).toEqual(run.checkpoints.steps());
    expect(back.checkpoints.exact(10)?.weights).toEqual(run.checkpoints.exact(10)?.weights);
    expect([back.ids, back.text?.ids]).toEqual([run.ids, run.text?.ids]);
    expect(back.text?.info.cleaning).toEqual(run.text?.info.cleaning);
    expect(tab.last('keeping').playhead).toBe(10);
  });

  test('nothing is saved of a run that nobody has trained or changed', async () => {
    const tab = await boot();
    await tab.call.saveNow({});
    expect(await entries(tab)).toEqual([]);
    expect(tab.last('keeping').state).toBe('untouched');
    await tab.call.train({ steps: 1 });
    expect((await entries(tab)).map(({ name, step }) => [name, step])).toEqual([['The bell rang three times', 1]]);
    expect(tab.last('keeping')).toMatchObject({ state: 'kept', step: 1 });
  });

  test('a weight set by hand is kept though no step was taken', async () => {
    const tab = await boot();
    const { data } = await tab.call.read({ name: 'ln_f.bias' });
    await tab.call.write({ weight: 'ln_f.bias', data: data.map((_, i) => i) });
    await tab.call.saveNow({});
    const back = await reopen(tab);
    expect((await back.call.read({ name: 'ln_f.bias' })).data).toEqual(data.map((_, i) => i));
  });

  test('going back to an earlier step forgets, in the store too, what came after it', async () => {
    const tab = await boot();
    await tab.call.train({ steps: 10 });
    await tab.call.train({ steps: 15 });
    tab.engine.running().lastGood = { step: 10, state: tab.engine.running().lastGood.state };
    await tab.call.rewind({ learningRate: 0.002 });
    // As many steps as there were: that the rows have changed does not show in their number.
    await tab.call.train({ steps: 15 });
    const back = await reopen(tab);
    expect(Array.from(back.engine.running().history.since(0).step)).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
    expect(losses(back)).toEqual(losses(tab));
    expect(back.engine.running().checkpoints.exact(20)?.weights).toEqual(tab.engine.running().checkpoints.exact(20)?.weights);
  });

  test('a trained run stays in the library when another takes its place; one that was only tried does not', async () => {
    const tab = await boot();
    await tab.call.train({ steps: 3 });
    for (const d_mlp of [24, 32, 40]) {
      await tab.call.configure({ patch: { d_mlp } });
      await tab.call.saveNow({});
    }
    expect((await entries(tab)).map(({ step, config }) => `${step} steps, d_mlp ${config.d_mlp}`).toSorted()).toEqual([
      '0 steps, d_mlp 40',
      '3 steps, d_mlp 16',
    ]);
  });
});

describe('the library', () => {
  test('a run is renamed, copied, taken out and brought back', async () => {
    const tab = await boot();
    await tab.call.train({ steps: 4 });
    const key = tab.last('keeping').key ?? '';
    await tab.call.renameKept({ key, name: '  Bells ' });
    await tab.call.train({ steps: 2 });
    const copy = await tab.call.duplicateKept({ key });
    expect((await entries(tab)).map(({ name, step }) => `${name}, ${step}`).toSorted()).toEqual(['Bells · 2, 6', 'Bells, 6']);
    await tab.call.deleteKept({ key: copy.key, deleted: true });
    expect((await entries(tab)).map(({ name }) => name)).toEqual(['Bells']);
    await tab.call.deleteKept({ key: copy.key, deleted: false });
    await tab.call.openKept({ key: copy.key });
    await tab.call.train({ steps: 1 });
    expect((await entries(tab)).find((entry) => entry.key === copy.key)?.step).toBe(7);
  });

  test('its embeddings can be taken over by another model, piece by piece, where the widths agree', async () => {
    const tab = await boot();
    await tab.call.train({ steps: 4 });
    const key = tab.last('keeping').key ?? '';
    const { engine, call } = tab;
    const rowOf = async (piece: string): Promise<{ row: number[]; known: boolean }> => {
      const id = engine.running().text?.info.vocabulary.findIndex(({ text }) => text === piece) ?? -1;
      const { data } = await call.read({ name: 'wte.weight' });
      return { row: [...data.slice(8 * id, 8 * id + 8)], known: id >= 0 };
    };
    const learnt = await rowOf('b');
    await call.loadText({ text: 'Big boats, abc.', patch: { tokenizer: { kind: 'char', vocab_size: 64 } } });
    const random = await rowOf('B');
    // All bytes are pieces of the other vocabulary, so all characters are taken; half-bytes have nothing like them there.
    const { taken, of } = await call.takeEmbeddings({ key });
    expect({ taken, of }).toEqual({ taken: of - 16, of: engine.running().config.d_vocab });
    expect(await rowOf('b')).toEqual(learnt);
    expect(await rowOf('B')).not.toEqual(random);
    await call.configure({ patch: { d_model: 12 } });
    await expect(call.takeEmbeddings({ key })).rejects.toThrow(/widthsDiffer/);
  });

  test('a run that is gone is refused, and the running model stays', async () => {
    const tab = await boot();
    await tab.call.train({ steps: 2 });
    await expect(tab.call.openKept({ key: 'nothing' })).rejects.toThrow(/keptGone/);
    expect(tab.engine.running().step).toBe(2);
  });

  test('two hundred runs are listed at once', async () => {
    const tab = await boot();
    await tab.call.train({ steps: 2 });
    const key = tab.last('keeping').key ?? '';
    const store = await KeepStore.open(() => undefined);
    for (let i = 1; i < 200; i++) await store.duplicate(key, { key: `copy${i}`, name: `copy ${i}`, createdMs: i });
    expect(await entries(tab)).toHaveLength(200);
  });
});

describe('what goes wrong', () => {
  test('a second writer of a run saves one of its own instead', async () => {
    const first = await boot();
    await first.call.train({ steps: 3 });
    const second = await reopen(first);
    await second.call.train({ steps: 2 });
    await first.call.train({ steps: 4 });
    await first.call.saveNow({});
    expect((await entries(first)).map(({ step }) => step).toSorted((a, b) => a - b)).toEqual([5, 7]);
  });

  test('a save that fails on its way leaves what was saved before', async () => {
    const tab = await boot();
    await tab.call.train({ steps: 5 });
    // The last thing that a save does: everything else is written by then.
    const last = vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(() => {
      throw new DOMException('the disk is gone', 'UnknownError');
    });
    await tab.call.train({ steps: 5 });
    expect(last).toHaveBeenCalled();
    last.mockRestore();
    const back = await reopen(tab);
    expect([back.engine.running().step, losses(back).length]).toEqual([5, 5]);
  });

  test('a full storage is told once, training goes on, and it is saved when there is room again', async () => {
    const tab = await boot();
    await tab.call.train({ steps: 2 });
    const save = vi.spyOn(KeepStore.prototype, 'save').mockRejectedValue(quotaExceeded());
    vi.spyOn(KeepStore.prototype, 'thin').mockResolvedValue(0);
    await tab.call.train({ steps: 2 });
    expect((await tab.call.train({ steps: 2 })).step).toBe(6);
    expect(tab.told('failure').map(({ code }) => code)).toEqual(['storageFull']);
    expect(tab.last('keeping').state).toBe('full');
    save.mockRestore();
    await tab.call.saveNow({});
    expect([tab.last('keeping').state, tab.last('keeping').step]).toEqual(['kept', 6]);
  });

  test('a browser that keeps nothing is told once, and everything else works', async () => {
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      throw new DOMException('not allowed here', 'SecurityError');
    });
    const tab = await boot();
    expect((await tab.call.train({ steps: 2 })).step).toBe(2);
    expect(tab.told('failure').map(({ code }) => code)).toEqual(['storageDenied']);
    await expect(tab.call.library({})).rejects.toThrow(/storageDenied/);
  });

  test('a kept run that is broken is told, and another is opened', async () => {
    const tab = await boot();
    await tab.call.train({ steps: 2 });
    vi.spyOn(KeepStore.prototype, 'load').mockRejectedValueOnce(new Error('no weights'));
    const back = await reopen(tab);
    expect(back.last('failure')).toMatchObject({ code: 'keptBroken', params: { found: 'no weights' } });
    expect(back.engine.running().step).toBe(0);
  });
});

test('a run file opens as the run that was saved, goes on to the last bit, and stands in the library', async () => {
  const tab = await boot();
  await tab.call.reclean({ cleaning: { markup: true, width: false, spaces: true } });
  await tab.call.train({ steps: 12 });
  const bytes = await tab.call.record({ checkpoints: 4, width: 'exact', name: 'From a file' });
  await tab.call.train({ steps: 8 });
  const other = testEngine();
  globalThis.indexedDB = new IDBFactory();
  await other.start({ text: 'abc '.repeat(20), config: CONFIG, keep: { key: null } });
  await other.call.openRecorded({ bytes });
  const { pasted, info } = other.engine.running().text ?? {};
  expect([pasted, info?.cleaning]).toEqual([tab.engine.running().text?.pasted, tab.engine.running().text?.info.cleaning]);
  await other.call.train({ steps: 8 });
  expect(losses(other)).toEqual(losses(tab));
  expect((await entries(other)).map(({ name, step }) => [name, step])).toEqual([['From a file', 20]]);
  await expect(other.call.openRecorded({ bytes: bytes.subarray(0, 900) })).rejects.toThrow(/notRecorded/);
  expect(other.engine.running().step).toBe(20);
});

test('a model that would take minutes to save is not saved by itself, and that is told', async () => {
  vi.spyOn(room, 'isTooLarge').mockReturnValue(true);
  const tab = await boot();
  await tab.call.train({ steps: 2 });
  expect(await entries(tab)).toEqual([]);
  expect(tab.last('keeping').state).toBe('large');
});
