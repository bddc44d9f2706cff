import { expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';
import { byValue, expectShown, numberOf, softmax } from '../support/numbers.ts';

/** A ledger row as it is written: rank, id, logit, ÷ T, softmax, kept, drawn with. */
async function ledgerOf(
  app: App,
): Promise<{ id: number; logit: string; warm: string; before: string; kept: boolean; after: string }[]> {
  const rows = app.panel('output').locator('.output__ledger tbody tr:not(.output__tail)');
  return rows.evaluateAll((elements) =>
    elements.map((row) => {
      const cells = Array.from(row.querySelectorAll('td'), (cell) => cell.textContent ?? '');
      return {
        id: Number(row.querySelector('.output__id')?.textContent ?? Number.NaN),
        logit: cells[2] ?? '',
        warm: cells[3] ?? '',
        before: cells[4] ?? '',
        kept: cells[6] === '✓',
        after: cells[7] ?? '',
      };
    }),
  );
}

/** Compares the ledger of the last position and every position's best guess with the engine's logits; answers with these. */
async function check(app: App): Promise<number[]> {
  const said = app.words.panels.output;
  const { temperature, top_k } = await app.config();
  const { shape, data } = await app.read('unembed.hook_out');
  const [T = 0, V = 0] = shape;
  const logits = data.slice((T - 1) * V);
  const order = byValue(logits);
  const before = softmax(logits, temperature);
  const kept = order.slice(0, top_k === 0 ? V : top_k);
  const mass = kept.reduce((sum, id) => sum + (before[id] ?? 0), 0);

  const rows = await ledgerOf(app);
  expect(rows.length).toBeGreaterThanOrEqual(14);
  rows.slice(0, 14).forEach((row, rank) => {
    expect(row.id, `id of rank ${rank + 1}`).toBe(order[rank]);
    expectShown(row.logit, logits[row.id] ?? Number.NaN, `logit of ${row.id}`);
    expectShown(row.warm, (logits[row.id] ?? Number.NaN) / temperature, `logit of ${row.id} over T`);
    expectShown(row.before, before[row.id] ?? Number.NaN, `softmax of ${row.id}`);
    expect(row.kept, `whether ${row.id} is kept`).toBe(kept.includes(row.id));
    expectShown(row.after, row.kept ? (before[row.id] ?? 0) / mass : 0, `share of ${row.id}`);
  });
  const tail = await app.panel('output').locator('.output__tail td').allTextContents();
  const rest = 1 - order.slice(0, rows.length).reduce((sum, id) => sum + (before[id] ?? 0), 0);
  expect(numberOf(tail[2] ?? '')).toBeCloseTo(rest, 3);

  const guesses = await app.panel('output').locator('.output__positions tbody tr td:nth-child(3)').allTextContents();
  expect(guesses.length).toBe(T);
  guesses.forEach((shown, at) =>
    expectShown(shown, Math.max(...softmax(data.slice(at * V, (at + 1) * V))), `best guess at ${at}`),
  );
  const right = await app.panel('output').locator('.output__positions .output__right').count();
  await expect(app.part('output', said.overview).locator('.part__head .quiet')).toHaveText(
    said.hits(String(right), String(T - 1)),
  );
  return data;
}

test('from logits to what is drawn, every number is the engine’s, before and after training', async ({ app }) => {
  await app.open({ panel: 'output' });
  const before = await check(app);
  await app.train(25);
  await expect(async () => expect(await check(app)).not.toEqual(before)).toPass({ timeout: 8000 });
});

test('moving temperature and top-k changes what is drawn and not the model', async ({ app }) => {
  await app.open({ panel: 'output' });
  const before = await check(app);
  const first = (await ledgerOf(app))[0]?.after ?? '';
  await app.configure({ temperature: 2.5, top_k: 3 });
  await expect.poll(async () => (await ledgerOf(app)).filter(({ kept }) => kept).length).toBe(3);
  expect(await check(app)).toEqual(before);
  expect((await ledgerOf(app))[0]?.after).not.toBe(first);
});

test('the loss that the ledger names is the engine’s loss at that position', async ({ app }) => {
  const said = app.words.panels.output;
  await app.open({ panel: 'output', pos: '6' });
  const { data } = await app.read('probe.loss');
  const nats = data[6] ?? Number.NaN;
  const line = app.panel('output').locator('.part__note', { hasText: 'nats' }).first();
  await expect(line).toBeVisible();
  const numbers = ((await line.textContent()) ?? '').match(/= ([\d.e−]+) nats/);
  expectShown(numbers?.[1] ?? '', nats, said.actual);
});
