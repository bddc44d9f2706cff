import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { NO_SELECTION } from '#lexicon/selection.ts';
import type { PanelProps } from '../contract.ts';
import { propsOfKnown } from '../propsOfKnown.ts';
import { textOfKnown } from '../textOfKnown.ts';
import { embeddings } from './Embeddings.tsx';

const TEXTS = ['sea', 'bell', 'fog', 'sea'];
const VOCABULARY = ['sea', 'bell', 'fog', 'never'].map((text, id) => ({ id, text }));
const TABLE = [1, 0, 0, 0.6, 0.8, 0, 0, 0, 2, 1, 0, 0];
const given = (more: Partial<PanelProps> = {}): PanelProps => ({
  ...propsOfKnown(TEXTS, {
    'wte.weight': { shape: [4, 3], data: TABLE },
    hook_embed: { shape: [4, 3], data: [1, 0, 0, 0.6, 0.8, 0, 0, 0, 2, 1, 0, 0] },
  }),
  text: textOfKnown(VOCABULARY, [0, 1, 2, 0, 0, 1]),
  ...more,
});

test('the table shows the rows of the story’s tokens by frequency, cell by cell, and all of them when asked', async () => {
  const screen = await render(<embeddings.Body {...given({ selection: { ...NO_SELECTION, token: 1 } })} />);
  const table = screen.getByRole('grid', { name: 'The table: 3 tokens × 3 dimensions' });
  (table.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowDown}{ArrowRight}');
  await expect.element(table.getByRole('gridcell')).toHaveTextContent('bell, dimension 1: 0.800');
  await userEvent.click(screen.getByRole('checkbox', { name: 'only tokens of the story' }));
  await expect.element(screen.getByRole('grid', { name: 'The table: 4 tokens × 3 dimensions' })).toBeInTheDocument();
});

test('selecting a cell selects its token and dimension', async () => {
  const select = vi.fn<PanelProps['select']>();
  const screen = await render(<embeddings.Body {...given({ select })} />);
  (screen.getByRole('grid', { name: 'The table: 3 tokens × 3 dimensions' }).element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}{ArrowRight}{Enter}');
  expect(select).toHaveBeenCalledExactlyOnceWith({ token: 2, dimension: 2, cell: { name: 'wte.weight', index: [2, 2] } });
});

test('the strips are what the probed tokens look up', async () => {
  const screen = await render(<embeddings.Body {...given()} />);
  const strips = screen.getByRole('grid', { name: 'What the probed tokens look up' });
  (strips.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{End}');
  await expect.element(strips.getByRole('gridcell')).toHaveTextContent('position 2 fog, dimension 2: 2.000');
});

test('neighbours are ranked by the cosine between vectors of the table, a click on one selects it', async () => {
  const select = vi.fn<PanelProps['select']>();
  const screen = await render(<embeddings.Body {...given({ select, selection: { ...NO_SELECTION, token: 0 } })} />);
  const list = screen.getByRole('listbox', { name: 'Nearest to “sea”' });
  const rows = () =>
    list
      .getByRole('option')
      .elements()
      .map((row) => row.getAttribute('aria-label'));
  expect(rows()).toEqual(['bell: 0.600', 'fog: 0.000']);
  await userEvent.click(list.getByRole('option').first());
  expect(select).toHaveBeenCalledWith({ token: 1 });
  await userEvent.click(screen.getByRole('checkbox', { name: 'only tokens of the story' }));
  expect(rows()).toEqual(['never: 1.000', 'bell: 0.600', 'fog: 0.000']);
});

test('the map says how much of the variance its two directions hold', async () => {
  const screen = await render(<embeddings.Body {...given()} />);
  await expect.element(screen.getByRole('listbox', { name: 'Map of the vectors' })).toBeInTheDocument();
  // Three points lie in a plane: nothing is left for the third direction.
  const note = screen.container.textContent?.match(/\(PCA\): ([\d.]+) % and ([\d.]+) %/);
  expect(Number(note?.[1]) + Number(note?.[2])).toBeCloseTo(100, 1);
});
