import { useState } from 'react';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { userEvent } from 'vitest/browser';
import { SeedField } from './SeedField.tsx';

function Draw({ told }: { told: number[] }) {
  const [seed, setSeed] = useState(7);
  return (
    <SeedField
      label="seed"
      seed={seed}
      onSeed={(next) => {
        told.push(next);
        setSeed(next);
      }}
    />
  );
}

test('a seed can be cleared and typed anew, and one that is none is never told and is gone when the field is left', async () => {
  const told: number[] = [];
  const screen = await render(<Draw told={told} />);
  const field = screen.getByRole('spinbutton', { name: 'seed' });
  await field.click();
  await userEvent.keyboard('{Backspace}');
  await expect.element(field).toHaveValue(null);
  await userEvent.keyboard('12');
  expect(told).toEqual([1, 12]);
  await userEvent.keyboard('{Backspace}{Backspace}-3');
  await userEvent.tab();
  await expect.element(field).toHaveValue(1);
  expect(told).toEqual([1, 12, 1]);
});
