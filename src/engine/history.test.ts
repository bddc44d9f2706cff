import { expect, test } from 'vitest';
import { testEngine } from './fixtures/engine.ts';
import { History, MOST_ROWS } from './history.ts';

const lossOf = (step: number): number => Math.fround(1 / step);

function trained(steps: number): History {
  const history = new History();
  for (let step = 1; step <= steps; step++) history.push({ step, loss: lossOf(step), gradNorm: step, learningRate: 0.5 });
  return history;
}

test('however long a run, its steps take no more room; the newest are all there, the older ever more coarsely', () => {
  const history = trained(3 * MOST_ROWS);
  const { step, loss, gradNorm } = history.since(0);
  expect(history.length).toBeLessThanOrEqual(MOST_ROWS);
  const gaps = Array.from(step.subarray(1), (each, i) => each - (step[i] ?? 0));
  expect(step[0]).toBe(1);
  expect(step.at(-1)).toBe(3 * MOST_ROWS);
  expect(gaps.slice(-MOST_ROWS / 2 + 1).every((gap) => gap === 1)).toBe(true);
  expect(gaps.every((gap, i) => gap >= 1 && gap <= Math.max(1, gaps[i - 1] ?? gap))).toBe(true);
  expect(step.every((each, i) => loss[i] === lossOf(each) && gradNorm[i] === each)).toBe(true);
});

test('the page is told all steps anew when older ones have been let go', async () => {
  const { engine, call, start, told } = testEngine();
  await start({ config: { d_model: 8, n_heads: 1, d_mlp: 8, n_ctx: 8, batch_size: 1 } });
  const run = engine.running();
  run.history = trained(MOST_ROWS - 2);
  run.step = MOST_ROWS - 2;
  const before = Array.from(run.history.since(0).step);
  told('metrics').length = 0;
  engine.player.rebase(run.history.length);
  await call.train({ steps: 4 });
  const known = told('metrics').reduce((rows, { columns, all }) => [...(all ? [] : rows), ...columns.step], before);
  expect(known).toEqual(Array.from(run.history.since(0).step));
  expect(known.at(-1)).toBe(MOST_ROWS + 2);
});
