import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { NO_SELECTION } from '#lexicon/selection.ts';
import { words } from '#lexicon/words/all.ts';
import type { PanelProps } from '../contract.ts';
import { propsOfKnown } from '../propsOfKnown.ts';
import { textOfKnown } from '../textOfKnown.ts';
import { ffn } from './Ffn.tsx';
import { postName, preName } from './neurons.ts';

/** Three tokens, four neurons: one is dead, one always on. */
const PRE = [-1, 2, 0.5, -3, -2, 1, -0.5, 4, -1, 3, -2, -1];
const POST = PRE.map((x) => Math.max(0, x));
const ARRAYS = { [preName(0)]: { shape: [3, 4], data: PRE }, [postName(0)]: { shape: [3, 4], data: POST } };
const given = (more: Partial<PanelProps> = {}): PanelProps => ({
  ...propsOfKnown(['the', ' cat', ' saw'], ARRAYS, { n_layers: 1, d_mlp: 4, act_fn: 'relu' }),
  ...more,
});

test('counts the neurons that nothing positive enters', async () => {
  const { container } = await render(<ffn.Body {...given()} />);
  expect([...container.querySelectorAll('.activity dd')].map((count) => count.textContent)).toEqual([
    '1 of 4',
    '1 of 4',
    '2 of 4',
  ]);
});

test('ranks the neurons of the selected token and the tokens of the selected neuron by what is given out', async () => {
  const screen = await render(<ffn.Body {...given({ selection: { ...NO_SELECTION, position: 1, neuron: 1 } })} />);
  const rows = (name: string) =>
    screen
      .getByRole('listbox', { name })
      .getByRole('option')
      .elements()
      .map((row) => row.getAttribute('aria-label'));
  expect(rows('Strongest neurons at 1 “␣cat”').slice(0, 2)).toEqual(['neuron 3: 4.000', 'neuron 1: 1.000']);
  expect(rows('What excites neuron 1 most')).toEqual(['2 ␣saw: 3.000', '0 the: 2.000', '1 ␣cat: 1.000']);
});

test('follows the strongest neuron of the token while none is selected', async () => {
  const screen = await render(<ffn.Body {...given({ selection: { ...NO_SELECTION, position: 1 } })} />);
  await expect.element(screen.getByRole('heading', { name: 'What excites neuron 3 most' })).toBeInTheDocument();
});

test('the matrix says both sides of the function for a cell, moves by keys and selects token and neuron', async () => {
  const [select, hover] = [vi.fn<PanelProps['select']>(), vi.fn<PanelProps['hover']>()];
  const screen = await render(<ffn.Body {...given({ select, hover, selection: { ...NO_SELECTION, position: 1, neuron: 2 } })} />);
  const matrix = screen.getByRole('grid');
  await expect.element(matrix.getByRole('gridcell')).toHaveTextContent('token 1 “␣cat”, neuron 2: −0.500 becomes 0');
  (matrix.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}{Enter}');
  const looked = { position: 1, neuron: 3, layer: 0, cell: { name: postName(0), index: [1, 3] } };
  expect(hover).toHaveBeenLastCalledWith(looked);
  expect(select).toHaveBeenLastCalledWith(looked);
});

test('draws the model’s own pairs on the curve of its activation function', async () => {
  const screen = await render(<ffn.Body {...given({ selection: { ...NO_SELECTION, position: 0, neuron: 1 } })} />);
  const chart = screen.getByRole('slider', { name: 'relu, with 4 neurons at 0 “the” on it' });
  await expect.element(chart).toHaveAttribute('aria-valuetext', 'before 2.000, function 2.000, 4 neurons at 0 “the” 2.000');
  expect(chart.element().querySelector('.line-chart__line--dots')?.getAttribute('d')?.match(/M/g)).toHaveLength(4);
});

test('a wide layer can be drawn apart and scrolls', async () => {
  const F = 2048;
  const many = Array.from({ length: 3 * F }, (_, index) => Math.sin(index));
  const arrays = { [preName(0)]: { shape: [3, F], data: many }, [postName(0)]: { shape: [3, F], data: many } };
  const screen = await render(<ffn.Body {...propsOfKnown(['a', 'b', 'c'], arrays, { n_layers: 1, d_mlp: F })} />);
  await userEvent.click(screen.getByText('close', { exact: true }));
  const scroller = screen.container.querySelector('.neurons__scroll');
  expect(scroller?.scrollWidth).toBe(F * 14);
  expect(scroller?.clientWidth).toBeLessThanOrEqual(900);
});

test('it says so while there is nothing to show', async () => {
  const screen = await render(<ffn.Body {...given({ read: () => undefined })} />);
  await expect.element(screen.getByText(words.en.view.noData)).toBeInTheDocument();
});

const TEXT = textOfKnown(
  ['a', 'b', 'c'].map((text, id) => ({ id, text })),
  [0, 1, 2, 0, 1, 2, 0, 2],
);
const STRONG = Float32Array.from([0, 1, 0, -0.2, 5, 0.5, 0, 3]);

test('a neuron’s page lists the places of the whole text where it gives out most, and leads to the stretch they were read in', async () => {
  const [select, probeAt] = [vi.fn<PanelProps['select']>(), vi.fn<PanelProps['probeAt']>()];
  const scan = vi.fn<PanelProps['scan']>(() => Promise.resolve({ step: 7, values: STRONG }));
  const props = { ...given({ text: TEXT, step: 9, scan, select, probeAt, selection: { ...NO_SELECTION, neuron: 1 } }) };
  const screen = await render(<ffn.Body {...props} config={{ ...props.config, n_ctx: 4 }} />);
  await userEvent.click(screen.getByRole('button', { name: 'Read all 8 tokens' }));
  expect(scan).toHaveBeenCalledExactlyOnceWith(0, 1);
  const list = screen.getByRole('listbox', { name: words.en.panels.ffn.placesTitle });
  const rows = list
    .getByRole('option')
    .elements()
    .map((row) => row.getAttribute('aria-label'));
  expect(rows.slice(0, 3)).toEqual([
    'token 4 of the text “b”: 5.000',
    'token 7 of the text “c”: 3.000',
    'token 1 of the text “b”: 1.000',
  ]);
  await expect
    .element(screen.getByText('At step 7; above 0 at 50.00 % of the tokens. The model is at step 9 now.'))
    .toBeInTheDocument();
  await userEvent.click(list.getByRole('option').first());
  // Stretches of 4 begin at 0, 2, 4: token 4 counts in the second.
  expect(probeAt).toHaveBeenCalledExactlyOnceWith(2);
  expect(select).toHaveBeenLastCalledWith({ layer: 0, neuron: 1, position: 2, token: 1 });
});

test('a reading can be stopped, and ends when another neuron is looked at', async () => {
  const stopScan = vi.fn<PanelProps['stopScan']>();
  const props = given({
    text: TEXT,
    stopScan,
    scan: () => new Promise(() => undefined),
    selection: { ...NO_SELECTION, neuron: 1 },
  });
  const screen = await render(<ffn.Body {...props} />);
  await userEvent.click(screen.getByRole('button', { name: 'Read all 8 tokens' }));
  await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
  expect(stopScan).toHaveBeenCalledTimes(1);
  await screen.rerender(<ffn.Body {...props} selection={{ ...NO_SELECTION, neuron: 3 }} />);
  expect(stopScan).toHaveBeenCalledTimes(2);
  await expect.element(screen.getByRole('button', { name: 'Read all 8 tokens' })).toBeInTheDocument();
});
