import { attentionForward } from '../../kernels/attention/attention.wgsl.ts';
import { queryGroups } from '../../kernels/attention/queryTile.wgsl.ts';
import {
  QUAD_TILE,
  SMALL_TILE,
  matmul,
  matmulByTransposed,
  matmulTransposed,
  productTile,
} from '../../kernels/matmul/matmul.wgsl.ts';
import type { Tile } from '../../kernels/matmul/matmul.wgsl.ts';
import { batchSizes } from './batchSizes.ts';
import { PLAIN, PORTABLE_TUNING } from './passes.ts';
import type { Tuning } from './passes.ts';
import { tryKernel } from './trial.ts';
import type { Trial } from './trial.ts';

/** The product that is timed: 256 tokens, 128 columns, inner length 128; the gradient is 128×128. */
const [ROWS, WIDTH] = [256, 128];
/** The attention that is timed: 4 sequences of 64 tokens, 4 heads of 16. */
const [BATCH, TIME, HEADS, HEAD_WIDTH] = [4, 64, 4, 16];
/** Times that each variant is timed. */
const TURNS = 4;
/** Rounding differs between variants at most; a lane that got a neighbour's value is off by far more. */
const TOLERANCE = 1e-3;
/** Slices of the gradient on a real GPU, where few tokens an invocation keep more of it busy, and what they may take. */
const GPU_SLICES = 8;
const SLICE_BYTES = 64 * 1024 * 1024;

const groupsOf = (rows: number, tile: Tile): [number, number, number] => {
  const [tileColumns, tileRows] = productTile(WIDTH, tile);
  return [Math.ceil(WIDTH / tileColumns), Math.ceil(rows / tileRows), 1];
};

const SHAPE = { columns: WIDTH, inner: WIDTH, epilogue: PLAIN };

/** The smallest run that tells the variants of a kernel apart. */
const trials = {
  matmul: (tile: Tile): Trial => ({
    shader: matmul(SHAPE, tile),
    sizes: batchSizes(1, ROWS),
    lengths: { A: ROWS * WIDTH, B: WIDTH * WIDTH, C: ROWS * WIDTH },
    output: 'C',
    groups: groupsOf(ROWS, tile),
  }),
  byTransposed: (tile: Tile): Trial => ({ ...trials.matmul(tile), shader: matmulByTransposed(SHAPE, tile) }),
  transposed: (tile: Tile): Trial => ({
    shader: matmulTransposed({ rows: WIDTH, columns: WIDTH, bias: false, slices: 1, stride: 0 }, tile),
    sizes: batchSizes(1, ROWS),
    lengths: { A: ROWS * WIDTH, B: ROWS * WIDTH, gradient: WIDTH * WIDTH },
    output: 'gradient',
    groups: groupsOf(WIDTH, tile),
  }),
  attention: (quad: boolean): Trial => {
    const shape = { heads: HEADS, headWidth: HEAD_WIDTH, padded: HEAD_WIDTH, causal: true, rotary: false, quad };
    const [rows, W] = [BATCH * TIME, HEADS * HEAD_WIDTH];
    return {
      shader: attentionForward(shape),
      sizes: batchSizes(BATCH, TIME),
      lengths: { qkv: rows * 3 * W, scores: BATCH * HEADS * TIME * TIME, z: rows * W, logSum: BATCH * HEADS * TIME },
      output: 'z',
      groups: queryGroups(shape, BATCH, TIME / 4),
    };
  },
};

const isSoftware = ({ adapterInfo }: GPUDevice): boolean =>
  adapterInfo.isFallbackAdapter || adapterInfo.architecture === 'swiftshader';

const agrees = (a: Float32Array, b: Float32Array): boolean =>
  a.every((value, i) => Math.abs(value - (b[i] ?? Number.NaN)) < TOLERANCE);

/**
 * The fastest variant whose result is that of the first, which is the portable one. All are timed by turns, and each
 * by its best turn, so that what else the machine does meanwhile hits them alike.
 */
async function fastest<Variant>(
  device: GPUDevice,
  variants: readonly [Variant, ...Variant[]],
  trial: (variant: Variant) => Trial,
): Promise<Variant> {
  if (variants.length === 1) return variants[0];
  const racers = await Promise.all(
    variants.map(async (variant) => ({ variant, ms: Infinity, tried: await tryKernel(device, trial(variant)) })),
  );
  const portable = racers[0]?.tried.result ?? new Float32Array();
  const sound = racers.filter(({ tried }) => agrees(tried.result, portable));
  for (let turn = 0; turn < TURNS; turn++) {
    for (const racer of sound) racer.ms = Math.min(racer.ms, await racer.tried.time());
  }
  racers.forEach(({ tried }) => tried.dispose());
  return sound.reduce((best, racer) => (racer.ms < best.ms ? racer : best)).variant;
}

type Variants = Omit<Tuning, 'slices'>;

async function timeVariants(device: GPUDevice): Promise<Variants> {
  const subgroups = device.features.has('subgroups');
  const small = isSoftware(device) ? [] : [SMALL_TILE];
  const tiles: [Tile, ...Tile[]] = [PORTABLE_TUNING.matmul, ...small, ...(subgroups ? [QUAD_TILE] : [])];
  return {
    matmul: await fastest(device, tiles, trials.matmul),
    byTransposed: await fastest(device, tiles, trials.byTransposed),
    transposed: await fastest(device, tiles, trials.transposed),
    attentionQuad: await fastest(device, subgroups ? [false, true] : [false], trials.attention),
  };
}

const timed = new WeakMap<GPUDevice, Promise<Variants>>();

/**
 * Times the variants of the heavy kernels that this device can run, once a device and kind, and keeps the fastest that
 * computes the same. `flatLength` are the elements of the flat gradient, of which a real GPU gets several slices. What
 * depends on a clock adds the same numbers in the same order, so a run repeats whatever was chosen.
 */
export async function chooseTuning(device: GPUDevice, flatLength: number): Promise<Tuning> {
  const variants = timed.get(device) ?? timeVariants(device);
  timed.set(device, variants);
  const most = Math.min(SLICE_BYTES, device.limits.maxStorageBufferBindingSize);
  const slices = isSoftware(device) ? 1 : Math.max(1, Math.min(GPU_SLICES, Math.floor(most / (flatLength * 4))));
  return { ...(await variants), slices };
}
