import { PLACE, STEP, read, shader, unroll, write } from '../shader.ts';
import type { Shader } from '../shader.ts';
import { epilogueBindings, put } from './epilogue.wgsl.ts';
import type { Epilogue } from './epilogue.wgsl.ts';
import { DEPTH, SIDE, declareSlab, fillSlab, frame, joined, slabIndex, storeTile, strideOf } from './tile.wgsl.ts';
import type { Slab, Tile } from './tile.wgsl.ts';

/** Columns and inner length of a product whose rows are the batch's tokens; both multiples of 4. */
export type RowsProduct = { columns: number; inner: number; epilogue: Epilogue };

/**
 * How a product reads B: where, from `start` on, the u-th vec4 of the invocation's j-th matrix lies, which holds the four
 * inner elements of step k; what fills the slab of a workgroup, whose line 4k + u has the u-th vec4 of every matrix; and
 * the `term` that matrix j adds to a row of the product.
 */
type Reading = {
  start: string;
  offset: (u: number, j: number) => number;
  fill: (slab: Slab) => string;
  term: (j: number) => string;
};

/** Matrices b0, b1 …, one for every vec4 column of the tile, from four vec4s of B each. */
const matricesOfB = (tile: Tile, value: (u: number, j: number) => string): string =>
  joined(tile.columns / 4, (j) => `let b${j} = mat4x4f(${[0, 1, 2, 3].map((u) => value(u, j)).join(', ')});`);

/** Adds to each row of the tile what its vec4 of A, four inner elements, gives. */
function addRows(tile: Tile, value: (i: number) => string, term: (j: number) => string): string {
  const add = (i: number): string => joined(tile.columns / 4, (j) => `c${i}_${j} += ${term(j)};`);
  if (tile.shared !== 'quad') return unroll(tile.rows, (i) => `{ let a = ${value(i)}; ${add(i)} }`);
  return `${unroll(tile.rows / 4, (g) => `let q${g} = ${value(4 * g)};`)}
    ${unroll(tile.rows, (i) => `{ let a = quadBroadcast(q${Math.floor(i / 4)}, ${i % 4}u); ${add(i)} }`)}`;
}

/** The sums of a tile whose invocations each load what they need, or a quarter of it. */
function walkAlone(tile: Tile, inner: number, { start, offset, term }: Reading): string {
  const K4 = inner / 4;
  return `let m0 = id.y * ${tile.rows}u;
  let n0 = id.x * ${tile.columns / 4}u;
  let a0 = (m0${tile.shared === 'quad' ? ' + (lane & 3u)' : ''}) * ${K4}u;
  for (var k = 0u; k < ${K4}u; k++) {
    let b = ${start};
    ${matricesOfB(tile, (u, j) => `B[b + ${offset(u, j)}u]`)}
    ${addRows(tile, (i) => `A[a0 + k + ${i * K4}u]`, term)}
  }`;
}

const slabOfB = ({ columns }: Tile): Slab => ({ name: 'slabB', lines: 4 * DEPTH, length: (SIDE * columns) / 4 });
const fromSlab = (slab: Slab, line: string, at: string): string => `${slab.name}[${slabIndex(slab, line, at)}]`;

/** The same sums in the same order, from slabs that the workgroup loads together. Past the inner length they hold zeros. */
function walkTogether(tile: Tile, inner: number, { fill, term }: Reading): { slabs: string; walk: string } {
  const K4 = inner / 4;
  const slabA: Slab = { name: 'slabA', lines: DEPTH, length: SIDE * tile.rows };
  const slabB = slabOfB(tile);
  const walk = `let groupM = group.y * ${slabA.length}u;
  let groupN = group.x * ${slabB.length}u;
  let mine = vec2u(here % ${SIDE}u, here / ${SIDE}u);
  let m0 = groupM + mine.y;
  let n0 = groupN + mine.x;
  for (var k0 = 0u; k0 < ${K4}u; k0 += ${DEPTH}u) {
    ${fillSlab(slabA, { across: DEPTH, line: 'x', at: 'y', from: `A[(groupM + y) * ${K4}u + k0 + x]`, inside: `k0 + x < ${K4}u` })}
    ${fill(slabB)}
    workgroupBarrier();
    for (var k = 0u; k < ${DEPTH}u; k++) {
      ${matricesOfB(tile, (u, j) => fromSlab(slabB, `4u * k + ${u}u`, `${j * SIDE}u + mine.x`))}
      ${addRows(tile, (i) => fromSlab(slabA, 'k', `${i * SIDE}u + mine.y`), term)}
    }
    workgroupBarrier();
  }`;
  return { slabs: declareSlab(slabA) + declareSlab(slabB), walk };
}

