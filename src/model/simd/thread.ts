import type { ModelConfig } from '#lexicon/config.ts';
import { configureThread } from './exports.ts';
import type { SimdExports } from './exports.ts';

/** What a thread is told, once. */
export type ThreadTask = {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  config: ModelConfig;
  /** Floats of the model's position table. */
  tableFloats: number;
  thread: number;
  threads: number;
};

/** A worker that computes its share of every batch until it is terminated; it says so once, by any message, before it begins. */
addEventListener('message', ({ data }: MessageEvent<ThreadTask>) => {
  const { exports } = new WebAssembly.Instance(data.module, { env: { memory: data.memory } });
  const call = exports as unknown as SimdExports & { serve(): void };
  const fits = configureThread(call, data.config, data.tableFloats, data.thread, data.threads);
  if (!fits) throw new Error('SIMD thread: the model that thread 0 laid out does not fit');
  postMessage('ready');
  call.serve();
});
