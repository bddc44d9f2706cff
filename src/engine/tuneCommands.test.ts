import { beforeAll, describe, expect, test } from 'vitest';
import { weightLayout } from '#lexicon/weights.ts';
import { codeOf, testEngine } from './fixtures/engine.ts';

const STORY = 'The bell rang three times. Who rings the bell? The sea rings the bell. You: Model: No? Yes! '.repeat(12);
const TALKS = 'Ann: Who rings the bell?\nBen: The sea.\nAnn: How often?\nBen: Three times.\n\nAnn: Who rings?\nBen: The sea.';
const CONFIG = {
  d_model: 32,
  n_layers: 2,
  n_heads: 2,
  d_mlp: 64,
  n_ctx: 40,
  batch_size: 6,
  weight_decay: 0,
  val_fraction: 0,
  learning_rate: 0.01,
  tokenizer: { kind: 'char', vocab_size: 80 },
  temperature: 0,
} as const;
const { engine, call, start } = testEngine();
const ask = { text: TALKS, task: 'talks', task_language: 'en', frozen: ['wpe', 'ln_f'], learning_rate: 0.01 } as const;
const weightsNow = async (): Promise<Float32Array> => (await engine.running().trainer.weights()).slice();

beforeAll(async () => {
  await start({ text: STORY, config: CONFIG });
  await call.train({ steps: 30 });
});

describe('fine-tuning', () => {
  test('begins with the weights and the vocabulary that are there, learns the replies, and leaves what is frozen', async () => {
    const earlier = engine.running();
    const before = await weightsNow();
    const info = await call.fineTune(ask);
    expect(info).toMatchObject({
      step: 0,
      tuned: true,
      config: { task: 'talks', frozen: ['wpe', 'ln_f'], d_vocab: earlier.config.d_vocab },
    });
    expect(await weightsNow()).toEqual(before);
    expect(engine.running().text?.tokenizer).toBe(earlier.text?.tokenizer);

    const { loss } = await call.train({ steps: 500 });
    expect(loss).toBeLessThan(0.5 * (engine.running().history.since(0).loss[0] ?? 0));
    const after = await weightsNow();
    for (const { name, offset, size } of weightLayout(info.config).slots) {
      const moved = after.subarray(offset, offset + size).some((value, i) => value !== before[offset + i]);
      expect({ name, moved }).toEqual({ name, moved: !/^(wpe|ln_f)\./.test(name) });
    }
  });

  test('reports how far each weight has moved and what is answered now instead', async () => {
    const { base } = engine.running();
    const report = await call.tuneReport({ prompts: ['You: Who rings? Model:'] });
    expect(report.step).toBe(500);
    expect(report.changes.find(({ name }) => name === 'wpe.weight')?.share).toBe(0);
    const moved = report.changes.find(({ name }) => name === 'h.1.mlp.c_fc.weight')?.share ?? 0;
    expect(moved).toBeGreaterThan(0.01);
    expect(moved).toBeLessThan(10);
    expect(report.answers[0]?.after).toBe(' The sea.');
    expect(report.answers[0]?.before).not.toBe(report.answers[0]?.after);
    expect(base).toBeDefined();
    expect((await call.tuneReport({ prompts: null })).answers.length).toBeGreaterThan(0);
  });

  test('answers in a talk, up to the end of the turn, and says how much of a long talk is not seen', async () => {
    const said = { language: 'en', before: [], says: 'Who rings?' } as const;
    expect(await call.reply({ ...said, seed: 1 })).toMatchObject({ reply: ' The sea.', fallen: 0 });
    const before = Array.from({ length: 4 }, () => ({ says: 'Who rings?', reply: ' The sea.' }));
    const window = await call.talkWindow({ language: 'en', before, says: 'How often?' });
    expect(window.fallen).toBe(window.ids.length - 40);
    expect((await call.reply({ language: 'en', before, says: 'How often?', seed: 1 })).fallen).toBe(window.fallen);
  });

  test('survives a run file: what it began with comes along', async () => {
    const { base } = engine.running();
    const bytes = await call.record({ checkpoints: 0, width: 'exact' });
    await call.openRecorded({ bytes });
    expect(engine.running().base).toEqual(base);
    expect(engine.running().checkpoints.exact(0)?.weights).toEqual(base);
    expect(engine.running().config.frozen).toEqual(['wpe', 'ln_f']);
  });

  test('refuses what holds no talk, and a report where nothing was fine-tuned; the model stays', async () => {
    const { id } = engine.running();
    expect(await codeOf(call.fineTune({ ...ask, text: 'No talk at all.' }))).toBe('tooFewExamples');
    expect(await codeOf(call.fineTune({ ...ask, frozen: ['h.7'] }))).toBe('fieldChoice');
    expect(engine.running().id).toBe(id);
    expect(engine.running().config.frozen).toEqual(['wpe', 'ln_f']);
    await call.loadText({ text: STORY, patch: { task: 'story' } });
    expect(engine.running().config.frozen).toEqual([]);
    expect(await codeOf(call.tuneReport({ prompts: null }))).toBe('notTuned');
    expect(await codeOf(call.takeEmbeddings({ key: 'none' }))).toBe('keptGone');
  });
});
