/**
 * The activation functions by their names in the config, one number at a time: GELU in its tanh form, as GPT-2 has it
 * (Hendrycks and Gimpel 2016), SiLU x·σ(x) (Elfwing et al. 2018), ReLU.
 */
export const ACTIVATIONS = {
  gelu: (x: number): number => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
  relu: (x: number): number => Math.max(0, x),
  silu: (x: number): number => x / (1 + Math.exp(-x)),
} as const;
