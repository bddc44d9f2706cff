import type { ActFn } from '#lexicon/config.ts';
import { activation } from '../activation/activation.wgsl.ts';
import { DROPOUT } from '../dropout/dropout.wgsl.ts';
import { ROTARY } from '../rotary/rotary.wgsl.ts';
import { PLACE, STEP, read, shader, unroll, upTo, write } from '../shader.ts';
import type { Binding, Shader } from '../shader.ts';

/**
 * What one invocation keeps in registers: `rows` × `columns` of the product, multiples of 4. With `quad` the four
 * invocations of a quad, side by side in a row of tiles, load a quarter of A's values each and hand them round
 * (`quadBroadcast`, feature `subgroups`); all of them then walk through the loop together.
 */
export type Tile = { rows: number; columns: number; quad: boolean };

/** Works everywhere. */
export const PORTABLE_TILE: Tile = { rows: 8, columns: 8, quad: false };
/** More invocations for a GPU that has more room than work. */
export const SMALL_TILE: Tile = { rows: 4, columns: 4, quad: false };
/** Needs the feature `subgroups`. */
export const QUAD_TILE: Tile = { rows: 16, columns: 8, quad: true };

/** What happens to an element of the product on its way to memory. */
export type Epilogue =
  | { kind: 'plain' }
  /** C = AB + b, then q and k of every head turned by their position: columns Q|K|V, `headWidth` a multiple of 4. */
  | { kind: 'bias'; rotary?: { width: number; headWidth: number } }
  /** C = dropout(AB + b) + R; `width` is the true number of columns, which the dropout index counts. */
  | { kind: 'residual'; width: number }
  /** C = φ(AB + b), and φ′ into `slope`. */
  | { kind: 'activation'; act: ActFn }
  /** C = AB ∘ slope: the backward pass of an activation. */
  | { kind: 'slope' }
  /** C = AB + R: the backward pass of a residual addition. */
  | { kind: 'add' };

/** Columns and inner length of a product whose rows are the batch's tokens; both multiples of 4. */
export type RowsProduct = { columns: number; inner: number; epilogue: Epilogue };

/** The part of the product that one workgroup covers: `[columns, rows]`. */
export function productTile(columns: number, tile: Tile): [number, number] {
  const [wx, wy] = workgroup(columns, tile);
  return [wx * tile.columns, wy * tile.rows];
}

/** 32 invocations, as wide as the product allows; a quad lies in one row. */
function workgroup(columns: number, tile: Tile): [number, number] {
  const least = tile.quad ? 4 : 1;
  let wx = 8;
  while (wx > least && wx / 2 >= Math.ceil(columns / tile.columns)) wx /= 2;
  return [wx, 32 / wx];
}

function epilogueBindings(epilogue: Epilogue): Binding[] {
  switch (epilogue.kind) {
    case 'plain':
      return [];
    case 'bias':
      return [read('bias'), ...(epilogue.rotary ? [read('angles')] : [])];
    case 'residual':
      return [read('bias'), read('residual'), PLACE];
    case 'activation':
      return [read('bias'), write('slope')];
    case 'slope':
      return [read('slope')];
    case 'add':
      return [read('residual')];
  }
}

function epilogueFunctions(epilogue: Epilogue): string {
  if (epilogue.kind === 'activation') return activation(epilogue.act);
  if (epilogue.kind === 'residual') return DROPOUT;
  return epilogue.kind === 'bias' && epilogue.rotary ? ROTARY : '';
}

/** Stores `v`, the product at row m and vec4 column n, at index at. */
function store(epilogue: Epilogue): string {
  switch (epilogue.kind) {
    case 'plain':
      return 'C[at] = v;';
    case 'bias': {
      if (!epilogue.rotary) return 'C[at] = v + bias[n];';
      const { width, headWidth } = epilogue.rotary;
      return `let y = v + bias[n];
      if (n < ${(2 * width) / 4}u) { C[at] = rotate(y, angles[(m % step.time) * ${headWidth / 4}u + n % ${headWidth / 4}u]); } else { C[at] = y; }`;
    }
    case 'residual':
      return `var y = v + bias[n];
      if (step.dropThreshold != 0u) { y *= kept4(siteKey(place.site), m * ${epilogue.width}u + n * 4u); }
      C[at] = y + residual[at];`;
    case 'activation':
      return 'let y = activate(v + bias[n]); slope[at] = y.slope; C[at] = y.value;';
    case 'slope':
      return 'C[at] = v * slope[at];';
    case 'add':
      return 'C[at] = v + residual[at];';
  }
}

