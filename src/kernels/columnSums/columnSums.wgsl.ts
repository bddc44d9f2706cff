import type { Normalization } from '#lexicon/config.ts';
import { PLACE, STEP, read, shader, write } from '../shader.ts';
import type { Shader } from '../shader.ts';

/** vec4 columns of one workgroup. */
export const COLUMN_GROUP = 4;

/** `padded` columns; `stride` vec4 elements from one slice of the flat gradient to the next. */
export type ColumnSums = { padded: number; normalization: Normalization; slices: number; stride: number };

/**
 * Gradients of a norm's gain and offset: dγ_c = Σ_r dy_rc (x_rc − μ_r)/σ_r at `place.first`, dβ_c = Σ_r dy_rc at
 * `place.second` (layer norm only). x, dy [rows, padded]; statistics [rows] = (μ, 1/σ). One invocation a vec4
 * column and slice of the rows.
 */
export function normColumnSums({ padded, normalization, slices, stride }: ColumnSums): Shader {
  const w4 = padded / 4;
  const code = `
@compute @workgroup_size(${COLUMN_GROUP}) fn main(@builtin(global_invocation_id) id: vec3u) {
  let c = id.x;
  if (c >= ${w4}u) { return; }
  let share = (step.rows + ${slices - 1}u) / ${slices}u;
  let end = min((id.y + 1u) * share, step.rows);
  var dGain = vec4f();
  var dOffset = vec4f();
  for (var n = id.y * share; n < end; n++) {
    let dy = dY[n * ${w4}u + c];
    let t = statistics[n];
    dOffset += dy;
    dGain += dy * (X[n * ${w4}u + c] - t.x) * t.y;
  }
  let at = id.y * ${stride}u + c;
  gradient[place.first + at] = dGain;
  ${normalization === 'layernorm' ? 'gradient[place.second + at] = dOffset;' : ''}
}`;
  return shader(
    `norm column sums ${normalization} ${padded}`,
    [STEP, read('dY'), read('X'), read('statistics', 'vec2f'), write('gradient'), PLACE],
    code,
  );
}
