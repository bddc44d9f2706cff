import type { Commands } from '#lexicon/commands.ts';
import type { Traced } from '#lexicon/messages.ts';
import { fail } from '#lexicon/problems.ts';
import { standingOf } from '#math/standing.ts';
import type { Standing } from '#math/standing.ts';
import { tensorsOf } from '#model/flatTensors.ts';
import { askedOf } from './asked.ts';
import { look } from './capture.ts';
import { inTurns } from './inTurns.ts';
import { classify, needsTwoTokens, readSlot } from './reading.ts';
import type { Run } from './run.ts';
import { Stoppable } from './stoppable.ts';

type Wanted = Commands['trace']['args'];
type Point = Standing & { step: number };

function columns(points: readonly Point[]): Traced {
  const column = (of: (point: Point) => number): Float32Array => Float32Array.from(points, of);
  return {
    steps: Float64Array.from(points, ({ step }) => step),
    values: column(({ value }) => value),
    ranks: column(({ rank }) => rank),
    count: points[0]?.count ?? 0,
    low: column(({ low }) => low),
    median: column(({ median }) => median),
    high: column(({ high }) => high),
  };
}

/** Follows one number over the kept steps, a few steps a turn, between training steps. */
export class Tracer extends Stoppable {
  /**
   * The number at those of the steps that are still kept, ascending. A new trace ends the one under way, which is null then.
   * @throws Problem `unknownName`, `gradientNeedsProbe`; `stepNotKept` for a moment, `fieldRange` for an index outside.
   */
  async trace(run: Run, { name, index, steps }: Wanted, onProgress: (fraction: number) => void): Promise<Traced | null> {
    const { id: runId, config } = run;
    const asked = askedOf(run);
    const wanted = classify(config, name);
    if (wanted.kind === 'moment') throw fail('stepNotKept', { step: steps[0] ?? 0, kept: String(run.step) });
    if (wanted.kind === 'probed' && asked.ids.length < 2 && needsTwoTokens(name)) throw fail('gradientNeedsProbe', { name });
    const isWanted = this.begin();
    const points: Point[] = [];
    const visit = async (step: number): Promise<void> => {
      const kept = run.checkpoints.exact(step);
      if (!kept) return;
      let array: { shape: readonly number[]; data: Float32Array };
      if (wanted.kind === 'weight') array = readSlot(kept.weights, wanted.slot);
      else {
        const weights = tensorsOf(config, kept.weights);
        const { entries, data } = await look({ runId, step, live: false, config, ...asked }, weights, [name]);
        array = { shape: entries[0]?.shape ?? [], data };
      }
      const standing = standingOf(array.data, array.shape, index);
      if (!standing) {
        const [max = 0] = array.shape;
        throw fail('fieldRange', { field: 'index', min: 0, max: max - 1, got: index.join(', ') });
      }
      points.push({ step, ...standing });
    };
    try {
      const done = await inTurns({
        jobs: [...steps].toSorted((a, b) => a - b),
        lock: this.lock,
        isWanted,
        run: async (batch) => {
          for (const step of batch) await visit(step);
        },
        onProgress: (fraction) => onProgress(Math.min(fraction, 0.999)),
      });
      return done ? columns(points) : null;
    } finally {
      if (isWanted()) onProgress(1);
    }
  }
}
