import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { words } from '#lexicon/words/all.ts';
import type { PanelProps, WeightAccess } from '../contract.ts';
import { propsOfKnown } from '../propsOfKnown.ts';
import { textOfKnown } from '../textOfKnown.ts';
import { update } from './Update.tsx';

const said = words.en.panels.update;

function given(weights: Partial<WeightAccess>, config: Partial<PanelProps['config']> = {}): PanelProps {
  const known = propsOfKnown(['a', 'b'], {}, { n_layers: 1, ...config });
  const columns = {
    step: Float64Array.of(1, 2),
    loss: Float32Array.of(3, 2),
    gradNorm: Float32Array.of(1.5, 0.5),
    learningRate: Float32Array.of(0.01, 0.02),
  };
  return {
    ...known,
    text: textOfKnown(
      known.tokens,
      Array.from({ length: 20 }, (_, i) => i % 2),
    ),
    step: 2,
    keptSteps: Float64Array.of(0, 2),
    history: { version: 1, columns: () => columns, evaluations: () => [] },
    weights: { ...known.weights, ...weights },
  };
}

const state = { step: 2, value: 0.5, m: 0.1, v: 0.04, learningRate: 0.02 };
const access = (): Partial<WeightAccess> => ({
  gradientNorms: async () => ({
    step: 2,
    batchStep: 3,
    rows: [
      { name: 'wte.weight', gradient: 2, weight: 1 },
      { name: 'h.0.attn.c_attn.weight', gradient: 0.5, weight: 1 },
    ],
  }),
  stateOf: async () => state,
});

test('gradients stand along the depth, with the batch that they are of', async () => {
  const screen = await render(<update.Body {...given(access())} />);
  const layer = screen.getByRole('region', { name: said.group(said.groups.layer(1)) });
  await expect.element(layer.getByText('0.500')).toBeInTheDocument();
  await expect.element(screen.getByText(said.normsNote('3'))).toBeInTheDocument();
});

test('the last update of a weight adds up: before, step and decay give what it is now', async () => {
  const screen = await render(<update.Body {...given(access(), { beta1: 0.9, beta2: 0.99, weight_decay: 0 })} />);
  const table = screen.getByRole('table');
  await expect.element(table.getByRole('row', { name: /m̂ = m/ })).toHaveTextContent('0.526');
  // −η m̂ ÷ (√v̂ + ε) = −0.02 · 0.526 ÷ 1.418
  await expect.element(table.getByRole('row', { name: /step −η/ })).toHaveTextContent('−0.00742');
  await expect.element(table.getByRole('row', { name: /before/ })).toHaveTextContent('0.5074');
});

test('a value by hand goes to the weight that is watched; what is no number is refused', async () => {
  const set = vi.fn<WeightAccess['set']>();
  const screen = await render(<update.Body {...given({ ...access(), set })} />);
  const field = screen.getByRole('textbox', { name: said.becomes });
  await field.fill('x');
  await expect.element(screen.getByText(said.notANumber)).toBeInTheDocument();
  await field.fill('−0.25');
  await screen.getByRole('button', { name: said.apply }).click();
  expect(set).toHaveBeenCalledExactlyOnceWith('h.0.attn.c_attn.weight', 0, -0.25);
});

test('dropout’s masks are there while training and gone in evaluation', async () => {
  const screen = await render(<update.Body {...given(access(), { dropout: 0.5, n_ctx: 8, batch_size: 2 })} />);
  await expect.element(screen.getByRole('grid', { name: said.masks })).toBeInTheDocument();
  await screen.getByText(said.evaluation, { exact: true }).click();
  await expect.element(screen.getByText(said.evaluationNote)).toBeInTheDocument();
});
