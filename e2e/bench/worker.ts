import { runBench } from './run.ts';
import type { BenchOptions, BenchReport } from './run.ts';
import { startSaving } from './saving.ts';
import type { SavingBench, SavingOptions, SavingSlice } from './saving.ts';

/** What may be asked of the benchmark, and what it answers with. */
export type Asked = {
  steps: { options: BenchOptions; report: BenchReport };
  saving: { options: SavingOptions; report: Pick<SavingBench, 'backend' | 'parameters'> };
  slice: { options: { isSaving: boolean }; report: SavingSlice };
  saves: { options: { times: number }; report: null };
};
export type ToBench = { [K in keyof Asked]: { part: K; options: Asked[K]['options'] } }[keyof Asked];
/** The benchmark runs in one worker, as the app's engine does, and says how far it is. */
export type FromBench = { line: string } | { report: Asked[keyof Asked]['report'] } | { error: string };

const send = (message: FromBench): void => self.postMessage(message);

let bench: SavingBench | null = null;

function trained(): SavingBench {
  if (!bench) throw new Error('worker: nothing trains yet');
  return bench;
}

async function answer(asked: ToBench): Promise<Asked[keyof Asked]['report']> {
  switch (asked.part) {
    case 'steps':
      return runBench(asked.options, (line) => send({ line }));
    case 'saving': {
      bench = await startSaving(asked.options);
      const { backend, parameters } = bench;
      return { backend, parameters };
    }
    case 'slice':
      return trained().slice(asked.options.isSaving);
    case 'saves':
      await trained().save(asked.options.times);
      return null;
  }
}

self.onmessage = ({ data }: MessageEvent<ToBench>) => {
  answer(data).then(
    (report) => send({ report }),
    (error: unknown) => send({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
};
