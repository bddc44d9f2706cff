import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Scatter } from './Scatter.tsx';

const POINTS = Float32Array.from([-1, 0, 1, 0, 0, 1]);
const NAMES = ['west', 'east', 'north'];
const labels = (index: number): string => NAMES[index] ?? '';
const describePoint = (index: number): string => `token ${labels(index)}`;
const shown = { points: POINTS, labels, describe: describePoint, order: [2, 1, 0], widthPx: 200, heightPx: 200, label: 'map' };

test('arrow keys go from point to point, Enter selects, Escape frees', async () => {
  const onHover = vi.fn<(index: number | null) => void>();
  const onSelect = vi.fn<(index: number) => void>();
  const screen = await render(<Scatter {...shown} emphasis={0} onHover={onHover} onSelect={onSelect} />);
  await userEvent.tab();
  await userEvent.keyboard('{ArrowUp}');
  await expect.element(screen.getByRole('option')).toHaveTextContent('token north');
  await userEvent.keyboard('{ArrowDown}{ArrowRight}{Enter}{Escape}');
  expect(onSelect).toHaveBeenCalledExactlyOnceWith(1);
  expect(onHover.mock.calls.map(([index]) => index)).toEqual([2, 0, 1, null]);
});

test('a click selects the point under it and nothing where there is none', async () => {
  const onSelect = vi.fn<(index: number) => void>();
  const screen = await render(<Scatter {...shown} onSelect={onSelect} />);
  const map = screen.getByRole('listbox', { name: 'map' });
  await userEvent.click(map, { position: { x: 30, y: 30 } });
  expect(onSelect).not.toHaveBeenCalled();
  await userEvent.click(map, { position: { x: 100, y: 24 } });
  expect(onSelect).toHaveBeenCalledExactlyOnceWith(2);
});

test('points are drawn where they are', async () => {
  const { container } = await render(<Scatter {...shown} />);
  const canvas = container.querySelector('canvas');
  const ratio = Math.max(1, window.devicePixelRatio);
  const alpha = (x: number, y: number): number => canvas?.getContext('2d')?.getImageData(x * ratio, y * ratio, 1, 1).data[3] ?? 0;
  expect(alpha(23, 100)).toBeGreaterThan(0);
  expect(alpha(100, 23)).toBeGreaterThan(0);
  expect(alpha(40, 160)).toBe(0);
});
