import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { NO_SELECTION } from '#lexicon/selection.ts';
import { words } from '#lexicon/words/all.ts';
import type { PanelProps } from '../contract.ts';
import { propsOfKnown } from '../propsOfKnown.ts';
import { residual } from './Residual.tsx';

const SHAPE = [2, 2];
const ARRAYS = {
  'blocks.0.hook_resid_pre': { shape: SHAPE, data: [3, 4, 0, 1] },
  'blocks.0.hook_attn_out': { shape: SHAPE, data: [6, 8, 1, 0] },
  'blocks.0.hook_resid_mid': { shape: SHAPE, data: [9, 12, 1, 1] },
  'blocks.0.hook_mlp_out': { shape: SHAPE, data: [-9, -12, 0, 0] },
  'blocks.0.hook_resid_post': { shape: SHAPE, data: [0, 0, 1, 1] },
};
const given = (more: Partial<PanelProps> = {}): PanelProps => ({
  ...propsOfKnown(['the', ' cat'], ARRAYS, { n_layers: 1, d_model: 2 }),
  ...more,
});
const at = (position: number) => ({ selection: { ...NO_SELECTION, position } });

test('reads exactly the stream and what is added to it', () => {
  expect(residual.names(given().config).toSorted()).toEqual(Object.keys(ARRAYS).toSorted());
});

test('the map says the length of the stream of a token at a depth, and moves by keys', async () => {
  const [select, hover] = [vi.fn<PanelProps['select']>(), vi.fn<PanelProps['hover']>()];
  const screen = await render(<residual.Body {...given({ ...at(0), select, hover })} />);
  const map = screen.getByRole('grid', { name: words.en.panels.residual.map });
  await expect.element(map.getByRole('gridcell')).toHaveTextContent('token 0 “the”, after L1 FFN: length 0');
  (map.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowLeft}');
  await expect.element(map.getByRole('gridcell')).toHaveTextContent('token 0 “the”, after L1 attention: length 15.00');
  await userEvent.keyboard('{Enter}');
  expect(hover).toHaveBeenLastCalledWith({ position: 0, layer: 0 });
  expect(select).toHaveBeenLastCalledWith({ position: 0, layer: 0 });
});

test('what each part adds is measured by length and by its cosine with the stream', async () => {
  const screen = await render(<residual.Body {...given(at(0))} />);
  const rows = (name: string) =>
    screen
      .getByRole('listbox', { name })
      .getByRole('option')
      .elements()
      .map((row) => row.getAttribute('aria-label'));
  expect(rows('What is added at 0 “the”')).toEqual(['L1 attention: 10.00', 'L1 FFN: 15.00']);
  expect(rows('In which direction')).toEqual(['L1 attention: 1.000', 'L1 FFN: −1.000']);
});

test('the stream along the depth stands beside the median of all tokens', async () => {
  const screen = await render(<residual.Body {...given(at(0))} />);
  const chart = screen.getByRole('slider', { name: 'Along the depth at 0 “the”' });
  (chart.element() as SVGElement).focus();
  await userEvent.keyboard('{Home}');
  await expect.element(chart).toHaveAttribute('aria-valuetext', 'depth 0 · start, stream ‖x‖ 5.000, median of all tokens 3.000');
});

test('the strips hold the vector at each depth with what is added between', async () => {
  const screen = await render(<residual.Body {...given(at(0))} />);
  const strips = screen.getByRole('grid', { name: 'The vector of 0 “the” at each depth' });
  expect(strips.element().getAttribute('aria-rowcount')).toBe('5');
  (strips.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowDown}{ArrowRight}');
  await expect.element(strips.getByRole('gridcell')).toHaveTextContent('+ L1 attention, dimension 1: 8.000');
});

test('a vector without length has no direction, and that is said rather than drawn', async () => {
  const screen = await render(<residual.Body {...given(at(1))} />);
  await expect.element(screen.getByRole('option', { name: 'L1 FFN: –' })).toBeInTheDocument();
});

test('it says so while an array is missing', async () => {
  const screen = await render(<residual.Body {...given({ read: () => undefined })} />);
  await expect.element(screen.getByText(words.en.view.noData)).toBeInTheDocument();
});

test('of two steps lengths and cosines are subtracted, not taken of the difference', async () => {
  const halved = { ...ARRAYS['blocks.0.hook_attn_out'], data: ARRAYS['blocks.0.hook_attn_out'].data.map((x) => -x / 2) };
  const { read: readA, config } = given();
  const { read: readB } = propsOfKnown(['the', ' cat'], { ...ARRAYS, 'blocks.0.hook_attn_out': halved }, config);
  const read: PanelProps['read'] = (name) => {
    const [a, b] = [readA(name), readB(name)];
    return a && b && { ...a, data: a.data.map((value, index) => value - (b.data[index] ?? Number.NaN)) };
  };
  const screen = await render(<residual.Body {...given({ ...at(0), read, difference: { a: 2, b: 1, readA, readB } })} />);
  const rows = (name: string) =>
    screen
      .getByRole('listbox', { name })
      .getByRole('option')
      .elements()
      .map((row) => row.getAttribute('aria-label'));
  expect(rows('What is added at 0 “the”')).toEqual(['L1 attention: 5.000', 'L1 FFN: 0']);
  expect(rows('In which direction')).toEqual(['L1 attention: 2.000', 'L1 FFN: 0']);
  await expect.element(screen.getByText(words.en.panels.residual.cosineChange)).toBeInTheDocument();
});
