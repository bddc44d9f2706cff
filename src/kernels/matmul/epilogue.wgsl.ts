import type { ActFn } from '#lexicon/config.ts';
import { activation } from '../activation/activation.wgsl.ts';
import { DROPOUT } from '../dropout/dropout.wgsl.ts';
import { ROTARY } from '../rotary/rotary.wgsl.ts';
import { PLACE, read, write } from '../shader.ts';
import type { Binding } from '../shader.ts';

/** What happens to an element of the product on its way to memory. */
export type Epilogue =
  | { kind: 'plain' }
  /** C = AB + b, then q and k of every head turned by their position: columns Q|K|V, `headWidth` a multiple of 4. */
  | { kind: 'bias'; rotary?: { width: number; headWidth: number } }
  /** C = AB + b + R, with `drops` dropout(AB + b) + R; `width` is the true number of columns, which the dropout index counts. */
  | { kind: 'residual'; width: number; drops: boolean }
  /** C = φ(AB + b), and φ′ into `slope`. */
  | { kind: 'activation'; act: ActFn }
  /** C = AB ∘ slope: the backward pass of an activation. */
  | { kind: 'slope' }
  /** C = AB + R: the backward pass of a residual addition. */
  | { kind: 'add' };

/** What an epilogue binds behind A, B and C. */
export function epilogueBindings(epilogue: Epilogue): Binding[] {
  switch (epilogue.kind) {
    case 'plain':
      return [];
    case 'bias':
      return [read('bias'), ...(epilogue.rotary ? [read('angles')] : [])];
    case 'residual':
      return [read('bias'), read('residual'), ...(epilogue.drops ? [PLACE] : [])];
    case 'activation':
      return [read('bias'), write('slope')];
    case 'slope':
      return [read('slope')];
    case 'add':
      return [read('residual')];
  }
}

function functions(epilogue: Epilogue): string {
  if (epilogue.kind === 'activation') return activation(epilogue.act);
  if (epilogue.kind === 'residual') return epilogue.drops ? DROPOUT : '';
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
      if (!epilogue.drops) return 'C[at] = v + bias[n] + residual[at];';
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

/** Declares `put(m, n, v)`, which stores v, the product at row m and vec4 column n, unless that lies past the last. */
export const put = (epilogue: Epilogue, columns: number): string => `${functions(epilogue)}
fn put(m: u32, n: u32, v: vec4f) {
  if (m < step.rows && n < ${columns / 4}u) {
    let at = m * ${columns / 4}u + n;
    ${store(epilogue)}
  }
}`;