const frame = (tile: Tile, columns: number): { top: string; main: string; zeros: string } => {
  const [wx, wy] = workgroup(columns, tile);
  const lane = tile.quad ? ', @builtin(subgroup_invocation_id) lane: u32' : '';
  return {
    top: tile.quad ? 'enable subgroups;\n' : '',
    main: `@compute @workgroup_size(${wx}, ${wy}) fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u${lane})`,
    zeros: forTile(tile, (i, j) => `var c${i}_${j} = vec4f();`),
  };
};

/** One statement for each vec4 of the tile, a line a row. */
const forTile = (tile: Tile, statement: (i: number, j: number) => string): string =>
  unroll(tile.rows, (i) => joined(tile.columns / 4, (j) => statement(i, j)));

/** Runs `statement` for each vec4 v of the tile, at row i and column j: a loop, since every copy of an epilogue costs compile time. */
const storeTile = (tile: Tile, statement: string): string => {
  const width = tile.columns / 4;
  const all = upTo(tile.rows).flatMap((i) => upTo(width).map((j) => `c${i}_${j}`));
  return `var results = array<vec4f, ${all.length}>(${all.join(', ')});
  for (var at = 0u; at < ${all.length}u; at++) {
    let i = at / ${width}u;
    let j = at % ${width}u;
    let v = results[at];
    ${statement}
  }`;
};

const joined = (n: number, statement: (j: number) => string): string => upTo(n).map(statement).join(' ');

/** Matrices b0, b1 …, one for every vec4 column of the tile, from four vec4s of B each. */
const matricesOfB = (tile: Tile, at: (u: number, j: number) => string): string =>
  joined(tile.columns / 4, (j) => `let b${j} = mat4x4f(${[0, 1, 2, 3].map((u) => `B[${at(u, j)}]`).join(', ')});`);

/** Adds to each row of the tile what its vec4 of A, four inner elements, gives; `inner4` vec4s lie between two rows. */
function addRows(tile: Tile, inner4: number, term: (j: number) => string): string {
  const add = (i: number): string => joined(tile.columns / 4, (j) => `c${i}_${j} += ${term(j)};`);
  if (!tile.quad) return unroll(tile.rows, (i) => `{ let a = A[a0 + k + ${i * inner4}u]; ${add(i)} }`);
  return `${unroll(tile.rows / 4, (g) => `let q${g} = A[a0 + k + ${4 * g * inner4}u];`)}
    ${unroll(tile.rows, (i) => `{ let a = quadBroadcast(q${Math.floor(i / 4)}, ${i % 4}u); ${add(i)} }`)}`;
}

/**
 * The products whose rows are tokens share a frame: a tile of outputs an invocation, inner length in steps of 4.
 * Loads past the last row or column are harmless (WebGPU bounds them) and never stored.
 */
