import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { userEvent } from 'vitest/browser';
import { useState } from 'react';
import { Slider } from './Slider.tsx';

const STOPS = [1, 2, 4, 8];

function Held({ onMove, onCommit }: { onMove: (value: number) => void; onCommit: (value: number) => void }) {
  const [value, setValue] = useState(2);
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '200px 60px' }}>
      <Slider
        label="heads"
        stops={STOPS}
        value={value}
        format={(one) => `${one} heads`}
        onMove={onMove}
        onCommit={(chosen) => {
          onCommit(chosen);
          setValue(chosen);
        }}
      />
      <button type="button" onClick={() => setValue(1)}>
        elsewhere
      </button>
    </div>
  );
}

test('keys walk over the stops, each a choice of its own, and the thumb follows a value that changes elsewhere', async () => {
  const [onMove, onCommit] = [vi.fn<(value: number) => void>(), vi.fn<(value: number) => void>()];
  const screen = await render(<Held onMove={onMove} onCommit={onCommit} />);
  const slider = screen.getByRole('slider', { name: 'heads' });
  (slider.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
  expect(onCommit.mock.calls.map(([value]) => value)).toEqual([4, 8]);
  await expect.element(slider).toHaveAttribute('aria-valuetext', '8 heads');
  await screen.getByRole('button', { name: 'elsewhere' }).click();
  await expect.element(slider).toHaveAttribute('aria-valuetext', '1 heads');
});

test('a drag tells every value it passes and commits the last one once', async () => {
  const [onMove, onCommit] = [vi.fn<(value: number) => void>(), vi.fn<(value: number) => void>()];
  const screen = await render(<Held onMove={onMove} onCommit={onCommit} />);
  const root = screen.container.querySelector('.slider') as HTMLElement;
  await userEvent.dragAndDrop(root, root, { sourcePosition: { x: 70, y: 11 }, targetPosition: { x: 195, y: 11 } });
  expect(onMove.mock.calls.at(-1)).toEqual([8]);
  expect(onCommit.mock.calls).toEqual([[8]]);
  expect(screen.container.querySelector('output')?.textContent).toBe('8 heads');
});
