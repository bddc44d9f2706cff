import { expect, test } from 'vitest';
import type { EventName, Events } from '#lexicon/events.ts';
import { handlers } from './commands.ts';
import { Engine } from './engine.ts';
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
  let known: number[] = [];
  const engine = new Engine(<N extends EventName>(name: N, value: Events[N]) => {
    if (name !== 'metrics') return;
    const { columns, all } = value as Events['metrics'];
    known = [...(all ? [] : known), ...columns.step];
  });
  const call = handlers(engine, () => undefined);
  const config = { d_model: 8, n_layers: 1, n_heads: 1, d_mlp: 8, n_ctx: 8, batch_size: 1 };
  await call.boot({ text: 'The bell rang three times. '.repeat(20), config, backend: 'cpu', wasmBase: '' });
  const run = engine.running();
  run.history = trained(MOST_ROWS - 2);
  run.step = MOST_ROWS - 2;
  known = Array.from(run.history.since(0).step);
  engine.player.rebase(run.history.length);
  await call.train({ steps: 4 });
  expect(known).toEqual(Array.from(run.history.since(0).step));
  expect(known.at(-1)).toBe(MOST_ROWS + 2);
});
