import { beforeAll, describe, expect, test } from 'vitest';
import { unpack } from '#files/gzip.ts';
import { zipFiles } from '#files/huggingFace/archive.ts';
import { MAX_RUN_BYTES } from '#files/recordedRun.ts';
import { ProblemError } from '#lexicon/problems.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { rng } from '#math/random.ts';
import { testEngine } from './fixtures/engine.ts';
import { openFolder } from './folder.ts';
import type { Files } from './folder.ts';

const TINY = { d_model: 8, n_heads: 1, d_mlp: 8, n_ctx: 8, batch_size: 1, tokenizer: { kind: 'bpe', vocab_size: 260 } } as const;
const STORY = 'The bell rang. 钟声响了。 Who rings? The sea rings the bell, the sea. '.trim();

const { engine, call, start } = testEngine();

/** Whole sets of files by what they are: as they were written, and what is to be damaged in each. */
const sets: Record<string, { files: Files; damage: string }> = {};

beforeAll(async () => {
  await start({ text: STORY, config: TINY });
  await call.train({ steps: 2 });
  const own = (await call.saveFolder({})) as Files;
  const { 'glassformer.json': _own, 'optimizer.safetensors': _moments, ...theirs } = own;
  const packed = await call.record({ checkpoints: 1, width: 'exact' });
  const run = await unpack(packed, 'gzip', MAX_RUN_BYTES);
  Object.assign(sets, {
    'the run file': { files: { 'a.gfrun': run }, damage: 'a.gfrun' },
    'the packed run file': { files: { 'a.gfrun': packed }, damage: 'a.gfrun' },
    'our own description': { files: own, damage: 'glassformer.json' },
    'the optimizer’s state': { files: own, damage: 'optimizer.safetensors' },
    'the weights': { files: theirs, damage: 'model.safetensors' },
    'the config': { files: theirs, damage: 'config.json' },
    'the vocabulary': { files: theirs, damage: 'tokenizer.json' },
    'the archive': { files: { 'm.zip': zipFiles('m', theirs) }, damage: 'm.zip' },
  });
});

const STRANGE: readonly unknown[] = [
  ...[null, true, -1, 0, 0.5, 1e9, 1e308, 2 ** 53, '', 'x', '\u0000', '\uD800', '__proto__', [], {}, [[]], [null], [-1, 3]],
  { constructor: 1 },
  'a'.repeat(3000),
  { type: 'Split', pattern: { Regex: '(a+)+b' } },
];
type Draw = () => number;
const upTo = (draw: Draw, below: number): number => Math.floor(draw() * below);

function flip(bytes: Uint8Array, draw: Draw, within: number): Uint8Array {
  const copy = bytes.slice();
  for (let times = 1 + upTo(draw, 4); times > 0; times--) copy[upTo(draw, Math.min(within, copy.length))] = upTo(draw, 256);
  return copy;
}

/** Another JSON of the same kind: one value anywhere in it is something else, is missing, or is one more. */
function otherJson(value: unknown, draw: Draw): unknown {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  if (keys.length === 0 || draw() < 0.15) return STRANGE[upTo(draw, STRANGE.length)];
  const key = keys[upTo(draw, keys.length)] ?? '';
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  const kind = draw();
  if (kind < 0.12) delete copy[key];
  else if (kind < 0.2) copy[`more${key}`] = STRANGE[upTo(draw, STRANGE.length)];
  else copy[key] = otherJson(copy[key], draw);
  return copy;
}

const utf8 = new TextEncoder();

/** A safetensors file whose header says something else, of the right length. */
function otherHeader(bytes: Uint8Array, draw: Draw): Uint8Array {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  const said = utf8.encode(JSON.stringify(otherJson(header, draw)));
  const copy = new Uint8Array(8 + said.length + bytes.length - 8 - length);
  new DataView(copy.buffer).setBigUint64(0, BigInt(said.length), true);
  copy.set(said, 8);
  copy.set(bytes.subarray(8 + length), 8 + said.length);
  return copy;
}

/** What befalls files: bytes change, at the front above all, the end is missing, something is in between, words change. */
function damaged(name: string, bytes: Uint8Array, draw: Draw): Uint8Array {
  const kind = draw();
  if (kind < 0.15) return bytes.slice(0, upTo(draw, bytes.length));
  if (kind < 0.25) return flip(bytes, draw, 16);
  if (kind < 0.45) return flip(bytes, draw, bytes.length);
  if (kind < 0.5) {
    const at = upTo(draw, bytes.length);
    return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(upTo(draw, bytes.length))]);
  }
  if (name.endsWith('.json')) return utf8.encode(JSON.stringify(otherJson(JSON.parse(new TextDecoder().decode(bytes)), draw)));
  const isTensors = name.endsWith('.safetensors') || (name.endsWith('.gfrun') && bytes[0] !== 0x1f);
  return isTensors ? otherHeader(bytes, draw) : flip(bytes, draw, bytes.length);
}

/** What nobody can make sense of: an error of the program, not of the file. */
const UNCLEAR =
  /cannot (read|convert|destructure)|is not a (function|constructor)|not iterable|invalid (array length|regular)|call stack|internal/i;

/** How a set of files ends: a model that is whole, or a sentence. Anything else is said. */
async function endOf(files: Files): Promise<'opened' | 'refused'> {
  try {
    const { kept } = await openFolder(files, engine.running());
    const { length } = weightLayout(kept.config);
    expect([kept.state.weights.length, kept.state.m.length, kept.state.v.length]).toEqual([length, length, length]);
    expect(kept.state.weights.every(Number.isFinite)).toBe(true);
    if (kept.text) expect(kept.text.ids.every((id) => id >= 0 && id < kept.config.d_vocab)).toBe(true);
    return 'opened';
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    expect(JSON.stringify(error.problem)).not.toMatch(UNCLEAR);
    return 'refused';
  }
}

describe('of 10 000 damaged files', () => {
  test.each([
    ['the run file', 1000],
    ['the packed run file', 500],
    ['our own description', 2500],
    ['the optimizer’s state', 1000],
    ['the weights', 1000],
    ['the config', 3000],
    ['the vocabulary', 500],
    ['the archive', 500],
  ] as const)('%s, %i times, ends in a whole model or a clear sentence, and the running model stays', async (what, times) => {
    const { files, damage } = sets[what] ?? { files: {}, damage: '' };
    const whole = files[damage] ?? new Uint8Array();
    expect(await endOf(files)).toBe('opened');
    const before = (await engine.running().trainer.state()).weights.slice();
    const { id, ids } = engine.running();
    const draw = rng(1, 'damage', what);
    const ends = { opened: 0, refused: 0 };
    for (let time = 0; time < times; time++) ends[await endOf({ ...files, [damage]: damaged(damage, whole, draw) })]++;
    expect(ends.refused).toBeGreaterThan(times / 4);
    expect(engine.running()).toMatchObject({ id, ids });
    expect((await engine.running().trainer.state()).weights).toEqual(before);
  });
});
