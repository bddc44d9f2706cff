import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { Histogram } from './Histogram.tsx';

test('samples share one axis, and the tallest part fills the height', async () => {
  const samples = [
    { label: 'before', values: [0, 0, 0, 4], role: '--resid', note: 'three at zero' },
    { label: 'after', values: [4, 4], role: '--attn' },
  ];
  const { container } = await render(<Histogram samples={samples} bins={4} widthPx={224} heightPx={126} label="two samples" />);
  // 200 × 100 px of plot: four parts of 50 px over 0 … 4, the highest count is 3.
  const outlines = [...container.querySelectorAll('path[fill="none"]')].map((path) => path.getAttribute('d'));
  expect(outlines[0]).toMatch(/^M0,0L50,0L50,100/);
  expect(outlines[0]).toMatch(/L150,66\.667L200,66\.667/);
  expect(outlines[1]).toMatch(/^M0,100/);
  expect(outlines[1]).toMatch(/L150,33\.333L200,33\.333/);
  expect(container.textContent).toContain('three at zero');
});

test('it is a picture with a name, also when nothing can be counted', async () => {
  const screen = await render(
    <Histogram samples={[{ label: 'x', values: [Number.NaN], role: '--q' }]} widthPx={200} heightPx={100} label="nothing" />,
  );
  await expect.element(screen.getByRole('img', { name: 'nothing' })).toBeInTheDocument();
  expect(screen.container.innerHTML).not.toContain('NaN');
});
