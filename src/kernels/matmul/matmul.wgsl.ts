import type { ActFn } from '#lexicon/config.ts';
import { activation } from '../activation/activation.wgsl.ts';
import { DROPOUT } from '../dropout/dropout.wgsl.ts';
import { ROTARY } from '../rotary/rotary.wgsl.ts';
import { PLACE, STEP, read, shader, unroll, write } from '../shader.ts';
import type { Binding, Shader } from '../shader.ts';

/** Rows and columns of the product that one invocation keeps in registers. */
export const TILE = 8;

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

/** The tile of the product that one workgroup covers: `[columns, rows]`. */
export function productTile(columns: number): [number, number] {
  const [wx, wy] = workgroup(columns);
  return [wx * TILE, wy * TILE];
}

/** 32 invocations, as wide as the product allows. */
function workgroup(columns: number): [number, number] {
  let wx = 8;
  while (wx > 1 && wx / 2 >= Math.ceil(columns / TILE)) wx /= 2;
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

const MAIN = (wx: number, wy: number): string => `@compute @workgroup_size(${wx}, ${wy}) fn main(@builtin(global_invocation_id) id: vec3u)`;

const accumulators = unroll(TILE, (i) => `var c${i}_0 = vec4f(); var c${i}_1 = vec4f();`);

/**
 * The four products whose rows are tokens share a frame: 8×8 outputs an invocation, inner length in steps of 4.
 * Loads past the last row or column are harmless (WebGPU bounds them) and never stored.
 */
function rowsProduct(label: string, { columns, inner, epilogue }: RowsProduct, body: string): Shader {
  const [wx, wy] = workgroup(columns);
  const N4 = columns / 4;
  const code = `${epilogueFunctions(epilogue)}
fn put(m: u32, n: u32, v: vec4f) {
  if (m < step.rows && n < ${N4}u) {
    let at = m * ${N4}u + n;
    ${store(epilogue)}
  }
}
${MAIN(wx, wy)} {
  let m0 = id.y * ${TILE}u;
  let n0 = id.x * ${TILE / 4}u;
  let a0 = m0 * ${inner / 4}u;
  ${accumulators}
  for (var k = 0u; k < ${inner / 4}u; k++) {
    ${body}
  }
  ${unroll(TILE, (i) => `put(m0 + ${i}u, n0, c${i}_0); put(m0 + ${i}u, n0 + 1u, c${i}_1);`)}
}`;
  return shader(label, [STEP, read('A'), read('B'), write('C'), ...epilogueBindings(epilogue)], code);
}

/**
 * C[M,N] = A[M,K] · B[K,N], row-major, M = B·T tokens: c_mn = Σ_k a_mk b_kn.
 * Four rows of B make a matrix whose columns they are, so `matrix * a` adds four k at once.
 */
export function matmul(product: RowsProduct): Shader {
  const N4 = product.columns / 4;
  const rowsOfB = (j: number): string => [0, 1, 2, 3].map((u) => `B[b + ${u * N4 + j}u]`).join(', ');
  return rowsProduct(
    `matmul ${product.epilogue.kind} ${product.inner}x${product.columns}`,
    product,
    `let b = k * ${4 * N4}u + n0;
    let b0 = mat4x4f(${rowsOfB(0)}); let b1 = mat4x4f(${rowsOfB(1)});
    ${unroll(TILE, (i) => `{ let a = A[a0 + k + ${(i * product.inner) / 4}u]; c${i}_0 += b0 * a; c${i}_1 += b1 * a; }`)}`,
  );
}

/** C[M,N] = A[M,K] · B[N,K]ᵀ, row-major, M = B·T tokens: c_mn = Σ_k a_mk b_nk. */
export function matmulByTransposed(product: RowsProduct): Shader {
  const K4 = product.inner / 4;
  const rowsOfB = (j: number): string => [0, 1, 2, 3].map((u) => `B[b + ${(j * 4 + u) * K4}u]`).join(', ');
  return rowsProduct(
    `matmul by transposed ${product.epilogue.kind} ${product.inner}x${product.columns}`,
    product,
    `let b = n0 * ${product.inner}u + k;
    let b0 = mat4x4f(${rowsOfB(0)}); let b1 = mat4x4f(${rowsOfB(1)});
    ${unroll(TILE, (i) => `{ let a = A[a0 + k + ${i * K4}u]; c${i}_0 += a * b0; c${i}_1 += a * b1; }`)}`,
  );
}

/** A weight's gradient: `rows` × `columns` of it, `stride` vec4 elements from one slice of the flat gradient to the next. */
export type GradientProduct = { rows: number; columns: number; bias: boolean; slices: number; stride: number };

/**
 * dW[M,N] = A[R,M]ᵀ · dY[R,N] and, with `bias`, db[N] = Σ_r dY[r], R = B·T tokens: the gradients of y = xW + b.
 * The tokens are cut into `slices` along the workgroup's z, each adding into its own copy of the flat gradient
 * (`place.first` for dW, `place.second` for db), which the norm of the gradient adds up.
 */
export function matmulTransposed({ rows, columns, bias, slices, stride }: GradientProduct): Shader {
  const [wx, wy] = workgroup(columns);
  const [M4, N4] = [rows / 4, columns / 4];
  const rowsOfB = (j: number): string => [0, 1, 2, 3].map((u) => `B[b + ${u * N4 + j}u]`).join(', ');
  const rowsOfA = (j: number): string => [0, 1, 2, 3].map((u) => `A[a + ${u * M4 + j}u]`).join(', ');
  const four = (j: number): string => `{ let t = transpose(mat4x4f(${rowsOfA(j)}));
      ${unroll(4, (r) => `c${j * 4 + r}_0 += b0 * t[${r}]; c${j * 4 + r}_1 += b1 * t[${r}];`)} }`;
  const one = (j: number): string => `{ let t = A[a + ${j}u];
      ${unroll(4, (r) => `c${j * 4 + r}_0 += b0 * t[${r}]; c${j * 4 + r}_1 += b1 * t[${r}];`)} }`;
  const body = `fn put(m: u32, n: u32, slice: u32, v: vec4f) {
  if (m < ${rows}u && n < ${N4}u) { gradient[place.first + slice * ${stride}u + m * ${N4}u + n] = v; }
}
${MAIN(wx, wy)} {
  let m0 = id.y * ${TILE}u;
  let n0 = id.x * ${TILE / 4}u;
  let share = (step.rows + ${4 * slices - 1}u) / ${4 * slices}u * 4u;
  let start = id.z * share;
  let end = min(start + share, step.rows);
  let fours = start + (max(end, start) - start) / 4u * 4u;
  ${accumulators}
  ${bias ? 'var s0 = vec4f(); var s1 = vec4f();' : ''}
  for (var k = start; k < fours; k += 4u) {
    let a = k * ${M4}u + id.y * ${TILE / 4}u;
    let b = k * ${N4}u + n0;
    let b0 = mat4x4f(${rowsOfB(0)}); let b1 = mat4x4f(${rowsOfB(1)});
    ${bias ? 's0 += b0 * vec4f(1.0); s1 += b1 * vec4f(1.0);' : ''}
    ${four(0)}
    ${four(1)}
  }
  for (var k = fours; k < end; k++) {
    let a = k * ${M4}u + id.y * ${TILE / 4}u;
    let b0 = B[k * ${N4}u + n0]; let b1 = B[k * ${N4}u + n0 + 1u];
    ${bias ? 's0 += b0; s1 += b1;' : ''}
    ${one(0)}
    ${one(1)}
  }
  ${unroll(TILE, (i) => `put(m0 + ${i}u, n0, id.z, c${i}_0); put(m0 + ${i}u, n0 + 1u, id.z, c${i}_1);`)}
  ${
    bias
      ? `if (id.y == 0u) {
    let at = place.second + id.z * ${stride}u + n0;
    if (n0 < ${N4}u) { gradient[at] = s0; }
    if (n0 + 1u < ${N4}u) { gradient[at + 1u] = s1; }
  }`
      : ''
  }
}`;
  return shader(`matmul transposed ${rows}x${columns}`, [STEP, read('A'), read('B'), write('gradient'), PLACE], body);
}
