import type { ActFn } from '#lexicon/config.ts';

/**
 * `activate(x)` gives φ(x) and φ′(x) of four numbers at once, so that the backward pass needs no second look at x.
 * - gelu, tanh form (Hendrycks & Gimpel 2016): x·σ(2z), z = √(2/π)(x + 0.044715x³); the exponent is held
 *   within ±60, because WGSL promises no infinities.
 * - silu: x·σ(x). relu: max(x, 0), φ′(0) = 0 as in PyTorch.
 */
export function activation(act: ActFn): string {
  return `struct Activated { value: vec4f, slope: vec4f };
fn activate(x: vec4f) -> Activated {
${BODIES[act]}
}
`;
}

const BODIES: Record<ActFn, string> = {
  gelu: `  let x2 = x * x;
  let z2 = clamp(1.5957691216057308 * x * (1.0 + 0.044715 * x2), vec4f(-60.0), vec4f(60.0));
  let s = 1.0 / (1.0 + exp(-z2));
  return Activated(x * s, s + x * s * (1.0 - s) * 1.5957691216057308 * (1.0 + 0.134145 * x2));`,
  silu: `  let s = 1.0 / (1.0 + exp(-clamp(x, vec4f(-60.0), vec4f(60.0))));
  return Activated(x * s, s + x * s * (1.0 - s));`,
  relu: `  let on = select(vec4f(), vec4f(1.0), x > vec4f());
  return Activated(x * on, on);`,
};
