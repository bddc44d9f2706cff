import { OPTIMIZERS } from '#lexicon/config.ts';
import { STEP, read, shader, write } from '../shader.ts';
import type { Shader } from '../shader.ts';

export const UPDATE_GROUP = 256;

/** Partial sums of the gradient's squares: as many invocations stride through the flat buffer. */
export const PARTIALS = 2048;

/** The flat buffer: `length` vec4 elements, those before `decaying` being weights that decay; `slices` copies of the gradient. */
export type FlatShape = { length: number; decaying: number; slices: number };

/** Vec4 elements of the flat buffer that one bit of `frozen` stands for: weights begin at multiples of it. */
export const FROZEN_BLOCK = 16;

/** `isFrozen(i)`: whether the vec4 element i belongs to a weight that is not updated; frozen [⌈length / (32·FROZEN_BLOCK)⌉]. */
const IS_FROZEN = `
fn isFrozen(i: u32) -> bool {
  return step.freezes != 0u && ((frozen[i / ${32 * FROZEN_BLOCK}u] >> (i / ${FROZEN_BLOCK}u % 32u)) & 1u) != 0u;
}`;

/**
 * Adds the slices of the gradient into the first and leaves Σ g² of every PARTIALS-th vec4 that is not frozen in `partials`.
 * gradient [slices, length]; partials [PARTIALS].
 */
export function gradientSquares({ length, slices }: FlatShape): Shader {
  const add =
    slices === 1 ? '' : `for (var z = 1u; z < ${slices}u; z++) { g += gradient[i + z * ${length}u]; }\n    gradient[i] = g;`;
  const code = `${IS_FROZEN}
@compute @workgroup_size(${UPDATE_GROUP}) fn main(@builtin(global_invocation_id) id: vec3u) {
  var s = vec4f();
  for (var i = id.x; i < ${length}u; i += ${PARTIALS}u) {
    var g = gradient[i];
    ${add}
    if (!isFrozen(i)) { s += g * g; }
  }
  partials[id.x] = dot(s, vec4f(1.0));
}`;
  const gradient = slices === 1 ? read('gradient') : write('gradient');
  return shader('gradient squares', [STEP, gradient, write('partials', 'f32'), read('frozen', 'u32')], code);
}

/**
 * The step's two scalars: ring[slot] = (mean loss in nats, ‖g‖) and clip[0] = min(1, max/(‖g‖ + 10⁻⁶)), PyTorch's
 * clip_grad_norm_; 1 when maxNorm is 0. rowLoss [rows]; partials [PARTIALS].
 */
export function finishScalars(): Shader {
  const code = `
var<workgroup> sums: array<vec2f, 64>;
@compute @workgroup_size(64) fn main(@builtin(local_invocation_index) lane: u32) {
  var s = vec2f();
  for (var i = lane; i < step.rows; i += 64u) { s.x += rowLoss[i]; }
  for (var i = lane; i < ${PARTIALS}u; i += 64u) { s.y += partials[i]; }
  sums[lane] = s;
  workgroupBarrier();
  if (lane == 0u) {
    var total = vec2f();
    for (var i = 0u; i < 64u; i++) { total += sums[i]; }
    let norm = sqrt(total.y);
    ring[step.slot] = vec2f(total.x * step.perScored, norm);
    clip[0] = select(1.0, min(1.0, step.maxNorm / (norm + 1e-6)), step.maxNorm > 0.0);
  }
}`;
  return shader(
    'finish scalars',
    [STEP, read('rowLoss', 'f32'), read('partials', 'f32'), write('ring', 'vec2f'), write('clip', 'f32')],
    code,
  );
}

const kind = (name: (typeof OPTIMIZERS)[number]): string => `${OPTIMIZERS.indexOf(name)}u`;

/**
 * One update of all parameters w that are not frozen, with clipped gradient g, λ = decay (0 for tensors of one dimension), η = rate:
 * - adamw (Loshchilov & Hutter 2019): w ← w(1 − ηλ), then Adam.
 * - adam (Kingma & Ba 2015): g ← g + λw; m, v moving averages; w ← w − η·m̂/(√v̂ + ε).
 * - sgd: g ← g + λw; m ← β₁m + g; w ← w − ηm.
 * weights, m, v [length]; gradient [slices, length], of which the first slice counts.
 */
export function update({ length, decaying }: FlatShape): Shader {
  const code = `${IS_FROZEN}
@compute @workgroup_size(${UPDATE_GROUP}) fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= ${length}u || isFrozen(i)) { return; }
  let decay = select(0.0, step.decay, i < ${decaying}u);
  var w = weights[i];
  var g = gradient[i] * clip[0];
  if (step.optimizer == ${kind('adamw')}) { w *= 1.0 - step.rate * decay; } else { g += decay * w; }
  if (step.optimizer == ${kind('sgd')}) {
    let momentum = step.beta1 * m[i] + g;
    m[i] = momentum;
    weights[i] = w - step.rate * momentum;
    return;
  }
  let mean = step.beta1 * m[i] + (1.0 - step.beta1) * g;
  let square = step.beta2 * v[i] + (1.0 - step.beta2) * g * g;
  m[i] = mean;
  v[i] = square;
  weights[i] = w - step.rate * (mean * step.correct1) / (sqrt(square * step.correct2) + step.eps);
}`;
  const bindings = [STEP, write('weights'), read('gradient'), write('m'), write('v'), read('clip', 'f32'), read('frozen', 'u32')];
  return shader('update', bindings, code);
}
