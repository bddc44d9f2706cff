import { expect, onTestFinished, test, vi } from 'vitest';
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

/** Three clouds of five tokens each in eight dimensions. */
const CLOUDS = Array.from({ length: 15 * 8 }, (_, at) => {
  const [row, col] = [Math.floor(at / 8), at % 8];
  return (col === Math.floor(row / 5) ? 5 : 0) + Math.sin(7 * at) / 5;
});
const CLOUD_TEXTS = Array.from({ length: 15 }, (_, id) => `w${id}`);
const clouded = (more: Partial<PanelProps> = {}): PanelProps => ({
  ...propsOfKnown(CLOUD_TEXTS, { 'wte.weight': { shape: [15, 8], data: CLOUDS } }),
  text: textOfKnown(
    CLOUD_TEXTS.map((text, id) => ({ id, text })),
    CLOUD_TEXTS.map((_, id) => id),
  ),
  step: 40,
  ...more,
});

test('t-SNE and UMAP are laid out in a worker, said with the step they belong to, and can be laid out anew', async () => {
  const screen = await render(<embeddings.Body {...clouded()} />);
  for (const name of ['t-SNE', 'UMAP']) {
    await userEvent.click(screen.getByText(name, { exact: true }));
    await expect
      .element(screen.getByRole('button', { name: 'Lay out anew at step 40' }), { timeout: 20_000 })
      .toBeInTheDocument();
    await expect.element(screen.getByRole('listbox', { name: 'Map of the vectors' })).toBeInTheDocument();
    await expect
      .element(screen.getByText(`${name} (`, { exact: false }))
      .toHaveTextContent('of 15 vectors of 8 dimensions at step 40');
  }
  await screen.rerender(<embeddings.Body {...clouded({ step: 60 })} />);
  await expect.element(screen.getByText('The model is at step 60 now.', { exact: false })).toBeInTheDocument();
});

test('the worker of a layout is ended when it is done, when it fails and when the panel is left', async () => {
  const working = new Set<Pick<Worker, 'onmessage' | 'onerror'>>();
  class IdleWorker {
    onmessage = null;
    onerror = null;
    constructor() {
      working.add(this);
    }
    postMessage(): void {}
    terminate(): void {
      working.delete(this);
    }
  }
  vi.stubGlobal('Worker', IdleWorker);
  onTestFinished(() => void vi.unstubAllGlobals());
  const screen = await render(<embeddings.Body {...clouded()} />);
  const newest = () => [...working].at(-1) as Worker;
  await userEvent.click(screen.getByText('t-SNE', { exact: true }));
  await vi.waitFor(() => expect(working.size).toBe(1));
  newest().onmessage?.(new MessageEvent('message', { data: { fraction: 1, points: new Float32Array(30), done: true } }));
  expect(working.size).toBe(0);
  await userEvent.click(screen.getByText('UMAP', { exact: true }));
  await vi.waitFor(() => expect(working.size).toBe(1));
  newest().onerror?.(new ErrorEvent('error', { cancelable: true }));
  expect(working.size).toBe(0);
  await userEvent.click(screen.getByText('t-SNE', { exact: true }));
  await vi.waitFor(() => expect(working.size).toBe(1));
  await screen.unmount();
  expect(working.size).toBe(0);
});

test('trails are read at kept steps only when asked for, one after the other', async () => {
  const readAt = vi.fn<PanelProps['readAt']>((_, step) =>
    Promise.resolve({ shape: [15, 8], data: Float32Array.from(CLOUDS, (x) => (x * step) / 40) }),
  );
  const screen = await render(<embeddings.Body {...clouded({ readAt, keptSteps: Float64Array.from([0, 10, 20, 40]) })} />);
  await expect.element(screen.getByRole('listbox', { name: 'Map of the vectors' })).toBeInTheDocument();
  expect(readAt).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('checkbox', { name: 'trails over training' }));
  await expect.element(screen.getByText('3 of 3 kept steps, from step 0 on', { exact: false })).toBeInTheDocument();
  expect(readAt.mock.calls).toEqual([0, 10, 20].map((step) => ['wte.weight', step]));
});

test('a − b + c is looked for among all tokens; an operand that wins is said to be one', async () => {
  const select = vi.fn<PanelProps['select']>();
  // never − sea + fog points along the third dimension, as fog does.
  const screen = await render(<embeddings.Body {...given({ select, selection: { ...NO_SELECTION, token: 3 } })} />);
  const [a, b, c] = ['a', 'b', 'c'].map((name) => screen.getByRole('textbox', { name: `Token ${name}`, exact: false }));
  await userEvent.fill(a as NonNullable<typeof a>, 'never');
  await userEvent.fill(b as NonNullable<typeof b>, 'sea');
  await userEvent.fill(c as NonNullable<typeof c>, '2');
  await userEvent.keyboard('{Enter}');
  const list = screen.getByRole('listbox', { name: '“never” − “sea” + “fog”: the nearest tokens' });
  await expect.element(list.getByRole('option').first()).toHaveAttribute('aria-label', 'fog: 1.000');
  await expect.element(screen.getByText('Nearest is “fog”, which is one of the three', { exact: false })).toBeInTheDocument();
  await userEvent.fill(a as NonNullable<typeof a>, 'nowhere');
  await expect.element(screen.getByText('no such piece')).toBeInTheDocument();
  await userEvent.keyboard('{Escape}');
  await userEvent.fill(c as NonNullable<typeof c>, 'bell');
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByText('Nearest is “bell”, which is one', { exact: false })).toBeInTheDocument();
});
