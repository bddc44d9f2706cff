import { dispose } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { prepare } from '#corpus/prepare.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { Objective, RunConfig } from '#lexicon/config.ts';
import { useBackend } from '#model/fixtures/backends.ts';
import { tensorsOf } from '#model/flatTensors.ts';
import { probe } from '#model/probe.ts';
import { askedOf } from './asked.ts';
import { disposeAll } from './capture.ts';
import { freshRun } from './run.ts';
import type { KeptRun } from './run.ts';

const STORY = 'The bell rang three times. Who rings the bell? The sea rings the bell at night. '.repeat(10);
const SMALL: RunConfig = {
  ...DEFAULT_CONFIG,
  d_model: 16,
  d_mlp: 16,
  n_heads: 2,
  n_ctx: 16,
  tokenizer: { kind: 'word', vocab_size: 64 },
};

beforeAll(() => useBackend('cpu'));

async function made(patch: Partial<RunConfig>): Promise<KeptRun> {
  const config = { ...SMALL, ...patch };
  const text = { ...(await prepare(STORY, config)), raw: STORY };
  return freshRun(1, { ...config, d_vocab: text.tokenizer.d_vocab }, text);
}

/** What the last block gives out at every position but the last, [T−1,D]. */
async function earlier(run: KeptRun, ids: Int32Array): Promise<Float32Array> {
  const weights = tensorsOf(run.config, run.state.weights);
  const found = probe(run.config, weights, ids, ['blocks.1.hook_resid_post']);
  disposeAll(weights);
  const [out] = [...found.values()];
  const data = (await out?.data<'float32'>()) ?? new Float32Array();
  dispose([...found.values()]);
  return data.slice(0, (ids.length - 1) * run.config.d_model);
}

test.each<[Objective, boolean]>([
  ['masked', true],
  ['causal', false],
])('%s: whether a later token changes what was computed for earlier ones: %s', async (objective, changes) => {
  const run = await made({ objective });
  const changed = run.ids.slice();
  changed[changed.length - 1] = (changed.at(-1) ?? 0) === 1 ? 2 : 1;
  const [before, after] = [await earlier(run, run.ids), await earlier(run, changed)];
  const most = before.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (after[i] ?? 0))), 0);
  if (changes) expect(most).toBeGreaterThan(1e-4);
  else expect(most).toBe(0);
});

test('a masked model is shown the stretch with a share of it hidden, always the same places, and asked for them alone', async () => {
  const run = await made({ objective: 'masked', mask_fraction: 0.25 });
  const { ids, targets } = askedOf(run);
  expect(askedOf(run)).toEqual({ ids, targets });
  const maskId = run.text?.tokenizer.maskId;
  const hidden = Array.from(ids.keys()).filter((t) => ids[t] === maskId);
  expect(hidden.length).toBe(4);
  expect(Array.from(run.ids, (id, t) => (hidden.includes(t) ? id : -1))).toEqual(Array.from(targets ?? []));
  expect(Array.from(ids, (id, t) => (hidden.includes(t) ? run.ids[t] : id))).toEqual(Array.from(run.ids));
  const otherSeed = { ...run, config: { ...run.config, seed: run.config.seed + 1 } };
  expect(askedOf(otherSeed).targets).not.toEqual(targets);
});

test('bare ids are shown as they came, and a causal model is asked as always', async () => {
  const masked = await made({ objective: 'masked' });
  expect(askedOf({ ...masked, asIs: true })).toEqual({ ids: masked.ids });
  const causal = await made({});
  expect(askedOf(causal)).toEqual({ ids: causal.ids });
});
