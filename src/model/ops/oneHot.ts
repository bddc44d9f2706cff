import { cast, oneHot } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * A row for each id, 1 at the id and 0 elsewhere: int32 [N] to float32 [N,V]. Made as integers and
 * cast, because tfjs-wasm's oneHot writes integers whatever type it is asked for.
 */
export function oneHotRows(ids: Tensor, V: number): Tensor {
  return cast(oneHot(ids, V), 'float32');
}
