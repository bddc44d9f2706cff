import { hidePlaces } from '#corpus/batches.ts';
import { hashString, rng } from '#math/random.ts';
import type { Intervention } from '#lexicon/interventions.ts';
import { answersIn } from './answersIn.ts';
import type { Run } from './run.ts';

/** What the probe shows the model, of each position the token asked for there or −1 (absent: each its default), and the changes on the way. */
export type Asked = { ids: Int32Array; targets?: Int32Array; interventions?: readonly Intervention[] };

/**
 * The probed sequence as the objective puts it. Of a task's text only the answers are asked for, as in training. Masked:
 * the answers are hidden, or of another text a share of its tokens, and only they asked for; the same sequence, seed and
 * share always hide the same places. A sequence of bare ids is shown as it came.
 */
export function askedOf(run: Pick<Run, 'ids' | 'asIs' | 'config' | 'text' | 'interventions'>): Asked {
  const { ids, asIs, config, text } = run;
  const changes = run.interventions ? { interventions: run.interventions } : {};
  const answers = text && asIs !== true ? answersIn(text.info, ids) : null;
  if (config.objective === 'causal') {
    // The last position's next token is out of sight.
    const targets = answers && ids.map((_, t) => (answers[t + 1] === 1 ? (ids[t + 1] ?? -1) : -1));
    return targets?.some((target) => target >= 0) === true ? { ids, targets, ...changes } : { ids, ...changes };
  }
  const maskId = text?.tokenizer.maskId ?? null;
  if (maskId === null || asIs === true) return { ids, ...changes };
  const shown = ids.slice();
  const targets = new Int32Array(ids.length).fill(-1);
  const places = answers
    ? Array.from(answers.keys()).filter((t) => answers[t] === 1)
    : hidePlaces(ids.length, config.mask_fraction, rng(config.seed, 'probe', hashString(ids.join(' '))));
  for (const t of places) {
    targets[t] = ids[t] ?? -1;
    shown[t] = maskId;
  }
  return { ids: shown, targets, ...changes };
}
