import { env, setBackend } from '@tensorflow/tfjs-core';
import { getThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

/** Starts tfjs-wasm as it comes, with as many threads as it takes itself; how many that are. `base`: where its binaries lie. */
export async function openTfjsWasm(base: string): Promise<number> {
  setWasmPaths(base);
  if (!(await setBackend('wasm'))) {
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    if (!(await setBackend('wasm'))) throw new Error("tfjs could not start its backend 'wasm'");
  }
  return getThreadsCount();
}
