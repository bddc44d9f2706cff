import type { RunConfig } from '#lexicon/config.ts';
import { problem } from '#lexicon/problems.ts';
import { SAMPLES } from '#lexicon/samples.ts';
import { say } from '#state/actions/toasts.ts';
import { sampleText } from '../story/samples.ts';
import { readRun, unpackText } from './linkedRun.ts';
import type { LinkedText } from './linkedRun.ts';

/** What the address describes, ready to be built. `anyText`: the text was too long for it, so a sample stands for it. */
export type Arrival = { text: string; config: Partial<RunConfig>; anyText: boolean };

/** The text of a link; null where it has none that can be read. */
async function textOf(text: LinkedText | null): Promise<string | null> {
  if (text?.kind === 'packed') return unpackText(text.packed);
  const sample = text?.kind === 'sample' ? SAMPLES.find(({ id }) => id === text.id) : undefined;
  return sample ? sampleText(sample) : null;
}

/** The run of a link; null when the link describes none. What could not be read of it is said. */
export async function arrivalOf(search: string, sample: () => Promise<string>): Promise<Arrival | null> {
  const run = readRun(search);
  if (!run) return null;
  const text = await textOf(run.text);
  const ignored = [...run.ignored, ...(run.text?.kind === 'packed' && text === null ? ['story'] : [])];
  if (ignored.length > 0) say(problem('linkIgnored', { parts: ignored.join(', ') }));
  if (run.problem) say(run.problem);
  if (Object.keys(run.config).length === 0 && text === null) return null;
  return { text: text ?? (await sample()), config: run.config, anyText: run.text?.kind === 'long' };
}
