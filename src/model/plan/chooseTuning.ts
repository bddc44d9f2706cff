import type { ModelConfig } from '#lexicon/config.ts';
import {
  LARGE_SHARED_TILE,
  PORTABLE_TILE,
  QUAD_TILE,
  SHARED_TILE,
  SMALL_TILE,
  TALL_QUAD_TILE,
} from '../../kernels/matmul/tile.wgsl.ts';
import type { Tile } from '../../kernels/matmul/tile.wgsl.ts';
import { paddedLayout } from './paddedLayout.ts';
import type { PaddedLayout } from './paddedLayout.ts';
import { race } from './race.ts';
import { attentionTrial, productTrial } from './trialKernels.ts';
import { PRODUCTS, SHAPE_CLASSES, shapeClass } from './tuning.ts';
import type { ProductKind, ShapeClass, Tuning } from './tuning.ts';

/** Slices of the gradient on a real GPU, where few tokens an invocation keep more of it busy, and what they may take. */
const GPU_SLICES = 8;
const SLICE_BYTES = 64 * 1024 * 1024;
/** After so long no further race begins, and what was not timed is taken as the portable variant. */
const BUDGET_MS = 3000;

const isSoftware = ({ adapterInfo: { isFallbackAdapter, architecture, description } }: GPUDevice): boolean =>
  isFallbackAdapter || /swiftshader|llvmpipe|basic render/i.test(`${architecture} ${description}`);

/** What a device can run and may be fastest; a software adapter emulates barriers and has few cores to fill. */
function tilesOf(device: GPUDevice): [Tile, ...Tile[]] {
  const software = isSoftware(device);
  const quad = !device.features.has('subgroups') ? [] : software ? [TALL_QUAD_TILE, QUAD_TILE] : [QUAD_TILE];
  const parallel = software ? [] : [SMALL_TILE, SHARED_TILE, LARGE_SHARED_TILE];
  return [PORTABLE_TILE, ...parallel, ...quad];
}

/** The classes that a model's weights fall into. A software adapter computes alike at every size: one class stands for all. */
function classesOf(device: GPUDevice, { byName }: PaddedLayout): ShapeClass[] {
  if (isSoftware(device)) return ['narrow'];
  const present = new Set(Array.from(byName.values(), ({ rows, columns }) => shapeClass(rows.length * columns.length)));
  return SHAPE_CLASSES.filter((shape) => present.has(shape));
}

/** The winners of a device by what was raced for. */
type Winners = { tiles: Map<`${ProductKind} ${ShapeClass}`, Tile>; attentionQuad: boolean | null };

async function raceFor(
  device: GPUDevice,
  config: ModelConfig,
  classes: readonly ShapeClass[],
  winners: Winners,
  onProgress?: (fraction: number) => void,
): Promise<void> {
  const deadline = performance.now() + BUDGET_MS;
  const late = (): boolean => performance.now() > deadline;
  const tiles = tilesOf(device);
  const questions = classes.flatMap((shape) => PRODUCTS.map((kind) => ({ shape, kind })));
  const races = questions.length + 1;
  for (const [index, { shape, kind }] of questions.entries()) {
    if (!winners.tiles.has(`${kind} ${shape}`)) {
      const winner = late() ? PORTABLE_TILE : await race(device, tiles, (tile) => productTrial(kind, shape, tile));
      winners.tiles.set(`${kind} ${shape}`, winner);
    }
    onProgress?.((index + 1) / races);
  }
  const quads: [boolean, ...boolean[]] = device.features.has('subgroups') && !late() ? [false, true] : [false];
  winners.attentionQuad ??= await race(device, quads, (quad) => attentionTrial(config, quad));
  onProgress?.(1);
}

/** What each device is known for, and the races on it, one after another. */
const known = new WeakMap<GPUDevice, { winners: Winners; races: Promise<void> }>();

/**
 * Times the variants of the heavy kernels that this device can run, once a device, kind and shape class of a model's
 * weights, and keeps the fastest that computes the same. A real GPU gets several slices of the flat gradient. What
 * depends on a clock adds the same numbers in the same order, so a run repeats whatever was chosen. `onProgress` runs
 * from 0 to 1.
 */
export async function chooseTuning(
  device: GPUDevice,
  config: ModelConfig,
  onProgress?: (fraction: number) => void,
): Promise<Tuning> {
  const layout = paddedLayout(config);
  const entry = known.get(device) ?? { winners: { tiles: new Map(), attentionQuad: null }, races: Promise.resolve() };
  known.set(device, entry);
  const { winners } = entry;
  const classes = classesOf(device, layout);
  const races = entry.races.then(() => raceFor(device, config, classes, winners, onProgress));
  entry.races = races.catch(() => undefined);
  await races;
  const [stand = 'narrow'] = classes;
  const tile = (kind: ProductKind, shape: ShapeClass): Tile =>
    winners.tiles.get(`${kind} ${shape}`) ?? winners.tiles.get(`${kind} ${stand}`) ?? PORTABLE_TILE;
  const tiles = (kind: ProductKind): Record<ShapeClass, Tile> => ({ narrow: tile(kind, 'narrow'), wide: tile(kind, 'wide') });
  const most = Math.min(SLICE_BYTES, device.limits.maxStorageBufferBindingSize);
  const slices = isSoftware(device) ? 1 : Math.max(1, Math.min(GPU_SLICES, Math.floor(most / (layout.length * 4))));
  return {
    tiles: { matmul: tiles('matmul'), byTransposed: tiles('byTransposed'), transposed: tiles('transposed') },
    attentionQuad: winners.attentionQuad ?? false,
    slices,
  };
}
