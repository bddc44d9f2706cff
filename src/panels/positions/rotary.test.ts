import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSafetensors } from '#files/safetensors.ts';
import { anglesWithinTurn, pairOf, thetas, withinTurn } from './rotary.ts';

test('θ falls from 1 by equal ratios', () => {
  const theta = thetas(8, 10000);
  expect(theta.length).toBe(4);
  [1, 0.1, 0.01, 0.001].forEach((wanted, k) => expect(theta[k]).toBeCloseTo(wanted, 12));
});

test('an angle within a turn has the same sine and cosine and lies in (−π, π]', () => {
  for (const angle of [0, 1, Math.PI, -Math.PI, 3.2, 100, -7]) {
    const within = withinTurn(angle);
    expect(within).toBeGreaterThan(-Math.PI);
    expect(within).toBeLessThanOrEqual(Math.PI);
    expect(Math.sin(within)).toBeCloseTo(Math.sin(angle), 10);
    expect(Math.cos(within)).toBeCloseTo(Math.cos(angle), 10);
  }
  expect([...anglesWithinTurn(3, Float64Array.from([1, 2]))].map((x) => x.toFixed(3))).toEqual([
    '0.000',
    '0.000',
    '1.000',
    '2.000',
    '2.000',
    (4 - 2 * Math.PI).toFixed(3),
  ]);
});

test('the rotated pairs of the reference model are its pairs turned by position × θ', () => {
  const file = readSafetensors(readFileSync(new URL('../../model/fixtures/rope-rms-silu.safetensors', import.meta.url)));
  const tensor = (name: string) => {
    const found = file.tensors.get(`act.${name}`);
    if (!found) throw new Error(`no act.${name}`);
    return { data: found.data as Float32Array, shape: found.shape };
  };
  const config = JSON.parse(file.metadata['config'] ?? '{}') as { rope_base?: number };
  const q = tensor('blocks.0.attn.hook_q');
  const rotated = tensor('blocks.0.attn.hook_rot_q');
  const theta = thetas(q.shape.at(-1) ?? 0, config.rope_base ?? 10000);
  for (let position = 0; position < (q.shape.at(-3) ?? 0); position++) {
    for (let pair = 0; pair < theta.length; pair++) {
      const before = pairOf(q.data, q.shape, { position, head: 1, pair });
      const after = pairOf(rotated.data, q.shape, { position, head: 1, pair });
      const angle = position * (theta[pair] ?? 0);
      expect(after.x).toBeCloseTo(before.x * Math.cos(angle) - before.y * Math.sin(angle), 5);
      expect(after.y).toBeCloseTo(before.y * Math.cos(angle) + before.x * Math.sin(angle), 5);
    }
  }
});
