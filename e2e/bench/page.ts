import type { BenchOptions, BenchReport } from './run.ts';
import type { Asked, FromBench, ToBench } from './worker.ts';

type Ask = <K extends keyof Asked>(part: K, options: Asked[K]['options']) => Promise<Asked[K]['report']>;

declare global {
  interface Window {
    bench: (options: BenchOptions) => Promise<BenchReport>;
    /** A worker that is asked one thing after the other. */
    benchWorker: () => Ask;
  }
}

/** Runs the benchmark in a worker; progress goes to the console. */
window.benchWorker = () => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  return (part, options) =>
    new Promise((resolve, reject) => {
      worker.addEventListener('error', ({ message }) => reject(new Error(message)), { once: true });
      const hear = ({ data }: MessageEvent<FromBench>): void => {
        if ('line' in data) {
          console.info(data.line);
          return;
        }
        worker.removeEventListener('message', hear);
        if ('report' in data) resolve(data.report as Asked[typeof part]['report']);
        else reject(new Error(data.error));
      };
      worker.addEventListener('message', hear);
      worker.postMessage({ part, options } as ToBench);
    });
};

window.bench = (options) => window.benchWorker()('steps', options);
