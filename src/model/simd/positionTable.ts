import { headWidth } from '#lexicon/config.ts';
import type { ModelConfig } from '#lexicon/config.ts';
import { rotaryTables, sinusoidTable } from '#math/positionTables.ts';

/**
 * The fixed numbers that a model's positions need, as the SIMD module wants them: sinusoids [P,D], or
 * cosines [P,K/2] and behind them sines [P,K/2]; empty where positions are learned or absent.
 */
export function positionTable(config: ModelConfig): Float32Array {
  const { n_ctx: P, d_model: D } = config;
  if (config.position === 'sinusoidal') return sinusoidTable(P, D);
  if (config.position !== 'rope') return new Float32Array(0);
  const { cos, sin } = rotaryTables(P, headWidth(config), config.rope_base);
  return Float32Array.of(...cos, ...sin);
}