function rowsProduct(label: string, { columns, inner, epilogue }: RowsProduct, tile: Tile, body: string): Shader {
  const { top, main, zeros } = frame(tile, columns);
  const N4 = columns / 4;
  const code = `${epilogueFunctions(epilogue)}
fn put(m: u32, n: u32, v: vec4f) {
  if (m < step.rows && n < ${N4}u) {
    let at = m * ${N4}u + n;
    ${store(epilogue)}
  }
}
${main} {
  let m0 = id.y * ${tile.rows}u;
  let n0 = id.x * ${tile.columns / 4}u;
  let a0 = (m0${tile.quad ? ' + (lane & 3u)' : ''}) * ${inner / 4}u;
  ${zeros}
  for (var k = 0u; k < ${inner / 4}u; k++) {
    ${body}
  }
  ${storeTile(tile, 'put(m0 + i, n0 + j, v);')}
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
  const body = `let b = k * ${4 * N4}u + n0;
    ${matricesOfB(tile, (u, j) => `b + ${u * N4 + j}u`)}
    ${addRows(tile, product.inner / 4, (j) => `b${j} * a`)}`;
  return rowsProduct('matmul', product, tile, body);
}

/** C[M,N] = A[M,K] · B[N,K]ᵀ, row-major, M = B·T tokens: c_mn = Σ_k a_mk b_nk. */
export function matmulByTransposed(product: RowsProduct, tile: Tile): Shader {
  const K4 = product.inner / 4;
  const body = `let b = n0 * ${product.inner}u + k;
    ${matricesOfB(tile, (u, j) => `b + ${(j * 4 + u) * K4}u`)}
    ${addRows(tile, K4, (j) => `a * b${j}`)}`;
  return rowsProduct('matmul by transposed', product, tile, body);
}

/** A weight's gradient: `rows` × `columns` of it, `stride` vec4 elements from one slice of the flat gradient to the next. */
export type GradientProduct = { rows: number; columns: number; bias: boolean; slices: number; stride: number };

/**
 * dW[M,N] = A[R,M]ᵀ · dY[R,N] and, with `bias`, db[N] = Σ_r dY[r], R = B·T tokens: the gradients of y = xW + b.
 * The tokens are cut into `slices` along the workgroup's z, each adding into its own copy of the flat gradient
 * (`place.first` for dW, `place.second` for db), which the norm of the gradient adds up.
 */
export function matmulTransposed({ rows, columns, bias, slices, stride }: GradientProduct, tile: Tile): Shader {
  const { top, main, zeros } = frame(tile, columns);
  const [M4, N4] = [rows / 4, columns / 4];
  const addTo = (g: number): string =>
    unroll(4, (r) => joined(tile.columns / 4, (j) => `c${g * 4 + r}_${j} += b${j} * t[${r}];`));
  const fourTokens = (g: number): string => {
    const tokens = [0, 1, 2, 3].map((u) => (tile.quad ? `quadBroadcast(q, ${u}u)` : `A[a + ${u * M4 + g}u]`));
    return `{ ${tile.quad ? `let q = A[a + ${g}u]; ` : ''}let t = transpose(mat4x4f(${tokens.join(', ')}));
      ${addTo(g)} }`;
  };
  const sums = (term: (j: number) => string): string => (bias ? joined(tile.columns / 4, (j) => `s${j} += ${term(j)};`) : '');
  const storeBias = `if (id.y == 0u) {
    let at = place.second + group.z * ${stride}u + n0;
    ${unroll(tile.columns / 4, (j) => `if (n0 + ${j}u < ${N4}u) { gradient[at + ${j}u] = s${j}; }`)}
  }`;
  const body = `fn put(m: u32, n: u32, slice: u32, v: vec4f) {
  if (m < ${rows}u && n < ${N4}u) { gradient[place.first + slice * ${stride}u + m * ${N4}u + n] = v; }
}
${main} {
  let m0 = id.y * ${tile.rows}u;
  let a0 = id.y * ${tile.rows / 4}u;
  let n0 = id.x * ${tile.columns / 4}u;
  let share = (step.rows + ${4 * slices - 1}u) / ${4 * slices}u * 4u;
  let start = group.z * share;
  let end = min(start + share, step.rows);
  let fours = start + (max(end, start) - start) / 4u * 4u;
  ${zeros}
  ${bias ? joined(tile.columns / 4, (j) => `var s${j} = vec4f();`) : ''}
  for (var k = start; k < fours; k += 4u) {
    let a = ${tile.quad ? '(k + (lane & 3u))' : 'k'} * ${M4}u + a0;
    let b = k * ${N4}u + n0;
    ${matricesOfB(tile, (u, j) => `b + ${u * N4 + j}u`)}
    ${sums((j) => `b${j} * vec4f(1.0)`)}
    ${unroll(tile.rows / 4, fourTokens)}
  }
  for (var k = fours; k < end; k++) {
    ${joined(tile.columns / 4, (j) => `let b${j} = B[k * ${N4}u + n0 + ${j}u];`)}
    ${sums((j) => `b${j}`)}
    ${unroll(tile.rows / 4, (g) => `{ let t = A[k * ${M4}u + a0 + ${g}u];\n${addTo(g)} }`)}
  }
  ${storeTile(tile, 'put(m0 + i, n0 + j, group.z, v);')}
  ${bias ? storeBias : ''}
}`;
  return shader(`matmul transposed ${rows}x${columns}`, [STEP, read('A'), read('B'), write('gradient'), PLACE], body, top);
}
