import { add, concat, mul, slice, sub, tensor3d } from '@tensorflow/tfjs-core';
import { headWidth } from '#lexicon/config.ts';
import { rotaryTables } from '#math/positionTables.ts';
import type { Evaluate } from './row.ts';

/** Turns each pair (k, k + K/2) of a query or key by its position's angle: [B,T,H,K]. */
export const rotate: Evaluate = ({ config, B, T, input }) => {
  const K = headWidth(config);
  const half = K / 2;
  const tables = rotaryTables(T, K, config.rope_base);
  const cos = tensor3d(tables.cos, [T, 1, half]);
  const sin = tensor3d(tables.sin, [T, 1, half]);
  const size = [B, T, config.n_heads, half];
  const [a, b] = [slice(input(0), [0, 0, 0, 0], size), slice(input(0), [0, 0, 0, half], size)];
  return concat([sub(mul(a, cos), mul(b, sin)), add(mul(b, cos), mul(a, sin))], -1);
};
