import { DROPOUT } from '../dropout/dropout.wgsl.ts';
import { PLACE, STEP, read, shader, write } from '../shader.ts';
import type { Shader } from '../shader.ts';

export const EMBEDDING_GROUP = 64;

/** `width` true columns, padded with zeros to `padded`, a multiple of 4; `positions`: a position table is added; `drops`: something may be dropped. */
export type EmbeddingShape = { width: number; padded: number; positions: boolean; drops: boolean };

/**
 * x_n = dropout(E[id_n] + P[t_n]), site 0: ids [rows]; table [V, padded]; positionTable [n_ctx, padded], learned or
 * sinusoidal; X [rows, padded].
 */
export function embed({ width, padded, positions, drops }: EmbeddingShape): Shader {
  const w4 = padded / 4;
  const code = `${drops ? DROPOUT : ''}
@compute @workgroup_size(${EMBEDDING_GROUP}) fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= step.rows * ${w4}u) { return; }
  let n = id.x / ${w4}u;
  let c = id.x % ${w4}u;
  var x = table[u32(ids[n]) * ${w4}u + c]${positions ? ` + positionTable[(n % step.time) * ${w4}u + c]` : ''};
  ${drops ? `if (step.dropThreshold != 0u) { x *= kept4(siteKey(0u), n * ${width}u + c * 4u); }` : ''}
  X[id.x] = x;
}`;
  const bindings = [STEP, read('ids', 'i32'), read('table'), write('X'), ...(positions ? [read('positionTable')] : [])];
  return shader(`embed ${width}${positions ? ' with positions' : ''}`, bindings, code);
}

/** `tied`: the head's gradient lies in the table's place already and is added to. `learned`: positions have a gradient. */
export type EmbeddingBackward = {
  vocabulary: number;
  width: number;
  padded: number;
  tied: boolean;
  learned: boolean;
  drops: boolean;
};

/**
 * dE_v = Σ_{n: id_n = v} dx_n without atomics: `order` lists the rows sorted by id, `starts` [V+1] where each id
 * begins in it. dP_t = Σ_b dx_bt. dX [rows, padded] passes through the mask of site 0 first. Gradients go to
 * `place.first` (table) and `place.second` (positions) of the flat gradient, positions t ≥ T getting 0.
 */
export function embedBackward(shape: EmbeddingBackward & { positionCount: number }): Shader {
  const { vocabulary, width, padded, tied, learned, drops, positionCount } = shape;
  const w4 = padded / 4;
  const through = `if (step.dropThreshold == 0u) { return d; }
  return d * kept4(siteKey(0u), n * ${width}u + c * 4u);`;
  const code = `${drops ? DROPOUT : ''}
fn through(n: u32, c: u32) -> vec4f {
  let d = dX[n * ${w4}u + c];
  ${drops ? through : 'return d;'}
}
@compute @workgroup_size(${EMBEDDING_GROUP}) fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  var s = vec4f();
  if (i < ${vocabulary * w4}u) {
    let v = i / ${w4}u;
    for (var k = starts[v]; k < starts[v + 1u]; k++) { s += through(order[k], i % ${w4}u); }
    let at = place.first + i;
    gradient[at] = ${tied ? 'gradient[at] + s' : 's'};
    return;
  }
  ${
    learned
      ? `let j = i - ${vocabulary * w4}u;
  if (j < ${positionCount * w4}u) {
    let t = j / ${w4}u;
    if (t < step.time) { for (var b = 0u; b < step.batch; b++) { s += through(b * step.time + t, j % ${w4}u); } }
    gradient[place.second + j] = s;
  }`
      : ''
  }
}`;
  const bindings = [STEP, read('dX'), read('order', 'u32'), read('starts', 'u32'), write('gradient'), PLACE];
  return shader(`embed backward ${vocabulary}x${width}`, bindings, code);
}
