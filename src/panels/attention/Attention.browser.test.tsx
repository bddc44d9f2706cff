import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { NO_SELECTION } from '#lexicon/selection.ts';
import { words } from '#lexicon/words/all.ts';
import type { PanelProps } from '../contract.ts';
import { propsOfKnown } from '../propsOfKnown.ts';
import { attention } from './Attention.tsx';
import { patternName, scoresName } from './heads.ts';

const HIDDEN = Number.NEGATIVE_INFINITY;
const TEXTS = ['the', ' cat', ' saw', ' the'];
/** Head 0 looks one back, head 1 looks everywhere alike. */
const PREVIOUS = [1, 0, 0, 0, 1, 0, 0, 0, 0.1, 0.9, 0, 0, 0.2, 0.3, 0.4, 0.1];
const EVEN = [1, 0, 0, 0, 1 / 2, 1 / 2, 0, 0, 1 / 3, 1 / 3, 1 / 3, 0, 1 / 4, 1 / 4, 1 / 4, 1 / 4];
const SCORES = [1, HIDDEN, HIDDEN, HIDDEN, 2, 3, HIDDEN, HIDDEN, 4, 5, 6, HIDDEN, 7, 8, 9, 10];
const ARRAYS = {
  [patternName(0)]: { shape: [2, 4, 4], data: [...PREVIOUS, ...EVEN] },
  [patternName(1)]: { shape: [2, 4, 4], data: [...EVEN, ...PREVIOUS] },
  [scoresName(0)]: { shape: [2, 4, 4], data: [...SCORES, ...SCORES] },
  [scoresName(1)]: { shape: [2, 4, 4], data: [...SCORES, ...SCORES] },
};
const config = { n_layers: 2, n_heads: 2 };
const given = (more: Partial<PanelProps> = {}): PanelProps => ({ ...propsOfKnown(TEXTS, ARRAYS, config), ...more });

test('reads pattern and scores of every layer', () => {
  expect(attention.names({ ...given().config, n_layers: 2 }).toSorted()).toEqual(Object.keys(ARRAYS).toSorted());
});

test('each head has its own thumbnail with its own score, none is averaged', async () => {
  const { container } = await render(<attention.Body {...given()} />);
  const names = [...container.querySelectorAll('.heads__head')].map((head) => head.getAttribute('aria-label'));
  // Entropy of an even head over 2, 3 and 4 places: (ln 2 + ln 3 + ln 4) / 3.
  expect(names[1]).toBe('Layer 1, head 2. entropy (nats): 1.059');
  expect(names[2]).toBe('Layer 2, head 1. entropy (nats): 1.059');
  expect(names[0]).toBe(names[3]?.replace('Layer 2, head 2', 'Layer 1, head 1'));
});

test('the lists of a token hold its row and its column of the pattern', async () => {
  const screen = await render(<attention.Body {...given({ selection: { ...NO_SELECTION, position: 1 } })} />);
  const rows = (name: string) =>
    screen
      .getByRole('listbox', { name })
      .getByRole('option')
      .elements()
      .map((row) => row.getAttribute('aria-label'));
  expect(rows('1 “␣cat” looks at')).toEqual(['0 the: 1.000', '1 ␣cat: 0.000']);
  expect(rows('1 “␣cat” is looked at by')).toEqual(['2 ␣saw: 0.900', '3 ␣the: 0.300']);
});

test('the matrix says the weight of a cell by keys, hovers it, locks it with Enter, and says what cannot be seen', async () => {
  const [select, hover] = [vi.fn<PanelProps['select']>(), vi.fn<PanelProps['hover']>()];
  const screen = await render(
    <attention.Body {...given({ select, hover, selection: { ...NO_SELECTION, position: 2, key: 1 } })} />,
  );
  const matrix = screen.getByRole('grid', { name: 'attention of layer 1, head 1' });
  await expect.element(matrix.getByRole('gridcell')).toHaveTextContent('query 2 “␣saw” attends key 1 “␣cat”: 0.900');
  (matrix.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowLeft}');
  const looked = {
    position: 2,
    key: 0,
    layer: 0,
    head: 0,
    cell: { name: 'blocks.0.attn.hook_pattern', index: [0, 2, 0] },
  };
  expect(hover).toHaveBeenLastCalledWith(looked);
  await userEvent.keyboard('{Enter}');
  expect(select).toHaveBeenLastCalledWith(looked);
  await userEvent.keyboard('{End}');
  await expect.element(matrix.getByRole('gridcell')).toHaveTextContent('query 2 “␣saw” cannot see key 3 “␣the”: it comes later');
});

test('scores can be shown instead, with what is masked left empty', async () => {
  const screen = await render(<attention.Body {...given({ selection: { ...NO_SELECTION, position: 3, key: 1 } })} />);
  await userEvent.click(screen.getByText('scores', { exact: true }));
  const matrix = screen.getByRole('grid', { name: 'attention of layer 1, head 1' });
  await expect.element(matrix.getByRole('gridcell')).toHaveTextContent('query 3 “␣the”, key 1 “␣cat”: score 8.000');
  const canvas = matrix.element().querySelector('canvas');
  const alpha = [...(canvas?.getContext('2d')?.getImageData(0, 0, 4, 4).data ?? [])].filter((_, index) => index % 4 === 3);
  expect(alpha).toEqual([255, 0, 0, 0, 255, 255, 0, 0, 255, 255, 255, 0, 255, 255, 255, 255]);
});

test('a click on a thumbnail locks its layer and head, the pointer over it previews them', async () => {
  const [select, hover] = [vi.fn<PanelProps['select']>(), vi.fn<PanelProps['hover']>()];
  const screen = await render(<attention.Body {...given({ select, hover })} />);
  await userEvent.click(screen.getByRole('button', { name: /^Layer 2, head 1\./ }));
  expect(hover).toHaveBeenCalledWith({ layer: 1, head: 0 });
  expect(select).toHaveBeenLastCalledWith({ layer: 1, head: 0 });
});

test('nothing is masked for a two-sided objective: every token sees every other', async () => {
  const all = Array.from({ length: 16 }, () => 1 / 4);
  const arrays = { ...ARRAYS, [patternName(0)]: { shape: [2, 4, 4], data: [...all, ...all] } };
  const props = propsOfKnown(TEXTS, arrays, { ...config, objective: 'masked' });
  const screen = await render(<attention.Body {...props} selection={{ ...NO_SELECTION, position: 0, key: 3 }} />);
  const matrix = screen.getByRole('grid', { name: 'attention of layer 1, head 1' });
  await expect.element(matrix.getByRole('gridcell')).toHaveTextContent('query 0 “the” attends key 3 “␣the”: 0.250');
});

test('of two steps the rows sum to 0, as is said, and no head is scored', async () => {
  const props = given();
  const screen = await render(<attention.Body {...props} difference={{ a: 2, b: 1, readA: props.read, readB: props.read }} />);
  await expect.element(screen.getByText(words.en.panels.attention.patternNoteDifference)).toBeInTheDocument();
  expect(screen.getByText(words.en.panels.attention.underEach).query()).toBeNull();
});

test('it says so while there is nothing to show, or arrays of another text, and speaks Chinese', async () => {
  const screen = await render(<attention.Body {...given({ read: () => undefined, words: words.zh, language: 'zh' })} />);
  await expect.element(screen.getByText(words.zh.view.noData)).toBeInTheDocument();
  await screen.rerender(<attention.Body {...given({ tokens: given().tokens.slice(0, 2) })} />);
  await expect.element(screen.getByText(words.en.view.noData)).toBeInTheDocument();
});
