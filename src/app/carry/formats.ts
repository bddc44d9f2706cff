import type { carry } from '#lexicon/words/en/carry.ts';
import type { Language } from '#lexicon/words/load.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { recordFor, zipFolder } from '#state/actions/folder.ts';
import { runFile } from '#state/actions/library.ts';
import { runMetrics } from '#state/metrics.ts';
import { metricsCsv } from './metricsCsv.ts';
import type { PageKind } from './standalonePage.ts';

/** What a format is made of. */
export type Moment = { title: string; language: Language };

export type Format = {
  id: 'hug' | 'run' | 'writer' | 'replay' | 'metrics';
  ending: string;
  type: string;
  /** Why this model, with the curves of so many steps, cannot be saved so, as a sentence; null where it can. */
  refuses: (words: typeof carry, config: RunConfig, hasText: boolean, steps: number) => string | null;
  make: (moment: Moment) => Promise<Uint8Array | string>;
};

const needsText: Format['refuses'] = (words, _config, hasText) => (hasText ? null : words.bare);

async function page(kind: PageKind, { title, language }: Moment): Promise<string> {
  const [{ standalonePage }, run] = await Promise.all([import('./standalonePage.ts'), recordFor(kind)]);
  return standalonePage({ kind, title, language, run });
}

/** All that a model can be saved as. */
export const FORMATS: readonly Format[] = [
  { id: 'hug', ending: 'zip', type: 'application/zip', refuses: () => null, make: ({ title }) => zipFolder(title) },
  { id: 'run', ending: 'gfrun', type: 'application/octet-stream', refuses: needsText, make: runFile },
  {
    id: 'writer',
    ending: 'html',
    type: 'text/html',
    refuses: (words, config, hasText, steps) =>
      config.objective === 'masked' ? words.writer.masked : needsText(words, config, hasText, steps),
    make: (moment) => page('writer', moment),
  },
  { id: 'replay', ending: 'html', type: 'text/html', refuses: needsText, make: (moment) => page('replay', moment) },
  {
    id: 'metrics',
    ending: 'csv',
    type: 'text/csv',
    refuses: (words, _config, _hasText, steps) => (steps > 0 ? null : words.metrics.empty),
    make: async () => metricsCsv(runMetrics.columns(), runMetrics.evaluations()),
  },
];
