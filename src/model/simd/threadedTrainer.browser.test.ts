import { beforeAll, describe, expect, it } from 'vitest';
import { flatOf, loadReferenceCase } from '../fixtures/load.ts';
import { unmoved } from '../init.ts';
import { createThreadedTrainer, possibleThreads } from './threadedTrainer.ts';
import type { ThreadReport } from './threadedTrainer.worker.ts';

function ask(): Promise<ThreadReport> {
  const worker = new Worker(new URL('./threadedTrainer.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<ThreadReport>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<ThreadReport | string>) => {
      worker.terminate();
      if (typeof data === 'string') reject(new Error(data));
      else resolve(data);
    });
    worker.addEventListener('error', ({ message }) => reject(new Error(message)));
    worker.postMessage('go');
  });
}

/** The distance of `a` from `b` over the size of `b`. */
function distance(a: Float32Array, b: Float32Array): number {
  const sum = (values: Iterable<number>): number => Math.hypot(...values);
  return sum(a.map((x, i) => x - (b[i] ?? Number.NaN))) / sum(b);
}

describe('a batch shared among threads of an isolated page', () => {
  let found: ThreadReport;
  beforeAll(async () => {
    found = await ask();
  });

  it('gives what one thread gives, whatever the number of threads', () => {
    const [alone, ...shared] = found.runs;
    if (!alone) throw new Error('no run on one thread');
    expect(found.isolated).toBe(true);
    expect(shared.map(({ threads }) => threads)).toEqual([1, 2, 3, 4]);
    for (const { threads, scalars, weights, gradients, evaluated } of shared) {
      scalars.forEach(({ lossNats, gradNorm }, i) => {
        expect(lossNats, `${threads} threads`).toBeCloseTo(alone.scalars[i]?.lossNats ?? Number.NaN, 5);
        expect(gradNorm, `${threads} threads`).toBeCloseTo(alone.scalars[i]?.gradNorm ?? Number.NaN, 5);
      });
      expect(distance(weights, alone.weights), `${threads} threads`).toBeLessThan(1e-6);
      expect(distance(gradients, alone.gradients), `${threads} threads`).toBeLessThan(1e-5);
      expect(evaluated).toMatchObject({ scored: alone.evaluated.scored, correct: alone.evaluated.correct });
      expect(evaluated.lossSumNats).toBeCloseTo(alone.evaluated.lossSumNats, 3);
    }
  });

  it('gives the same to the last bit when the number of threads is the same', () => {
    expect(found.again).toEqual(found.runs.find(({ threads }) => threads === 3));
  });
});

it('a page itself, which may not wait for threads, trains on one', async () => {
  expect(possibleThreads()).toBe(1);
  const reference = await loadReferenceCase('gpt2');
  const trainer = await createThreadedTrainer(reference.config, unmoved(flatOf(reference, reference.weights)));
  const { lossSumNats, scored } = await trainer.evaluate(reference.batch);
  expect(lossSumNats / scored).toBeCloseTo(reference.lossNats, 5);
  trainer.dispose();
});
