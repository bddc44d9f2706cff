import { beforeAll, describe, expect, test } from 'vitest';
import { fileTokenizer } from '#corpus/tokenizers/file.ts';
import { readSafetensors } from '#files/safetensors.ts';
import { ProblemError } from '#lexicon/problems.ts';
import { SMALL, story, testEngine } from './fixtures/engine.ts';

const STORY = story();
const CONFIG = { ...SMALL, n_layers: 2, dropout: 0.1, tokenizer: { kind: 'bpe', vocab_size: 300 } } as const;
const { engine, call, start } = testEngine();
const utf8 = new TextDecoder();
const json = (bytes: Uint8Array | undefined): Record<string, unknown> =>
  JSON.parse(utf8.decode(bytes)) as Record<string, unknown>;

async function problemOf(task: Promise<unknown>): Promise<string> {
  return task.then(
    () => 'accepted',
    (error: unknown) => (error instanceof ProblemError ? JSON.stringify(error.problem) : String(error)),
  );
}
const states = async () => {
  const { weights, m, v } = await engine.running().trainer.state();
  return { weights: weights.slice(), m: m.slice(), v: v.slice() };
};
const losses = async (steps: number): Promise<number[]> => {
  const before = engine.running().history.length;
  await call.train({ steps });
  return [...engine.running().history.since(before).loss];
};

beforeAll(() => start({ config: CONFIG }));

describe('a folder', () => {
  test.each([
    ['GPT-2-shaped', {}],
    ['of another kind', { position: 'rope', normalization: 'rmsnorm', tie_embeddings: false }],
    ['by characters', { tokenizer: { kind: 'char', vocab_size: 64 } }],
    ['that is masked', { objective: 'masked' }],
    ['with a task', { task: 'induction' }],
  ] as const)('of a model %s brings back its tensors, its ids and its next losses to the last bit', async (_name, patch) => {
    await call.configure({
      patch: {
        ...CONFIG,
        position: 'learned',
        normalization: 'layernorm',
        tie_embeddings: true,
        objective: 'causal',
        task: 'story',
        ...patch,
      },
    });
    await call.train({ steps: 3 });
    const files = await call.saveFolder({});
    const { config, step, text } = engine.running();
    const [before, next] = [await states(), await losses(3)];

    await call.configure({ patch: { n_layers: 1 } });
    expect(await call.openFolder({ files })).toMatchObject({ config, step });
    expect(await states()).toEqual(before);
    expect(engine.running().text?.ids).toEqual(text?.ids);
    expect(await losses(3)).toEqual(next);
  });

  test('of bare ids comes back without a text', async () => {
    await call.configure({ patch: { d_vocab: 23 } });
    const files = await call.saveFolder({});
    const before = await states();
    await call.loadText({ text: STORY });
    await call.openFolder({ files });
    expect(engine.running().text).toBeNull();
    expect(await states()).toEqual(before);
    expect(Object.keys(files)).not.toContain('tokenizer.json');
    await call.loadText({ text: STORY });
  });

  test('without our own files is a GPT-2 as anybody wrote it: same ids, same logits, training can go on', async () => {
    await call.loadText({ text: STORY });
    await call.configure({ patch: { ...CONFIG, objective: 'causal', task: 'story' } });
    await call.train({ steps: 3 });
    const files = await call.saveFolder({});
    const { config } = engine.running();
    const said = 'Who rings the sea?';
    const { ids } = await call.probe({ input: said });
    const { data: logits } = await call.read({ name: 'unembed.hook_out' });
    const reader = fileTokenizer(json(files['tokenizer.json']), config.d_vocab);
    expect([...reader.encode(said)]).toEqual(ids);

    const theirs = Object.fromEntries(Object.entries(files).filter(([name]) => !/glassformer|optimizer|text/.test(name)));
    const opened = await call.openFolder({ files: theirs });
    expect({ step: opened.step, kind: opened.config.tokenizer.kind }).toEqual({ step: 0, kind: 'file' });
    expect((await call.probe({ input: said })).ids).toEqual(ids);
    expect((await call.read({ name: 'unembed.hook_out' })).data).toEqual(logits);
    expect(engine.running().text?.raw).toBe(STORY.trim());

    const [first] = await losses(20);
    expect((await losses(20)).at(-1)).toBeLessThan(first ?? 0);
    // Its vocabulary stays with another story, and cannot be had by asking.
    await call.loadText({ text: `${STORY} And the boat?` });
    expect(engine.running().text?.tokenizer.kind).toBe('file');
    expect(await problemOf(call.configure({ patch: { objective: 'masked' } }))).toMatch(/fileObjective/);
    await call.configure({ patch: { tokenizer: { kind: 'bpe', vocab_size: 300 } } });
    expect(await problemOf(call.configure({ patch: { tokenizer: { kind: 'file', vocab_size: 300 } } }))).toMatch(/fieldChoice/);
  });

  test('that is kept as a run file brings its vocabulary along', async () => {
    const files = await call.saveFolder({});
    const { 'glassformer.json': _own, ...theirs } = files;
    await call.openFolder({ files: theirs });
    const bytes = await call.record({ checkpoints: 2, width: 'exact' });
    const before = await states();
    await call.configure({ patch: { tokenizer: { kind: 'char', vocab_size: 64 } } });
    await call.openFolder({ files: { 'a.gfrun': bytes } });
    expect(engine.running().text?.tokenizer.kind).toBe('file');
    expect(await states()).toEqual(before);
  });

  test('that is none, is broken or does not fit is refused by what was found, and the model stays', async () => {
    const files = await call.saveFolder({});
    const { 'glassformer.json': _own, ...theirs } = files;
    const before = await states();
    const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
    const config = json(files['config.json']);
    const tries: [Record<string, Uint8Array>, RegExp][] = [
      [{}, /filesUnknown/],
      [{ 'notes.txt': new Uint8Array(3) }, /filesUnknown.*notes\.txt/],
      [{ ...theirs, 'config.json': encode({ ...config, model_type: 'bert' }) }, /fileBroken.*model_type.*bert/],
      [{ ...theirs, 'config.json': new Uint8Array([123]) }, /fileBroken.*config\.json is no UTF-8 JSON/],
      [{ ...theirs, 'config.json': encode({ ...config, n_inner: 28 }) }, /fileBroken.*c_fc.weight is \[16, 24\]/],
      [{ ...theirs, 'config.json': encode({ ...config, n_embd: 100_000 }) }, /tooLarge/],
      [{ ...theirs, 'tokenizer.json': encode({}) }, /fileBroken/],
      [
        { ...theirs, 'model.safetensors': (files['model.safetensors'] ?? new Uint8Array()).subarray(0, 999) },
        /fileBroken.*safetensors/,
      ],
      [{ ...files, 'glassformer.json': encode({ ...json(files['glassformer.json']), more: 1 }) }, /fileBroken.*more/],
      [{ 'x.gfrun': new Uint8Array(50) }, /notRecorded/],
    ];
    for (const [set, wanted] of tries) expect(await problemOf(call.openFolder({ files: set }))).toMatch(wanted);
    expect(await states()).toEqual(before);
  });

  test('holds weights that are finite under the names of GPT-2', async () => {
    const { tensors } = readSafetensors((await call.saveFolder({}))['model.safetensors'] ?? new Uint8Array());
    expect(tensors.get('h.1.mlp.c_proj.weight')?.shape).toEqual([24, 16]);
  });
});
