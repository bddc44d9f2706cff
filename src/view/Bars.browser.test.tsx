import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Bars, barSpan } from './Bars.tsx';

const ROWS = [
  { key: 'a', label: 'a', name: 'a', value: 3 },
  { key: 'b', label: 'b', name: 'b', value: -1, before: -0.5 },
];

test('a bar is as long as its value, from a true zero', async () => {
  const { container } = await render(
    <div style={{ width: 400 }}>
      <Bars rows={ROWS} colour="--attn" label="two" />
    </div>,
  );
  const widths = [...container.querySelectorAll('.bars__bar')].map((bar) => bar.getBoundingClientRect());
  expect((widths[0]?.width ?? 0) / (widths[1]?.width ?? 1)).toBeCloseTo(3, 1);
  expect(widths[0]?.left).toBeCloseTo(widths[1]?.right ?? 0, 0);
  expect([...container.querySelectorAll('.bars__value')].map((value) => value.textContent)).toEqual(['3.000', '−1.000']);
});

test('a list that can be chosen from works by keys and says each row', async () => {
  const onHover = vi.fn<(index: number | null) => void>();
  const onSelect = vi.fn<(index: number) => void>();
  const screen = await render(<Bars rows={ROWS} colour="--attn" label="two" focus={0} onHover={onHover} onSelect={onSelect} />);
  await expect.element(screen.getByRole('option', { name: 'b: −1.000' })).toBeInTheDocument();
  await userEvent.tab();
  await userEvent.keyboard('{ArrowDown}');
  expect(onHover).toHaveBeenLastCalledWith(1);
  await userEvent.keyboard('{Enter}');
  expect(onSelect).toHaveBeenLastCalledWith(1);
  await userEvent.click(screen.getByText('b', { exact: true }));
  expect(onSelect).toHaveBeenLastCalledWith(1);
});

test('a value beyond the track fills it and no more', () => {
  expect(barSpan(5, 0, 1)).toEqual({ left: 0, width: 100 });
  expect(barSpan(-0.5, -1, 1)).toEqual({ left: 25, width: 25 });
  expect(barSpan(Number.NaN, 0, 1)).toEqual({ left: 0, width: 0 });
});

test('arrow keys walk through a list that the selection does not follow', async () => {
  const onSelect = vi.fn<(index: number) => void>();
  await render(<Bars rows={ROWS} colour="--attn" label="two" onSelect={onSelect} />);
  await userEvent.tab();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  expect(onSelect).toHaveBeenLastCalledWith(1);
});
