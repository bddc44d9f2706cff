import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { NO_SELECTION } from '#lexicon/selection.ts';
import type { PanelProps } from '../contract.ts';
import { propsOfKnown } from '../propsOfKnown.ts';
import { positions } from './Positions.tsx';

const TEXTS = ['a', 'b', 'a'];
const LEARNED = [1, 0, 0.6, 0.8, -1, 0];
const at = (position: number) => ({ ...NO_SELECTION, position });

test('reads what its encoding consists of', () => {
  const config = { ...propsOfKnown(TEXTS, {}).config, n_layers: 1 };
  expect(positions.names({ ...config, position: 'learned' })).toContain('wpe.weight');
  expect(positions.names({ ...config, position: 'sinusoidal' })).toEqual(['hook_pos_embed']);
  expect(positions.names({ ...config, position: 'rope' }).length).toBe(4);
  expect(positions.names({ ...config, position: 'none' })).toEqual(['hook_embed']);
});

test('the learnt table and the cosines between its rows are shown number by number', async () => {
  const select = vi.fn<PanelProps['select']>();
  const props = propsOfKnown(TEXTS, { 'wpe.weight': { shape: [3, 2], data: LEARNED } }, { position: 'learned', d_model: 2 });
  const screen = await render(<positions.Body {...props} select={select} />);
  const table = screen.getByRole('grid', { name: 'The encoding' });
  (table.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowDown}{ArrowRight}');
  await expect.element(table.getByRole('gridcell')).toHaveTextContent('position 1, dimension 1: 0.800');
  await userEvent.keyboard('{Enter}');
  expect(select).toHaveBeenCalledExactlyOnceWith({
    position: 1,
    token: 1,
    dimension: 1,
    cell: { name: 'wpe.weight', index: [1, 1] },
  });
  const alike = screen.getByRole('grid', { name: 'How alike two positions are' });
  (alike.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(alike.getByRole('gridcell')).toHaveTextContent('position 0 and position 1: cosine 0.600');
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(alike.getByRole('gridcell')).toHaveTextContent('position 0 and position 2: cosine −1.000');
});

test('the curves read the table along the positions', async () => {
  const props = propsOfKnown(TEXTS, { hook_pos_embed: { shape: [3, 2], data: LEARNED } }, { position: 'sinusoidal', d_model: 2 });
  const screen = await render(<positions.Body {...props} selection={at(1)} />);
  await expect
    .element(screen.getByRole('slider', { name: 'Along the positions' }))
    .toHaveAttribute('aria-valuetext', 'position 1, dim. 0 0.600, dim. 1 0.800');
});

test('rotary: each angle is position × θ, and a pair stands before and after its turn', async () => {
  const name = (hook: string) => `blocks.0.attn.hook_${hook}`;
  const zero = Array.from({ length: 12 }, () => 0);
  const arrays = {
    [name('q')]: { shape: [3, 1, 4], data: [...zero.slice(0, 8), 1, 0, 0, 0] },
    [name('k')]: { shape: [3, 1, 4], data: [...zero.slice(0, 8), 0, 0, 2, 0] },
    [name('rot_q')]: { shape: [3, 1, 4], data: [...zero.slice(0, 8), Math.cos(2), 0, Math.sin(2), 0] },
    [name('rot_k')]: { shape: [3, 1, 4], data: [...zero.slice(0, 8), -2 * Math.sin(2), 0, 2 * Math.cos(2), 0] },
  };
  const config = { position: 'rope', d_model: 4, n_heads: 1, n_layers: 1, rope_base: 10000 } as const;
  const screen = await render(<positions.Body {...propsOfKnown(TEXTS, arrays, config)} selection={at(2)} />);
  const angles = screen.getByRole('grid', { name: 'Angles of rotation' });
  (angles.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.element(angles.getByRole('gridcell')).toHaveTextContent('position 2, pair 0: angle 2.000 rad');
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(angles.getByRole('gridcell')).toHaveTextContent('position 2, pair 1: angle 0.0200 rad');
  const cells = [...screen.container.querySelectorAll('.positions__pair td')].map((cell) => cell.textContent);
  expect(cells).toEqual(['(1.000, 0)', '(−0.416, 0.909)', '(0, 2.000)', '(−1.819, −0.832)']);
});

test('without positions it shows that the same token enters as the same vector, and says what remains', async () => {
  const arrays = { hook_embed: { shape: [3, 2], data: [1, 2, 3, 4, 1, 2] } };
  const screen = await render(<positions.Body {...propsOfKnown(TEXTS, arrays, { position: 'none' })} />);
  await expect.element(screen.getByText('2 of the 3 probed tokens stand there more than once')).toBeInTheDocument();
  const strips = screen.getByRole('grid', { name: 'The same token at two places enters as the same vector' });
  (strips.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowDown}{ArrowRight}');
  await expect.element(strips.getByRole('gridcell')).toHaveTextContent('position 2 a, dimension 1: 2.000');
  expect(screen.container.textContent).toContain('What remains is the causal mask');
  await screen.rerender(<positions.Body {...propsOfKnown(TEXTS, arrays, { position: 'none', objective: 'masked' })} />);
  expect(screen.container.textContent).toContain('bag of tokens');
});
