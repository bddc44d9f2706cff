import { runBench } from './run.ts';
import type { BenchOptions, BenchReport } from './run.ts';

/** The benchmark runs in one worker, as the app's engine does, and says how far it is. */
export type FromBench = { line: string } | { report: BenchReport } | { error: string };

const send = (message: FromBench): void => self.postMessage(message);

self.onmessage = ({ data }: MessageEvent<BenchOptions>) => {
  runBench(data, (line) => send({ line })).then(
    (report) => send({ report }),
    (error: unknown) => send({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
};
