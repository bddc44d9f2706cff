import { afterEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { CopyField } from './CopyField.tsx';

const words = { label: 'Link', copy: 'Copy the link', copied: 'Copied.', notCopied: 'Marked.' };

afterEach(() => vi.restoreAllMocks());

test('copies its text to the letter and says so until the text is another one', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  const screen = await render(<CopyField {...words} value="https://a.example/?n=1" />);
  await screen.getByRole('button', { name: words.copy }).click();
  expect(write.mock.calls).toEqual([['https://a.example/?n=1']]);
  await expect.element(screen.getByText(words.copied)).toBeVisible();
  await screen.rerender(<CopyField {...words} value="https://a.example/?n=2" />);
  await expect.element(screen.getByText(words.copied)).not.toBeInTheDocument();
});

test('where the browser refuses, the whole text is marked to be copied by hand, and it says so', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'));
  const screen = await render(<CopyField {...words} value="https://a.example/" />);
  await screen.getByRole('button', { name: words.copy }).click();
  await expect.element(screen.getByText(words.notCopied)).toBeVisible();
  const field = screen.getByRole('textbox', { name: words.label }).element();
  expect(field instanceof HTMLInputElement && field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)).toBe(
    'https://a.example/',
  );
});