/**
 * The products whose rows are tokens share a frame: a tile of outputs an invocation, inner length in steps of 4.
 * Loads past the last row or column are harmless (WebGPU bounds them) and never stored.
 */
function rowsProduct(label: string, { columns, inner, epilogue }: RowsProduct, tile: Tile, reading: Reading): Shader {
  const { top, main, zeros } = frame(tile, columns);
  const { slabs, walk } =
    tile.shared === 'workgroup' ? walkTogether(tile, inner, reading) : { slabs: '', walk: walkAlone(tile, inner, reading) };
  const code = `${put(epilogue, columns)}
${slabs}${main} {
  ${zeros}
  ${walk}
  ${storeTile(tile, `put(m0 + i * ${strideOf(tile)}u, n0 + j * ${strideOf(tile)}u, v);`)}
}`;
  return shader(
    `${label} ${epilogue.kind} ${inner}x${columns}`,
    [STEP, read('A'), read('B'), write('C'), ...epilogueBindings(epilogue)],
    code,
    top,
  );
}

/**
 * C[M,N] = A[M,K] · B[K,N], row-major, M = B·T tokens: c_mn = Σ_k a_mk b_kn.
 * Four rows of B make a matrix whose columns they are, so `matrix * a` adds four k at once.
 */
export function matmul(product: RowsProduct, tile: Tile): Shader {
  const N4 = product.columns / 4;
  return rowsProduct('matmul', product, tile, {
    start: `k * ${4 * N4}u + n0`,
    offset: (u, j) => u * N4 + j,
    fill: (slab) =>
      fillSlab(slab, {
        across: slab.length,
        line: 'y',
        at: 'x',
        from: `B[(4u * k0 + y) * ${N4}u + groupN + x]`,
        inside: `4u * k0 + y < ${product.inner}u`,
      }),
    term: (j) => `b${j} * a`,
  });
}

/** C[M,N] = A[M,K] · B[N,K]ᵀ, row-major, M = B·T tokens: c_mn = Σ_k a_mk b_nk. */
export function matmulByTransposed(product: RowsProduct, tile: Tile): Shader {
  const K4 = product.inner / 4;
  return rowsProduct('matmul by transposed', product, tile, {
    start: `n0 * ${product.inner}u + k`,
    offset: (u, j) => (j * 4 + u) * K4,
    fill: (slab) =>
      fillSlab(slab, {
        across: DEPTH,
        line: '4u * x + y % 4u',
        at: 'y / 4u',
        from: `B[(4u * groupN + y) * ${K4}u + k0 + x]`,
        inside: `k0 + x < ${K4}u`,
      }),
    term: (j) => `a * b${j}`,
  });
}

/** A weight's gradient: `rows` × `columns` of it, `stride` vec4 elements from one slice of the flat gradient to the next. */
export type GradientProduct = { rows: number; columns: number; bias: boolean; slices: number; stride: number };

/** Where an invocation begins in the gradient: vec4s of A's and B's columns, alone or in a workgroup that shares. */
function gradientStart(tile: Tile): string {
  if (tile.shared !== 'workgroup') return `let a0 = id.y * ${tile.rows / 4}u;\n  let n0 = id.x * ${tile.columns / 4}u;`;
  return `let groupM = group.y * ${(SIDE * tile.rows) / 4}u;
  let groupN = group.x * ${(SIDE * tile.columns) / 4}u;
  let mine = vec2u(here % ${SIDE}u, here / ${SIDE}u);
  let a0 = groupM + mine.y;
  let n0 = groupN + mine.x;`;
}

