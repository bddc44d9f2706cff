import type { BenchOptions, BenchReport } from './run.ts';
import type { FromBench } from './worker.ts';

declare global {
  interface Window {
    bench: (options: BenchOptions) => Promise<BenchReport>;
  }
}

/** Runs the benchmark in a worker; progress goes to the console. */
window.bench = (options) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('error', ({ message }) => reject(new Error(message)));
    worker.addEventListener('message', ({ data }: MessageEvent<FromBench>) => {
      if ('line' in data) {
        console.info(data.line);
        return;
      }
      worker.terminate();
      if ('report' in data) resolve(data.report);
      else reject(new Error(data.error));
    });
    worker.postMessage(options);
  });
