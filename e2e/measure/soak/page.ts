import type { FromSoak, Held, ToSoak } from './worker.ts';

declare global {
  interface Window {
    /** Passes a message to the long run and resolves with what it then holds. */
    soak: (message: ToSoak) => Promise<Held>;
    /** Bytes of JavaScript and WebAssembly memory of the page and its workers, after a collection. */
    heapBytes: () => Promise<number>;
  }
  interface Performance {
    measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }>;
  }
}

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

window.soak = (message) =>
  new Promise((resolve, reject) => {
    worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<FromSoak>) => ('held' in data ? resolve(data.held) : reject(new Error(data.error))),
      { once: true },
    );
    worker.postMessage(message);
  });

window.heapBytes = async () => (await performance.measureUserAgentSpecificMemory?.())?.bytes ?? Number.NaN;
