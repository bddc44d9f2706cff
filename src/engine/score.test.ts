import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { story, testEngine } from './fixtures/engine.ts';
import { readingsOf } from './score.ts';

const STORY = story(4);
const { engine, call, start, fractions } = testEngine();

beforeAll(async () => {
  await start({ text: STORY, config: { n_layers: 2 } });
  await call.train({ steps: 20 });
});

/** −log p of a token behind the logits of one position. */
function lossAt(logits: Float32Array, V: number, position: number, id: number): number {
  const row = Array.from(logits.subarray(position * V, (position + 1) * V));
  const most = Math.max(...row);
  return most + Math.log(row.reduce((sum, z) => sum + Math.exp(z - most), 0)) - (row[id] ?? Number.NaN);
}

async function logitsOf(ids: readonly number[]): Promise<Float32Array> {
  await call.probe({ input: ids });
  return (await call.read({ name: 'unembed.hook_out' })).data;
}

test('every token but the first costs what the probe says, read with at least half a context before it', async () => {
  const ids = Array.from(engine.running().text?.info.ids ?? []);
  const V = engine.running().config.d_vocab;
  const scored = await call.score({ step: null });
  expect(scored?.step).toBe(20);
  expect([...(scored?.loss ?? [])].map((loss) => Number.isNaN(loss)).indexOf(false)).toBe(1);
  let place = 1;
  for (let start = 0; place < ids.length; start += 6) {
    const at = Math.min(start, ids.length - 12);
    const logits = await logitsOf(ids.slice(at, at + 12));
    for (; place <= at + 12 && place < ids.length; place++) {
      expect(scored?.loss[place]).toBeCloseTo(lossAt(logits, V, place - 1 - at, ids[place] ?? 0), 4);
      const row = [...logits.subarray((place - 1 - at) * V, (place - at) * V)];
      expect(scored?.guesses[place]).toBe(row.indexOf(Math.max(...row)));
    }
  }
  expect(fractions('score').at(-1)).toBe(1);
});

test('a kept step is read by its own weights, also while training goes on', async () => {
  const before = await call.score({ step: null });
  const reading = call.score({ step: null });
  const training = call.train({ steps: 10 });
  expect(await reading).toEqual(before);
  await training;
  expect((await call.score({ step: 20 }))?.loss).toEqual(before?.loss);
  expect((await call.score({ step: null }))?.loss).not.toEqual(before?.loss);
});

test('a reading that is stopped or followed by another answers with nothing, and leaves no tensor', async () => {
  const tensors = memory().numTensors;
  const first = call.score({ step: null });
  const second = call.score({ step: null });
  expect(await first).toBeNull();
  expect(await second).not.toBeNull();
  const third = call.score({ step: null });
  await call.stopScore({});
  expect(await third).toBeNull();
  expect(memory().numTensors).toBe(tensors);
});

test('the masked objective hides every token exactly once, in the middle of what is read', () => {
  const hidden = new Map<number, number>();
  for (const { start, from, to, hidden: rest, every } of readingsOf(61, {
    n_ctx: 12,
    objective: 'masked',
    mask_fraction: 0.15,
  })) {
    for (let at = from; at < to; at++) {
      if (at % every !== rest) continue;
      hidden.set(at, (hidden.get(at) ?? 0) + 1);
      const [left, right] = [at - start, start + 11 - at];
      expect(left >= 3 || start === 0).toBe(true);
      expect(right >= 2 || start + 12 === 61).toBe(true);
    }
  }
  expect([...hidden.keys()].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 61 }, (_, at) => at));
  expect(new Set(hidden.values())).toEqual(new Set([1]));
});

test('a masked model is asked for the hidden token with [MASK] in its place', async () => {
  await call.configure({ patch: { objective: 'masked' } });
  await call.train({ steps: 5 });
  const { text, config } = engine.running();
  const ids = Array.from(text?.info.ids ?? []);
  const mask = text?.tokenizer.maskId ?? -1;
  const scored = await call.score({ step: null });
  expect(scored?.loss.every(Number.isFinite)).toBe(true);
  // Place 2 is hidden together with every seventh place, in the first stretch.
  const logits = await logitsOf(ids.slice(0, 12).map((id, at) => (at % 7 === 2 ? mask : id)));
  expect(scored?.loss[2]).toBeCloseTo(lossAt(logits, config.d_vocab, 2, ids[2] ?? 0), 4);
});

test('of a task only the answers are scored: in the whole text, in the probed example and by the ablation', async () => {
  await call.configure({
    patch: { objective: 'causal', task: 'sentiment', n_layers: 1, n_ctx: 32, tokenizer: { kind: 'word', vocab_size: 128 } },
  });
  const { text } = engine.running();
  const { ids = new Int32Array(), examples } = text?.info ?? {};
  if (!examples) throw new Error('a task without examples');
  const scored = await call.score({ step: null });
  const isAnswer = new Uint8Array(ids.length);
  examples.answer.forEach((answer, i) => isAnswer.fill(1, answer, examples.scored[i]));
  scored?.loss.forEach((nats, at) => {
    if (Number.isFinite(nats) !== (isAnswer[at] === 1)) expect.fail(`token ${at}: ${nats}`);
  });
  // An example by itself, as training shows it, probed: the same losses, each at the place before its token.
  for (const example of [0, examples.to.length - 1]) {
    const [from = 0, answer = 0, end = 0] = [examples.from[example], examples.answer[example], examples.scored[example]];
    await call.probe({ input: Array.from(ids.subarray(from, end)), ofText: true });
    const { data } = await call.read({ name: 'probe.loss' });
    expect(Array.from(data.keys()).filter((t) => Number.isFinite(data[t]))).toEqual(
      Array.from({ length: end - answer }, (_, i) => answer - from - 1 + i),
    );
    for (let at = answer; at < end; at++) expect(scored?.loss[at]).toBeCloseTo(data[at - from - 1] ?? Number.NaN, 4);
  }
  const table = await call.ablate({ step: null });
  const count = (i: number): number => (examples.scored[i] ?? 0) - (examples.answer[i] ?? 0);
  expect(table?.heldOut).toBe(true);
  expect(table?.tokens).toBeLessThan(48 * Math.max(...Array.from(examples.to.keys(), count)) + 1);
  const heldOut = Array.from(scored?.loss.subarray(examples.from[examples.train]) ?? []).filter(Number.isFinite);
  expect(Math.abs((table?.loss ?? 0) - heldOut.reduce((sum, nats) => sum + nats, 0) / heldOut.length)).toBeLessThan(0.2);
});