/** Sums over the tokens from `start` to `fours`, four at a time; `add` takes A's vec4 of a token and four rows, by name. */
function walkTokens(
  tile: Tile,
  [M4, N4]: readonly [number, number],
  add: (token: (u: number, g: number) => string) => string,
): { slabs: string; walk: string } {
  if (tile.shared !== 'workgroup') {
    const quad = tile.shared === 'quad';
    const walk = `for (var k = start; k < fours; k += 4u) {
    let a = ${quad ? '(k + (lane & 3u))' : 'k'} * ${M4}u + a0;
    let b = k * ${N4}u + n0;
    ${matricesOfB(tile, (u, j) => `B[b + ${u * N4 + j}u]`)}
    ${quad ? unroll(tile.rows / 4, (g) => `let q${g} = A[a + ${g}u];`) : ''}
    ${add((u, g) => (quad ? `quadBroadcast(q${g}, ${u}u)` : `A[a + ${u * M4 + g}u]`))}
  }`;
    return { slabs: '', walk };
  }
  const slabA: Slab = { name: 'slabA', lines: 4 * DEPTH, length: (SIDE * tile.rows) / 4 };
  const slabB = slabOfB(tile);
  const fill = (slab: Slab, from: string): string =>
    fillSlab(slab, { across: slab.length, line: 'y', at: 'x', from, inside: 'k0 + y < fours' });
  const walk = `for (var k0 = start; k0 < fours; k0 += ${4 * DEPTH}u) {
    ${fill(slabA, `A[(k0 + y) * ${M4}u + groupM + x]`)}
    ${fill(slabB, `B[(k0 + y) * ${N4}u + groupN + x]`)}
    workgroupBarrier();
    for (var k = 0u; k < ${4 * DEPTH}u; k += 4u) {
      ${matricesOfB(tile, (u, j) => fromSlab(slabB, `k + ${u}u`, `${j * SIDE}u + mine.x`))}
      ${add((u, g) => fromSlab(slabA, `k + ${u}u`, `${g * SIDE}u + mine.y`))}
    }
    workgroupBarrier();
  }`;
  return { slabs: declareSlab(slabA) + declareSlab(slabB), walk };
}

/**
 * dW[M,N] = A[R,M]ᵀ · dY[R,N] and, with `bias`, db[N] = Σ_r dY[r], R = B·T tokens: the gradients of y = xW + b.
 * The tokens are cut into `slices` along the workgroup's z, each adding into its own copy of the flat gradient
 * (`place.first` for dW, `place.second` for db), which the norm of the gradient adds up.
 */
export function matmulTransposed({ rows, columns, bias, slices, stride }: GradientProduct, tile: Tile): Shader {
  const { top, main, zeros } = frame(tile, columns);
  const [M4, N4, width, between] = [rows / 4, columns / 4, tile.columns / 4, strideOf(tile)];
  const addTo = (g: number): string => unroll(4, (r) => joined(width, (j) => `c${g * 4 + r}_${j} += b${j} * t[${r}];`));
  const sums = (term: (j: number) => string): string => (bias ? joined(width, (j) => `s${j} += ${term(j)};`) : '');
  const fourTokens = (token: (u: number, g: number) => string): string => `${sums((j) => `b${j} * vec4f(1.0)`)}
    ${unroll(
      tile.rows / 4,
      (g) => `{ let t = transpose(mat4x4f(${[0, 1, 2, 3].map((u) => token(u, g)).join(', ')}));
      ${addTo(g)} }`,
    )}`;
  const { slabs, walk } = walkTokens(tile, [M4, N4], fourTokens);
  const column = (j: number): string => `n0 + ${j * between}u`;
  const storeBias = `if (a0 == 0u) {
    let at = place.second + group.z * ${stride}u;
    ${unroll(width, (j) => `if (${column(j)} < ${N4}u) { gradient[at + ${column(j)}] = s${j}; }`)}
  }`;
  const body = `fn put(m: u32, n: u32, slice: u32, v: vec4f) {
  if (m < ${rows}u && n < ${N4}u) { gradient[place.first + slice * ${stride}u + m * ${N4}u + n] = v; }
}
${slabs}${main} {
  ${gradientStart(tile)}
  let share = (step.rows + ${4 * slices - 1}u) / ${4 * slices}u * 4u;
  let start = group.z * share;
  let end = min(start + share, step.rows);
  let fours = start + (max(end, start) - start) / 4u * 4u;
  ${zeros}
  ${bias ? joined(width, (j) => `var s${j} = vec4f();`) : ''}
  ${walk}
  for (var k = fours; k < end; k++) {
    ${joined(width, (j) => `let b${j} = B[k * ${N4}u + ${column(j)}];`)}
    ${sums((j) => `b${j}`)}
    ${unroll(tile.rows / 4, (g) => `{ let t = A[k * ${M4}u + a0 + ${g * between}u];\n${addTo(g)} }`)}
  }
  ${storeTile(tile, `put(4u * (a0 + i / 4u * ${between}u) + i % 4u, n0 + j * ${between}u, group.z, v);`)}
  ${bias ? storeBias : ''}
}`;
  return shader(`matmul transposed ${rows}x${columns}`, [STEP, read('A'), read('B'), write('gradient'), PLACE], body, top);
}
