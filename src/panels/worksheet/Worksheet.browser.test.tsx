import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { userEvent } from 'vitest/browser';
import { words } from '#lexicon/words/all.ts';
import type { ElementRef } from '#lexicon/expression.ts';
import { loadTypesetter } from '#view/Formula.tsx';
import '#view/theme.css';
import { propsOfKnown } from '../propsOfKnown.ts';
import { Worksheet } from './Worksheet.tsx';
import type { WorksheetProps } from './Worksheet.tsx';
import { withSheetWords } from './words.ts';

const english = withSheetWords(words.en, 'en');
const said = english.worksheet;
const TOKENS = ['O', 'n', 'the', 'sea'];
const SHAPE = { d_model: 6, n_heads: 1, n_layers: 1, d_mlp: 6, n_ctx: 4, d_vocab: 4 };
const round = (values: readonly number[]): number[] => Array.from(Float32Array.from(values));
const ramp = (length: number, at: (i: number) => number): number[] => Array.from({ length }, (_, i) => at(i));

const Q = round(ramp(24, (i) => Math.sin(i + 1)));
const K = round(ramp(24, (i) => Math.cos(2 * i)));
/** Row 3 of the scores, as float32 arithmetic gives it. */
const scoreOf = (s: number): number =>
  Math.fround(ramp(6, (k) => (Q[18 + k] ?? 0) * (K[6 * s + k] ?? 0)).reduce((a, b) => a + b, 0) / Math.sqrt(6));

const ARRAYS = {
  'blocks.0.attn.hook_q': { shape: [4, 1, 6], data: Q },
  'blocks.0.attn.hook_k': { shape: [4, 1, 6], data: K },
  'blocks.0.attn.hook_attn_scores': {
    shape: [1, 4, 4],
    data: [...ramp(12, (i) => (i % 4 > Math.floor(i / 4) ? -Infinity : 0)), ...ramp(4, scoreOf)],
  },
  'unembed.hook_out': { shape: [4, 4], data: ramp(16, (i) => i / 8) },
  'probe.softmax': { shape: [4, 4], data: ramp(16, () => 0.25) },
  'grad.unembed.hook_out': { shape: [4, 4], data: ramp(16, (i) => (i === 5 ? 0.25 / 3 : 0)) },
  'wte.weight': { shape: [4, 6], data: ramp(24, (i) => i / 10) },
  'grad.wte.weight': { shape: [4, 6], data: ramp(24, (i) => -i / 100) },
};

function show(cell: ElementRef, more: Partial<WorksheetProps> = {}) {
  const select = vi.fn<WorksheetProps['select']>();
  const onWrite = vi.fn<WorksheetProps['onWrite']>();
  const sheet = (at: ElementRef) => (
    <div style={{ width: 264 }}>
      <Worksheet
        {...propsOfKnown(TOKENS, ARRAYS, SHAPE)}
        words={english}
        cell={at}
        select={select}
        moments={undefined}
        caveats={[]}
        live
        onWrite={onWrite}
        onClose={() => undefined}
        {...more}
      />
    </div>
  );
  return { select, onWrite, sheet, view: render(sheet(cell)) };
}

const SCORE: ElementRef = { name: 'blocks.0.attn.hook_attn_scores', index: [0, 3, 1] };

test('a score shows its formula, its numbers, its terms with the largest first, and the same value from engine and float64', async () => {
  await loadTypesetter();
  const { view } = show(SCORE);
  const screen = await view;
  const terms = ramp(6, (k) => (Q[18 + k] ?? 0) * (K[6 + k] ?? 0));
  const order = ramp(6, (k) => k).toSorted((a, b) => Math.abs(terms[b] ?? 0) - Math.abs(terms[a] ?? 0));
  await expect.element(screen.getByText(said.kinds.products('query', 'key'))).toBeVisible();
  const rows = [...screen.container.querySelectorAll('.worksheet__sum tbody tr')];
  expect(rows.map((row) => Number(row.querySelector('th')?.textContent))).toEqual(order);
  const facts = screen.container.querySelector('.worksheet__table--facts')?.textContent ?? '';
  expect(facts).toContain(scoreOf(1).toFixed(4).slice(0, 4).replace('-', '−'));
  expect(facts).toContain(scoreOf(1).toPrecision(7).slice(0, 7).replace('-', '−'));
  expect([...screen.container.querySelectorAll('.katex annotation')].map((each) => each.textContent).join(' ')).toContain(
    String.raw`\sum_k q_{t,h,k}k_{s,h,k}`,
  );
});

