import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { startsOf } from './copied.ts';
import { codeOf, testEngine } from './fixtures/engine.ts';
import { sentenceSpans } from './sentences.ts';

const STORY =
  'The bell rang three times. One, two, three. Who rings the bell? 海敲响了钟。“谁？”她问。The sea rings the bell. '.repeat(6);
const { engine, call, start, last } = testEngine();
const SAMPLING = { temperature: 0.9, top_k: 12, top_p: 0.95, seed: 5 };

beforeAll(async () => {
  await start({ text: STORY, config: { n_layers: 2, learning_rate: 0.01, tokenizer: { kind: 'bpe', vocab_size: 280 } } });
  await call.train({ steps: 20 });
});

describe('writing token by token', () => {
  test('gives the text that `generate` gives for the same seed, also past the context window', async () => {
    const whole = await call.generate({ prompt: 'The', max_new_tokens: 20, ...SAMPLING });
    const ids = whole.ids.slice(0, whole.ids.length - 20);
    const start = ids.length;
    for (let at = 0; at < 20; at++) {
      const token = await call.nextToken({ ids, at, step: null, ...SAMPLING });
      expect(token.contextFrom).toBe(Math.max(0, start + at - 12));
      expect(token.rows.find(({ id }) => id === token.id)?.probability).toBeCloseTo(whole.steps[at]?.probability ?? 0, 6);
      ids.push(token.id);
    }
    expect(ids).toEqual(whole.ids);
  });

  test('is refused for tokens and settings that make no sense', async () => {
    const good = { ids: [1], at: 0, step: null, ...SAMPLING };
    expect(await codeOf(call.nextToken({ ...good, ids: [] }))).toBe('inputEmpty');
    expect(await codeOf(call.nextToken({ ...good, ids: [9999] }))).toBe('idRange');
    expect(await codeOf(call.nextToken({ ...good, at: -1 }))).toBe('fieldRange');
    expect(await codeOf(call.nextToken({ ...good, temperature: -1 }))).toBe('fieldRange');
  });
});

describe('what is copied', () => {
  test('is found by its characters, however it is cut into tokens, and its place in the story holds it', async () => {
    const { text } = engine.running();
    const { info, tokenizer } = text ?? {};
    if (!info || !tokenizer) throw new Error('no text');
    // Character by character, as the story is never cut.
    const ids = 'Xrang three times'.split('').flatMap((character) => Array.from(tokenizer.encode(character)));
    const { starts, lengths, places } = await call.copied({ ids });
    expect(starts.at(-1)).toBe(ids.length);
    expect(lengths[0]).toBe(0);
    expect(lengths.at(-1)).toBe(lengths.length - 1);
    const place = startsOf(info)[places.at(-1) ?? -1] ?? -1;
    expect(info.text.slice(place).startsWith('rang three times') || info.text.slice(place).startsWith(' rang')).toBe(true);
  });

  test('is looked for in what is trained on only', async () => {
    const { text } = engine.running();
    const { info } = text ?? {};
    if (!info) throw new Error('no text');
    const { lengths, places, searched } = await call.copied({ ids: Array.from(info.ids.subarray(0, 24)) });
    expect(searched).toBe(info.trainTokens);
    // Whole, from the story's first token on.
    expect(Array.from(lengths)).toEqual(Array.from(lengths, (_, at) => at + 1));
    expect(places.every((place) => place === 0)).toBe(true);
  });
});

