import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { LineChart } from './LineChart.tsx';

const SERIES = [
  { label: 'training', x: [0, 10, 20, 30], values: [4, 3, 2, 1], role: '--ink' },
  { label: 'validation', x: [0, 30], values: [5, 2], role: '--soft', dashed: true },
];
const chart = { series: SERIES, widthPx: 400, heightPx: 160, label: 'loss', xLabel: 'step', xFormat: String };

test('arrow keys walk along the longest curve and say the values of all curves there', async () => {
  const onHover = vi.fn<(x: number | null) => void>();
  const onSelect = vi.fn<(x: number) => void>();
  const screen = await render(<LineChart {...chart} onHover={onHover} onSelect={onSelect} />);
  const plot = screen.getByRole('slider', { name: 'loss' });
  await userEvent.tab();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  expect(onHover).toHaveBeenLastCalledWith(10);
  await expect.element(plot).toHaveAttribute('aria-valuetext', 'step 10, training 3.000, validation 5.000');
  await expect.element(plot).toHaveAttribute('aria-valuenow', '10');
  await userEvent.keyboard('{Enter}');
  expect(onSelect).toHaveBeenLastCalledWith(10);
  await userEvent.keyboard('{End}');
  expect(onHover).toHaveBeenLastCalledWith(30);
  await userEvent.keyboard('{Escape}');
  expect(onHover).toHaveBeenLastCalledWith(null);
});

test('a curve of thousands of points is drawn with few, and its lone spike stands at full height', async () => {
  const values = new Float32Array(20_000).fill(1);
  values[12_345] = 9;
  const { container } = await render(
    <LineChart {...chart} series={[{ label: 'loss', values, role: '--ink' }]} yDomain={[0, 10]} />,
  );
  const d = container.querySelector('.line-chart__line')?.getAttribute('d') ?? '';
  const ys = [...d.matchAll(/[ML][\d.]+,([\d.]+)/g)].map((match) => Number(match[1]));
  expect(ys.length).toBeLessThan(400 * 5);
  // 160 px less the margins leave 132 for 0 … 10.
  expect(Math.min(...ys)).toBeCloseTo(132 * 0.1, 0);
});

test('numbers that are missing leave a gap, and a logarithmic scale leaves out what it cannot place', async () => {
  const holes = [1, 2, Number.NaN, 4, 5];
  const { container } = await render(<LineChart {...chart} series={[{ label: 'loss', values: holes, role: '--ink' }]} />);
  expect(container.querySelector('.line-chart__line')?.getAttribute('d')?.match(/M/g)).toHaveLength(2);
  const log = await render(
    <LineChart {...chart} yScale="log" series={[{ label: 'loss', values: [0, 1, 10, -1, 100], role: '--ink' }]} />,
  );
  const d = log.container.querySelector('.line-chart__line')?.getAttribute('d') ?? '';
  expect(d).not.toContain('NaN');
  expect(d.match(/M/g)).toHaveLength(2);
});

test('guide lines carry their name and value, also while there is no curve yet', async () => {
  const screen = await render(<LineChart {...chart} series={[]} guides={[{ value: 5.95, label: 'uniform ln 384' }]} />);
  await expect.element(screen.getByText('uniform ln 384 5.950')).toBeInTheDocument();
});

test('tick labels of any length lie within the picture', async () => {
  const x = Float64Array.from({ length: 5 }, (_, step) => step * 25_000);
  const values = x.map((step) => -0.0405 + step * 1e-8);
  const { container } = await render(<LineChart {...chart} series={[{ label: 'w', x, values, role: '--ink' }]} />);
  const picture = container.querySelector('.line-chart__plot')?.getBoundingClientRect() ?? new DOMRect();
  const labels = [...container.querySelectorAll('.axis text')].map((label) => label.getBoundingClientRect());
  expect(labels.length).toBeGreaterThan(5);
  expect(Math.min(...labels.map(({ left }) => left))).toBeGreaterThanOrEqual(picture.left);
  expect(Math.max(...labels.map(({ right }) => right))).toBeLessThanOrEqual(picture.right);
});
