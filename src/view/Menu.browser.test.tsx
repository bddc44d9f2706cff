import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { userEvent } from 'vitest/browser';
import { Menu } from './Menu.tsx';

const items = (choose: (key: string) => void) =>
  ['auto', 'light', 'dark'].map((key) => ({ key, label: key, checked: key === 'light', onChoose: () => choose(key) }));

test('opens on the item in force, moves with arrow keys around both ends, chooses with Enter and gives the focus back', async () => {
  const choose = vi.fn<(key: string) => void>();
  const screen = await render(<Menu label="Theme" button="theme" items={items(choose)} />);
  const button = screen.getByRole('button', { name: 'Theme' });
  await button.click();
  await expect.element(screen.getByRole('menuitemradio', { name: 'light' })).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.element(screen.getByRole('menuitemradio', { name: 'auto' })).toHaveFocus();
  await userEvent.keyboard('{ArrowUp}{Enter}');
  expect(choose.mock.calls).toEqual([['dark']]);
  await expect.element(button).toHaveFocus();
  expect(screen.getByRole('menu').elements()).toEqual([]);
});

test('Escape and a press elsewhere close it without a choice, and Escape stays inside', async () => {
  const [choose, outside] = [vi.fn<(key: string) => void>(), vi.fn<() => void>()];
  document.addEventListener('keydown', outside);
  const screen = await render(
    <>
      <Menu label="Theme" button="theme" items={items(choose)} />
      <p>elsewhere</p>
    </>,
  );
  const button = screen.getByRole('button', { name: 'Theme' });
  await button.click();
  await userEvent.keyboard('{Escape}');
  expect(screen.getByRole('menu').elements()).toEqual([]);
  expect(outside).not.toHaveBeenCalled();
  await button.click();
  await screen.getByText('elsewhere').click();
  expect(screen.getByRole('menu').elements()).toEqual([]);
  expect(choose).not.toHaveBeenCalled();
  document.removeEventListener('keydown', outside);
});

test('opens above its button where what stands below would be cut off, and below it elsewhere', async () => {
  const screen = await render(
    <div style={{ height: 300, overflow: 'auto' }}>
      <Menu label="First" button="first" items={items(() => undefined)} />
      <div style={{ height: 230 }} />
      <Menu label="Last" button="last" items={items(() => undefined)} />
    </div>,
  );
  for (const [name, isAbove] of [
    ['First', false],
    ['Last', true],
  ] as const) {
    const button = screen.getByRole('button', { name });
    await button.click();
    const sheet = screen.getByRole('menu', { name }).element().getBoundingClientRect();
    expect(sheet.top < button.element().getBoundingClientRect().top, name).toBe(isAbove);
    await userEvent.keyboard('{Escape}');
  }
});