test('every operand is a button with a sentence, and a click selects it and the place where it stands', async () => {
  const { view, select } = show(SCORE);
  const screen = await view;
  const name = said.openOperand(
    said.sentence(
      'query, layer 1',
      'position 3 “sea”, head 1, dimension 2 of the head',
      (Q[20] ?? 0).toFixed(3).replace('-', '−'),
    ),
  );
  await screen.getByRole('button', { name }).click();
  expect(select).toHaveBeenLastCalledWith({
    position: 3,
    head: 0,
    layer: 0,
    cell: { name: 'blocks.0.attn.hook_q', index: [3, 0, 2] },
  });
});

test('Alt with an arrow walks back and forward over what was seen', async () => {
  const { view, select, sheet } = show(SCORE);
  const screen = await view;
  const back = screen.getByRole('button', { name: said.back, exact: true });
  await expect.element(back).toBeDisabled();
  await screen.rerender(sheet({ name: 'blocks.0.attn.hook_q', index: [3, 0, 2] }));
  await expect.element(back).toBeEnabled();
  (screen.container.querySelector('.worksheet__place') as HTMLElement).focus();
  await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}');
  expect(select).toHaveBeenLastCalledWith(expect.objectContaining({ cell: SCORE }));
  await screen.rerender(sheet(SCORE));
  await screen.getByRole('button', { name: said.forward, exact: true }).click();
  expect(select).toHaveBeenLastCalledWith(expect.objectContaining({ cell: { name: 'blocks.0.attn.hook_q', index: [3, 0, 2] } }));
});

test('the gradient of a logit is p − y over the scored positions, and the switch leads to it and back', async () => {
  const { view, select } = show({ name: 'grad.unembed.hook_out', index: [1, 1] });
  const screen = await view;
  await expect.element(screen.getByText(said.gradientMeans)).toBeVisible();
  const facts = screen.container.querySelector('.worksheet__table--facts')?.textContent ?? '';
  expect(facts).toContain('0.0833');
  expect(facts).toContain('0.08333333');
  await screen.getByText(said.value, { exact: true }).click();
  expect(select).toHaveBeenLastCalledWith(expect.objectContaining({ cell: { name: 'unembed.hook_out', index: [1, 1] } }));
});

test('what the mask hides says so, and what the model does not have says that', async () => {
  const hidden = await show({ name: SCORE.name, index: [0, 1, 3] }).view;
  await expect.element(hidden.getByText(said.masked)).toBeVisible();
  const gone = await show({ name: 'blocks.7.attn.hook_q', index: [0, 0, 0] }).view;
  await expect.element(gone.getByText(said.gone)).toBeVisible();
});

const WEIGHT: ElementRef = { name: 'wte.weight', index: [2, 3] };

test('a weight shows its gradient and its last update, and a number typed in is written', async () => {
  const moments = { m: 0.02, v: 0.0009, value: 1.5, step: 3, learningRate: 0.01 };
  const { view, onWrite } = show(WEIGHT, { moments });
  const screen = await view;
  await expect.element(screen.getByText(said.learnt)).toBeVisible();
  const facts = [...screen.container.querySelectorAll('.worksheet__table--facts')].map((table) => table.textContent).join(' ');
  expect(facts).toContain('−0.150');
  // m̂ = 0.02 ÷ (1 − 0.9³) and v̂ = 0.0009 ÷ (1 − 0.99³), by the default β.
  expect(facts).toContain('0.0738');
  expect(facts).toContain('0.0303');
  const field = screen.getByRole('textbox', { name: said.weight.editLabel });
  const apply = screen.getByRole('button', { name: said.weight.apply, exact: true });
  await field.fill('much');
  await expect.element(apply).toBeDisabled();
  await field.fill('−2.5');
  await apply.click();
  expect(onWrite).toHaveBeenCalledExactlyOnceWith(-2.5);
});

test('at an earlier step a weight cannot be changed', async () => {
  const screen = await show(WEIGHT, { live: false }).view;
  await expect.element(screen.getByRole('textbox', { name: said.weight.editLabel })).toBeDisabled();
  await expect.element(screen.getByText(said.weight.editLive)).toBeVisible();
});
