import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { userEvent } from 'vitest/browser';
import { Dialog } from './Dialog.tsx';

const beside = (element: Element, timeStamp: number): void => {
  const event = new PointerEvent('pointerdown', { bubbles: true });
  Object.defineProperty(event, 'timeStamp', { value: timeStamp });
  element.dispatchEvent(event);
};

test('closes by Escape and by a press beside it, but not by the second press of the double click that opened it', async () => {
  const close = vi.fn<() => void>();
  const screen = await render(
    <Dialog title="Runs" close="Close" onClose={close}>
      <p>inside</p>
    </Dialog>,
  );
  const dialog = screen.getByRole('dialog', { name: 'Runs' }).element();
  beside(dialog, performance.now());
  beside(screen.getByText('inside').element(), performance.now() + 5000);
  expect(close).not.toHaveBeenCalled();
  beside(dialog, performance.now() + 5000);
  expect(close).toHaveBeenCalledTimes(1);
  await userEvent.keyboard('{Escape}');
  expect(close).toHaveBeenCalledTimes(2);
});
