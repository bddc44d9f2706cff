import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import type { Copied } from '#lexicon/writing.ts';
import { useCopied } from './useCopied.ts';

const lookUp = vi.hoisted(() => vi.fn<(ids: readonly number[]) => Promise<Copied>>());
vi.mock('#state/actions/write.ts', () => ({ lookUp }));

function Searched({ ids }: { ids: readonly number[] }) {
  return <output>{useCopied(ids, true)?.searched ?? 'nothing'}</output>;
}

test('a text is looked up while it is still being written, and what was found holds for its continuations only', async () => {
  lookUp.mockImplementation(
    async (ids) =>
      ({ lengths: Int32Array.of(), starts: Int32Array.of(ids.length), places: Int32Array.of(), searched: 99 }) as never,
  );
  const screen = await render(<Searched ids={[]} />);
  let ids: readonly number[] = [];
  for (let id = 1; id <= 60 && lookUp.mock.calls.length === 0; id++) {
    ids = [...ids, id];
    await screen.rerender(<Searched ids={ids} />);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(lookUp).toHaveBeenCalled();
  await expect.element(screen.getByText('99')).toBeInTheDocument();
  await screen.rerender(<Searched ids={[9, ...ids.slice(1), 5]} />);
  await expect.element(screen.getByText('nothing')).toBeInTheDocument();
});
