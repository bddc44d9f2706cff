import type { ModelConfig } from './config.ts';

/** Why a model is none that GPT-2's code can run, as config words; empty where it can. */
export function notGpt2(config: ModelConfig): string[] {
  const wanted = { normalization: 'layernorm', norm_placement: 'pre', position: 'learned', objective: 'causal' } as const;
  const keys = Object.keys(wanted) as (keyof typeof wanted)[];
  return keys.filter((key) => config[key] !== wanted[key]).map((key) => `${key}: ${config[key]}`);
}
