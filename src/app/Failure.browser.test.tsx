import { beforeEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { words as all } from '#lexicon/words/all.ts';
import { faults } from './diagnostics/faults.ts';
import { Failure } from './Failure.tsx';

const words = all.en;
let broken = true;

function Picture() {
  if (broken) throw new Error('no such head');
  return <p>the picture</p>;
}

beforeEach(() => {
  broken = true;
  // React says every error that it catches; here they are meant.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

test('an error stays in its picture, is remembered for the report, and is gone when it is tried again', async () => {
  const screen = await render(
    <>
      <Failure words={words} version={1}>
        <Picture />
      </Failure>
      <p>the neighbour</p>
    </>,
  );
  await expect.element(screen.getByRole('alert')).toHaveTextContent('no such head');
  await expect.element(screen.getByText('the neighbour')).toBeVisible();
  expect(faults().at(-1)?.message).toContain('no such head');
  await screen.getByRole('button', { name: words.shell.failure.again }).click();
  await expect.element(screen.getByRole('alert')).toHaveTextContent('no such head');
  broken = false;
  await screen.getByRole('button', { name: words.shell.failure.again }).click();
  await expect.element(screen.getByText('the picture')).toBeVisible();
});

test('what is shown next is tried by itself', async () => {
  const shown = (version: number) => (
    <Failure words={words} version={version}>
      <Picture />
    </Failure>
  );
  const screen = await render(shown(1));
  broken = false;
  await screen.rerender(shown(2));
  await expect.element(screen.getByText('the picture')).toBeVisible();
});
