import { beforeAll, describe, expect, it } from 'vitest';
import { rng } from '#math/random.ts';
import { kernelDevice, runShader } from '../runShader.ts';
import { matmul, matmulByTransposed, matmulTransposed } from './matmul.wgsl.ts';
import { LARGE_SHARED_TILE, PORTABLE_TILE, QUAD_TILE, SMALL_TILE, TALL_QUAD_TILE, productTile } from './tile.wgsl.ts';
import type { Tile } from './tile.wgsl.ts';

let device: GPUDevice;

beforeAll(async () => {
  const found = await kernelDevice();
  if (!found) throw new Error('no WebGPU adapter: launch Chromium with --enable-unsafe-webgpu');
  device = found;
  return () => device.destroy();
});

const matrix = (name: string, rows: number, columns: number): Float32Array<ArrayBuffer> => {
  const draw = rng(1, name, rows, columns);
  return Float32Array.from({ length: rows * columns }, () => draw() - 0.5);
};

/** Σ over `inner` of a(m, k)·b(k, n) in double precision. */
const product = (M: number, N: number, inner: number, term: (m: number, n: number, k: number) => number): Float32Array =>
  Float32Array.from({ length: M * N }, (_, i) => {
    let total = 0;
    for (let k = 0; k < inner; k++) total += term(Math.floor(i / N), i % N, k);
    return total;
  });

const at = (values: Float32Array, index: number): number => values[index] ?? Number.NaN;

function worst(got: Float32Array | undefined, wanted: Float32Array): number {
  return wanted.reduce((most, value, i) => Math.max(most, Math.abs(value - (got?.[i] ?? Infinity))), 0);
}

const groupsOf = (tile: Tile, rows: number, columns: number, slices = 1): [number, number, number] => {
  const [tileColumns, tileRows] = productTile(columns, tile);
  return [Math.ceil(columns / tileColumns), Math.ceil(rows / tileRows), slices];
};

/** Tokens × columns × inner length: none but the last divides a tile. */
const SIZES = [
  [1, 4, 4],
  [37, 20, 12],
  [64, 64, 16],
] as const;
/** More than one workgroup each way and more than one slab, none of them full. Barriers are slow to compile here: one size. */
const BEYOND_A_GROUP = [[70, 68, 76]] as const;

const TILES: [string, Tile, readonly (readonly [number, number, number])[]][] = [
  ['portable', PORTABLE_TILE, SIZES],
  ['small', SMALL_TILE, SIZES],
  ['quad', QUAD_TILE, SIZES],
  ['tall quad', TALL_QUAD_TILE, BEYOND_A_GROUP],
  ['large shared', LARGE_SHARED_TILE, BEYOND_A_GROUP],
];

describe.each(TILES)('products with the %s tile', (_, tile, sizes) => {
  const unable = (): boolean => tile.shared === 'quad' && !device.features.has('subgroups');

  describe.each([
    ['A·B', matmul, false],
    ['A·Bᵀ', matmulByTransposed, true],
  ] as const)('%s', (__, kernel, transposed) => {
    it.for(sizes)('for %i tokens, %i columns, inner length %i', async ([rows, columns, inner], { skip }) => {
      if (unable()) skip('no subgroups');
      const [A, B] = [matrix('A', rows, inner), transposed ? matrix('B', columns, inner) : matrix('B', inner, columns)];
      const { C } = await runShader(device, {
        shader: kernel({ columns, inner, epilogue: { kind: 'plain' } }, tile),
        step: { rows },
        inputs: { A, B },
        outputs: { C: rows * columns },
        groups: groupsOf(tile, rows, columns),
      });
      const b = (k: number, n: number): number => at(B, transposed ? n * inner + k : k * columns + n);
      const wanted = product(rows, columns, inner, (m, n, k) => at(A, m * inner + k) * b(k, n));
      expect(worst(C, wanted)).toBeLessThan(1e-5);
    });
  });

  it.for(sizes)(
    'Aᵀ·B and the column sums of B for %i tokens in 2 slices, %i columns, %i rows',
    async ([tokens, columns, rows], { skip }) => {
      if (unable()) skip('no subgroups');
      const [A, B] = [matrix('A', tokens, rows), matrix('B', tokens, columns)];
      const stride = rows * columns + columns;
      const { gradient } = await runShader(device, {
        shader: matmulTransposed({ rows, columns, bias: true, slices: 2, stride: stride / 4 }, tile),
        step: { rows: tokens },
        inputs: { A, B, place: Uint32Array.of(0, (rows * columns) / 4, 0, 0) },
        outputs: { gradient: 2 * stride },
        groups: groupsOf(tile, rows, columns, 2),
      });
      const summed = gradient?.slice(0, stride).map((value, i) => value + at(gradient, stride + i));
      const dW = product(rows, columns, tokens, (m, n, k) => at(A, k * rows + m) * at(B, k * columns + n));
      const db = product(1, columns, tokens, (__, n, k) => at(B, k * columns + n));
      expect(worst(summed, Float32Array.of(...dW, ...db))).toBeLessThan(1e-5);
    },
  );
});
