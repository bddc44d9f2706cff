import type { Normalization } from '#lexicon/config.ts';
import { DROPOUT } from '../dropout/dropout.wgsl.ts';
import { PLACE, STEP, read, shader, write } from '../shader.ts';
import type { Shader } from '../shader.ts';

/** `width` true columns, padded with zeros to `padded`, a multiple of 4. */
export type NormShape = { width: number; padded: number; normalization: Normalization };

/** Rows of one workgroup: one invocation a row, few a group so that small batches still spread out. */
export const NORM_ROWS = 16;

const ONES = 'vec4f(1.0)';

/** 1 in true columns and 0 in padding, as a factor for vec4 column c. */
function live({ width, padded }: NormShape): string {
  if (width === padded) return '';
  const last = [0, 1, 2, 3].map((i) => (padded - 4 + i < width ? '1.0' : '0.0'));
  return ` * select(${ONES}, vec4f(${last.join(', ')}), c == ${padded / 4 - 1}u)`;
}

const rowMain = (width4: number, body: string): string => `
@compute @workgroup_size(${NORM_ROWS}) fn main(@builtin(global_invocation_id) id: vec3u) {
  let n = id.x;
  if (n >= step.rows) { return; }
  let row = n * ${width4}u;
${body}
}`;

/**
 * Layer norm (Ba et al. 2016): y = γ(x − μ)/σ + β with σ = √(mean (x−μ)² + ε); RMS norm (Zhang & Sennrich 2019):
 * y = γx/σ with μ = 0. x, y [rows, padded]; gain, offset [padded]; statistics [rows] = (μ, 1/σ).
 */
export function normForward(shape: NormShape, eps: number): Shader {
  const { width, padded, normalization } = shape;
  const [w4, rms] = [padded / 4, normalization === 'rmsnorm'];
  const mean = rms
    ? 'let mean = 0.0;'
    : `var s = vec4f();
  for (var c = 0u; c < ${w4}u; c++) { s += X[row + c]; }
  let mean = dot(s, ${ONES}) / ${width}.0;`;
  const body = `  ${mean}
  var q = vec4f();
  for (var c = 0u; c < ${w4}u; c++) { let e = (X[row + c] - mean)${live(shape)}; q += e * e; }
  let inverse = inverseSqrt(dot(q, ${ONES}) / ${width}.0 + ${eps.toExponential()});
  statistics[n] = vec2f(mean, inverse);
  for (var c = 0u; c < ${w4}u; c++) { Y[row + c] = (X[row + c] - mean) * inverse * gain[c]${rms ? '' : ' + offset[c]'}; }`;
  const bindings = [STEP, read('X'), write('Y'), write('statistics', 'vec2f'), read('gain'), ...(rms ? [] : [read('offset')])];
  return shader(`norm forward ${normalization} ${width}`, bindings, rowMain(w4, body));
}

/** `residual`: a gradient that passes by the norm is added. `dropout`: dX is also written behind a dropout mask. */
export type NormBackward = { residual: boolean; dropout: boolean };

/**
 * dx = (1/σ)(g − mean(g) − x̂·mean(g∘x̂)), g = γ∘dy, x̂ = (x − μ)/σ; without mean(g) for RMS norm.
 * dX, and with `dropout` dXdropped = dX ∘ mask of `place.site`, [rows, padded]; padding stays 0.
 */
export function normBackward(shape: NormShape, { residual, dropout }: NormBackward): Shader {
  const { width, padded, normalization } = shape;
  const w4 = padded / 4;
  const body = `  let t = statistics[n];
  var s1 = vec4f();
  var s2 = vec4f();
  for (var c = 0u; c < ${w4}u; c++) {
    let g = dY[row + c] * gain[c];
    s1 += g;
    s2 += g * (X[row + c] - t.x);
  }
  let m1 = ${normalization === 'rmsnorm' ? '0.0' : `dot(s1, ${ONES}) / ${width}.0`};
  let m2 = dot(s2, ${ONES}) * t.y * t.y / ${width}.0;
  for (var c = 0u; c < ${w4}u; c++) {
    let d = t.y * (dY[row + c] * gain[c] - m1 - (X[row + c] - t.x) * m2)${live(shape)}${residual ? ' + residual[row + c]' : ''};
    dX[row + c] = d;
    ${dropout ? `if (step.dropThreshold != 0u) { dXdropped[row + c] = d * kept4(siteKey(place.site), n * ${width}u + c * 4u); } else { dXdropped[row + c] = d; }` : ''}
  }`;
  const bindings = [STEP, read('X'), read('gain'), read('statistics', 'vec2f'), read('dY'), write('dX')];
  if (residual) bindings.push(read('residual'));
  if (dropout) bindings.push(write('dXdropped'), PLACE);
  const label = `norm backward ${normalization} ${width}${residual ? ' residual' : ''}${dropout ? ' dropout' : ''}`;
  return shader(label, bindings, (dropout ? DROPOUT : '') + rowMain(w4, body));
}
