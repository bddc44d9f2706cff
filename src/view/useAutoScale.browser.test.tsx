import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { scaleEnd, useAutoScale } from './scale.ts';

function End({ data }: { data: Float32Array }) {
  return <output>{scaleEnd(useAutoScale('diverging', data))}</output>;
}

const of = (value: number): Float32Array => new Float32Array(100).fill(value);

test('the scale starts from the first data that have a size, stays calm, and follows when it must', async () => {
  const screen = await render(<End data={new Float32Array(0)} />);
  const end = async (data: Float32Array): Promise<string | null> => {
    await screen.rerender(<End data={data} />);
    return screen.container.textContent;
  };
  expect(await end(of(0))).toBe('1');
  expect(await end(of(0.4))).toBe('0.5');
  expect(await end(of(0.15))).toBe('0.5');
  expect(await end(of(0.7))).toBe('1');
  expect(await end(of(0))).toBe('1');
  expect(await end(of(0.01))).toBe('0.01');
});
