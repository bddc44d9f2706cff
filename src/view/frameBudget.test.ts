import { describe, expect, it } from 'vitest';
import { createFrameBudget } from './frameBudget.ts';

/** A clock that jobs move by hand, and frames that the test fires. */
function setUp(budgetMs: number) {
  let time = 0;
  const frames: (() => void)[] = [];
  const done: string[] = [];
  const budget = createFrameBudget(budgetMs, { now: () => time, nextFrame: (run) => frames.push(run) });
  const job = (name: string, ms: number) => (): void => {
    time += ms;
    done.push(name);
  };
  return { budget, done, job, frame: () => frames.shift()?.(), frames };
}

describe('createFrameBudget', () => {
  it('runs at once what fits, the rest in later frames in the order it came', () => {
    const { budget, done, job, frame, frames } = setUp(5);
    for (const name of ['a', 'b', 'c', 'd', 'e']) budget.run({}, job(name, 3));
    expect(done).toEqual(['a', 'b']);
    frame();
    expect(done).toEqual(['a', 'b', 'c', 'd']);
    frame();
    expect(done).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(frames).toHaveLength(0);
  });
  it('replaces a waiting job by a newer one of the same owner', () => {
    const { budget, done, job, frame } = setUp(1);
    const owner = {};
    budget.run({}, job('first', 2));
    budget.run(owner, job('old', 1));
    budget.run(owner, job('new', 1));
    frame();
    expect(done).toEqual(['first', 'new']);
  });
  it('forgets what is cancelled', () => {
    const { budget, done, job, frame } = setUp(1);
    const owner = {};
    budget.run({}, job('first', 2));
    budget.run(owner, job('gone', 1));
    budget.cancel(owner);
    frame();
    expect(done).toEqual(['first']);
  });
  it('gives every frame its own time', () => {
    const { budget, done, job, frame } = setUp(5);
    budget.run({}, job('a', 9));
    frame();
    budget.run({}, job('b', 9));
    expect(done).toEqual(['a', 'b']);
  });
});
