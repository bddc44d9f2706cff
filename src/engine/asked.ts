import { hidePlaces } from '#corpus/batches.ts';
import { hashString, rng } from '#math/random.ts';
import type { Intervention } from '#lexicon/interventions.ts';
import type { Run } from './run.ts';

/** What the probe shows the model, of each position the token asked for there or −1 (absent: each its default), and the changes on the way. */
export type Asked = { ids: Int32Array; targets?: Int32Array; interventions?: readonly Intervention[] };

/**
 * The probed sequence as the objective puts it. Masked: with a share of its tokens hidden, as in training, and only they
 * asked for; the same sequence, seed and share always hide the same places. A sequence of bare ids is shown as it came.
 */
export function askedOf(run: Pick<Run, 'ids' | 'asIs' | 'config' | 'text' | 'interventions'>): Asked {
  const { ids, asIs, config, text } = run;
  const changes = run.interventions ? { interventions: run.interventions } : {};
  const maskId = text?.tokenizer.maskId ?? null;
  if (config.objective === 'causal' || maskId === null || asIs === true) return { ids, ...changes };
  const shown = ids.slice();
  const targets = new Int32Array(ids.length).fill(-1);
  const uniform = rng(config.seed, 'probe', hashString(ids.join(' ')));
  for (const t of hidePlaces(ids.length, config.mask_fraction, uniform)) {
    targets[t] = ids[t] ?? -1;
    shown[t] = maskId;
  }
  return { ids: shown, targets, ...changes };
}