describe('sentences as points', () => {
  test('the sentences of a story follow each other without gap and begin and end where sentences do', () => {
    const info = engine.running().text?.info;
    if (!info) throw new Error('no text');
    const spans = sentenceSpans(info);
    const starts = startsOf(info);
    const texts = Array.from({ length: spans.length / 2 }, (_, i) =>
      info.text.slice(starts[spans[2 * i] ?? 0], starts[spans[2 * i + 1] ?? 0]),
    );
    expect(spans[0]).toBe(0);
    for (let i = 1; i < texts.length; i++) expect(spans[2 * i]).toBe(spans[2 * i - 1]);
    expect(texts.slice(0, 4).map((each) => each.trim())).toEqual([
      'The bell rang three times.',
      'One, two, three.',
      'Who rings the bell?',
      '海敲响了钟。',
    ]);
  });

  test('each point is the mean of the stream that the probe reads for the sentence alone', async () => {
    const info = engine.running().text?.info;
    const hook = 'blocks.1.hook_resid_post';
    const points = await call.latent({ hook, sequences: null, most: 7, step: null });
    if (!info || !points) throw new Error('no points');
    expect(points.spans.length).toBe(14);
    expect(points.sentences).toBeGreaterThan(20);
    for (const i of [0, 3, 6]) {
      const ids = Array.from(info.ids.subarray(points.spans[2 * i], points.spans[2 * i + 1]));
      const sum = new Float64Array(16);
      for (let from = 0; from < ids.length; from += 12) {
        await call.probe({ input: ids.slice(from, from + 12) });
        const { data } = await call.read({ name: hook });
        data.forEach((value, at) => (sum[at % 16] = (sum[at % 16] ?? 0) + value / ids.length));
      }
      sum.forEach((value, d) => expect(points.vectors[i * 16 + d]).toBeCloseTo(value, 4));
      const own = await call.latent({ hook, sequences: [ids], most: 1, step: null });
      own?.vectors.forEach((value, d) => expect(value).toBeCloseTo(sum[d] ?? Number.NaN, 4));
    }
    expect(last('progress')).toEqual({ task: 'latent', fraction: 1 });
  });

  test('a reading that is stopped answers with null, and a stream that is not there is refused', async () => {
    const reading = call.latent({ hook: 'blocks.0.hook_resid_post', sequences: null, most: 999, step: null });
    await call.stopLatent({});
    expect(await reading).toBeNull();
    expect(await codeOf(call.latent({ hook: 'blocks.7.hook_resid_post', sequences: null, most: 9, step: null }))).toBe(
      'unknownName',
    );
  });
});

describe('changes of the forward pass', () => {
  const off = [{ hook: 'blocks.0.hook_mlp_out', scale: 0 }];

  test('are seen by what is read and written, not by training, and end with []', async () => {
    await call.probe({ input: 'The bell' });
    const before = await call.read({ name: 'unembed.hook_out' });
    const written = await call.generate({ prompt: 'The', max_new_tokens: 12, ...SAMPLING });
    await call.intervene({ list: off });
    expect(last('interventions').list).toEqual(off);
    expect((await call.read({ name: 'blocks.0.hook_mlp_out' })).data.every((value) => value === 0)).toBe(true);
    expect((await call.read({ name: 'unembed.hook_out' })).data).not.toEqual(before.data);
    expect((await call.generate({ prompt: 'The', max_new_tokens: 12, ...SAMPLING })).ids).not.toEqual(written.ids);
    await call.intervene({ list: [] });
    expect((await call.read({ name: 'unembed.hook_out' })).data).toEqual(before.data);
    expect((await call.generate({ prompt: 'The', max_new_tokens: 12, ...SAMPLING })).ids).toEqual(written.ids);
    const steered = await call.generate({ prompt: 'The', max_new_tokens: 12, ...SAMPLING, interventions: off });
    expect(steered.ids).not.toEqual(written.ids);
  });

  test('that make no sense are refused and leave those in force', async () => {
    await call.intervene({ list: off });
    expect(await codeOf(call.intervene({ list: [{ hook: 'blocks.0.nothing', scale: 0 }] }))).toBe('unknownName');
    expect(engine.running().interventions).toEqual(off);
    await call.intervene({ list: [] });
  });

  test('switching a part off alone gives the loss that the same change gives, and tensors are freed', async () => {
    const tensors = memory().numTensors;
    const table = await call.ablate({ step: null });
    expect(table?.rows.map(({ layer, head }) => [layer, head])).toEqual([
      [0, 0],
      [0, 1],
      [0, null],
      [1, 0],
      [1, 1],
      [1, null],
    ]);
    await call.intervene({ list: off });
    const changed = await call.ablate({ step: null });
    await call.intervene({ list: [] });
    expect(changed?.loss).toBeCloseTo(table?.rows[2]?.loss ?? Number.NaN, 5);
    expect(table?.rows.every(({ changed: share }) => share >= 0 && share <= 1)).toBe(true);
    expect(memory().numTensors).toBe(tensors);
  });

  test('a table that is made while training goes on names the step whose weights it read', async () => {
    const { step } = engine.running();
    const before = await call.ablate({ step: null });
    const reading = call.ablate({ step: null });
    const training = call.train({ steps: 30 });
    expect(await reading).toEqual({ ...before, step });
    await training;
  });
});
