import { STEP, read, shader, write } from '../shader.ts';
import type { Shader } from '../shader.ts';

/** Rows of one workgroup: one invocation a row. */
export const LOSS_ROWS = 16;

/** A vocabulary of `width` ids in rows of `padded` logits, a multiple of 4. */
export type LogitsShape = { width: number; padded: number };

const rowMain = (body: string): string => `
@compute @workgroup_size(${LOSS_ROWS}) fn main(@builtin(global_invocation_id) id: vec3u) {
  let n = id.x;
  if (n >= step.rows) { return; }
${body}
}`;

/**
 * Softmax cross-entropy with sparse targets, forward and backward at once, in place:
 * loss_n = log Σ_v e^{ℓ_nv} − ℓ_ny, and logits ← (softmax(ℓ_n) − onehot(y))·perScored. A target of −1 is not
 * scored: loss 0, gradient 0. logits [rows, padded]; targets [rows]; rowLoss [rows]. Padding gets gradient 0.
 */
export function crossEntropy({ width, padded }: LogitsShape): Shader {
  const w4 = padded / 4;
  const lanes = 'vec4u(4u * c) + vec4u(0u, 1u, 2u, 3u)';
  const inside = `(${lanes}) < vec4u(${width}u)`;
  const logit = width === padded ? 'logits[row + c]' : `select(vec4f(-1e30), logits[row + c], ${inside})`;
  const body = `  let row = n * ${w4}u;
  let scored = targets[n];
  if (scored < 0) {
    rowLoss[n] = 0.0;
    for (var c = 0u; c < ${w4}u; c++) { logits[row + c] = vec4f(); }
    return;
  }
  let y = u32(scored);
  var m4 = vec4f(-1e30);
  for (var c = 0u; c < ${w4}u; c++) { m4 = max(m4, ${logit}); }
  let m = max(max(m4.x, m4.y), max(m4.z, m4.w));
  var s4 = vec4f();
  for (var c = 0u; c < ${w4}u; c++) { s4 += exp(max(${logit} - m, vec4f(-87.0))); }
  let s = ${width === padded ? 'dot(s4, vec4f(1.0))' : `dot(s4, vec4f(1.0)) - ${padded - width}.0 * exp(-87.0)`};
  rowLoss[n] = log(s) + m - logits[row + y / 4u][y % 4u];
  let scale = step.perScored / s;
  for (var c = 0u; c < ${w4}u; c++) {
    let p = exp(max(${logit} - m, vec4f(-87.0))) * scale;
    let d = p - select(vec4f(), vec4f(step.perScored), (${lanes}) == vec4u(y));
    logits[row + c] = ${width === padded ? 'd' : `select(vec4f(), d, ${inside})`};
  }`;
  return shader(
    `cross entropy ${width}`,
    [STEP, read('targets', 'i32'), write('logits'), write('rowLoss', 'f32')],
    rowMain(body),
  );
}

/**
 * The loss of each row and whether its target has the first of the highest logits: scores [rows] = (loss, 0 or 1),
 * (0, 0) where the target is −1. logits [rows, padded]; targets [rows].
 */
export function crossEntropyScores({ width, padded }: LogitsShape): Shader {
  const body = `  let row = n * ${padded}u;
  let y = targets[n];
  if (y < 0) { scores[n] = vec2f(); return; }
  var best = 0u;
  var m = logits[row];
  for (var v = 1u; v < ${width}u; v++) { let x = logits[row + v]; if (x > m) { m = x; best = v; } }
  var s = 0.0;
  for (var v = 0u; v < ${width}u; v++) { s += exp(max(logits[row + v] - m, -87.0)); }
  scores[n] = vec2f(log(s) + m - logits[row + u32(y)], select(0.0, 1.0, best == u32(y)));`;
  return shader(
    `cross entropy scores ${width}`,
    [STEP, read('targets', 'i32'), read('logits', 'f32'), write('scores', 'vec2f')],
    rowMain(body),
  );
}
