import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { TokenPiece } from '#lexicon/messages.ts';
import { TokenAxis, axisSizePx, labelledTokens } from './TokenAxis.tsx';

const TOKENS: TokenPiece[] = [
  { id: 0, text: 'The' },
  { id: 1, text: '\n' },
  { id: 2, text: '', bytes: [0xe4] },
  { id: 3, text: '', bytes: [0xb8, 0x89] },
];

test('every token has its label, what has no ink as a sign, bytes as bytes and grouped with the character they make', async () => {
  const { container } = await render(<TokenAxis tokens={TOKENS} side="left" cellPx={18} sizePx={80} focus={null} label="rows" />);
  expect([...container.querySelectorAll('.token-axis__item')].map((item) => item.textContent)).toEqual([
    'The',
    '⏎',
    '⟨E4⟩',
    '⟨B8 89⟩',
  ]);
  expect(container.querySelectorAll('.token-axis__group')).toHaveLength(1);
  expect(container.querySelector('.token-axis__group')?.getAttribute('title')).toBe('三');
});

test('each label stands in the middle of its row', async () => {
  const { container } = await render(<TokenAxis tokens={TOKENS} side="left" cellPx={20} sizePx={80} focus={null} label="rows" />);
  const top = container.querySelector('.token-axis')?.getBoundingClientRect().top ?? 0;
  const middles = [...container.querySelectorAll('.token-axis__text')].map((label) => {
    const box = label.getBoundingClientRect();
    return (box.top + box.bottom) / 2 - top;
  });
  middles.forEach((middle, index) => expect(Math.abs(middle - (index + 0.5) * 20)).toBeLessThan(1.5));
});

test('arrow keys preview, Enter locks, Escape frees, and the pointer finds the row under it', async () => {
  const onHover = vi.fn<(index: number | null) => void>();
  const onSelect = vi.fn<(index: number) => void>();
  const axis = (focus: number | null) => (
    <TokenAxis
      tokens={TOKENS}
      side="left"
      cellPx={20}
      sizePx={80}
      focus={focus}
      label="rows"
      onHover={onHover}
      onSelect={onSelect}
    />
  );
  const screen = await render(axis(1));
  await userEvent.tab();
  await userEvent.keyboard('{ArrowDown}');
  expect(onHover).toHaveBeenLastCalledWith(2);
  await screen.rerender(axis(2));
  await userEvent.keyboard('{Enter}');
  expect(onSelect).toHaveBeenLastCalledWith(2);
  await userEvent.keyboard('{Escape}');
  expect(onHover).toHaveBeenLastCalledWith(null);
  await userEvent.click(screen.getByRole('listbox'), { position: { x: 40, y: 70 } });
  expect(onSelect).toHaveBeenLastCalledWith(3);
});

test('where rows are low only every n-th token is written, but always the one looked at', () => {
  expect(labelledTokens(6, 3, 1)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(labelledTokens(10, null, 3)).toEqual([0, 3, 6, 9]);
  expect(labelledTokens(10, 4, 3)).toEqual([0, 4, 9]);
});

test('written characters of neighbouring rows never touch, however low the rows', async () => {
  const many = Array.from({ length: 40 }, (_, id) => ({ id, text: '雾' }));
  const screen = await render(<TokenAxis tokens={many} side="left" cellPx={20} sizePx={80} focus={null} label="rows" />);
  for (const cellPx of [20, 15, 14, 12, 11, 6.3, 1.8]) {
    await screen.rerender(<TokenAxis tokens={many} side="left" cellPx={cellPx} sizePx={80} focus={null} label="rows" />);
    const labels = [...screen.container.querySelectorAll('.token-axis__text')];
    const middles = labels.map((label) => {
      const box = label.getBoundingClientRect();
      return (box.top + box.bottom) / 2;
    });
    const emPx = Number.parseFloat(getComputedStyle(labels[0] ?? document.body).fontSize);
    const pitches = middles.slice(1).map((middle, at) => middle - (middles[at] ?? 0));
    expect(Math.min(...pitches)).toBeGreaterThanOrEqual(emPx + 0.9);
  }
});

test('over columns a name such as [MASK] lies on its side like other words, a lone sign stands upright', async () => {
  const tokens: TokenPiece[] = [
    { id: 0, text: '[MASK]', special: true },
    { id: 1, text: '\n' },
  ];
  const { container } = await render(
    <TokenAxis tokens={tokens} side="top" cellPx={20} sizePx={80} focus={null} label="columns" />,
  );
  const standing = [...container.querySelectorAll('.token-axis__text')].map((text) => getComputedStyle(text).textOrientation);
  expect(standing).toEqual(['mixed', 'upright']);
});

test('an axis asks for the room of its longest token, within limits', () => {
  expect(axisSizePx([{ id: 0, text: '灯塔' }], 10, 200)).toBeGreaterThan(axisSizePx([{ id: 0, text: 'ab' }], 10, 200));
  expect(axisSizePx([{ id: 0, text: 'x'.repeat(99) }], 10, 76)).toBe(76);
});
