import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Matrix } from './Matrix.tsx';
import type { Cell, CellBox } from './Matrix.tsx';
import { diverging, readPalette } from './palette.ts';
import { lutIndex } from './scale.ts';

const SCALE = { kind: 'diverging', limit: 2, auto: false } as const;
const DATA = Float32Array.from([-2, -1, 0, 1, 2, NaN]);
const describeCell = (row: number, col: number): string => `row ${row}, column ${col}: ${DATA[row * 3 + col]}`;
const shown = {
  data: DATA,
  rows: 2,
  cols: 3,
  scale: SCALE,
  widthPx: 90,
  heightPx: 40,
  label: 'six numbers',
  describe: describeCell,
};

function pixelsOf(container: HTMLElement): Uint32Array {
  const canvas = container.querySelector('canvas');
  const image = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
  return new Uint32Array(image?.data.buffer ?? new ArrayBuffer(0));
}

test('each pixel is the ramp colour of its value, and what is no number is transparent', async () => {
  const { container } = await render(<Matrix {...shown} />);
  const lut = diverging(readPalette(document.documentElement));
  const wanted = Array.from(DATA, (value) => (Number.isNaN(value) ? 0 : lut[lutIndex(value, SCALE)]));
  expect([...pixelsOf(container)]).toEqual(wanted);
  expect(new Set(wanted).size).toBe(6);
});

test('a change of theme repaints with the new colours', async () => {
  const { container } = await render(<Matrix {...shown} />);
  const before = [...pixelsOf(container)];
  document.documentElement.style.setProperty('--zero', '#22262b');
  await vi.waitFor(() => expect([...pixelsOf(container)]).not.toEqual(before));
  expect(pixelsOf(container)[2]).toBe(0xff2b2622);
  document.documentElement.style.removeProperty('--zero');
});

test('arrow keys move the focused cell and say its sentence, Enter selects it, Escape frees it', async () => {
  const onHover = vi.fn<(cell: Cell | null) => void>();
  const onSelect = vi.fn<(cell: Cell) => void>();
  const screen = await render(<Matrix {...shown} onHover={onHover} onSelect={onSelect} />);
  await userEvent.tab();
  const grid = screen.getByRole('grid', { name: 'six numbers' });
  await expect.element(grid).toHaveFocus();
  await userEvent.keyboard('{ArrowRight}{ArrowDown}{ArrowDown}');
  await expect.element(screen.getByRole('gridcell')).toHaveTextContent('row 1, column 1: 2');
  expect(grid.element().getAttribute('aria-activedescendant')).toBe(screen.getByRole('gridcell').element().id);
  expect(onHover.mock.calls.at(-1)).toEqual([{ row: 1, col: 1 }]);
  await userEvent.keyboard('{Enter}{Escape}');
  expect(onSelect).toHaveBeenCalledExactlyOnceWith({ row: 1, col: 1 });
  expect(onHover.mock.calls.at(-1)).toEqual([null]);
});

test('the pointer previews the cell under it and a click selects it', async () => {
  const onHover = vi.fn<(cell: Cell | null) => void>();
  const onSelect = vi.fn<(cell: Cell) => void>();
  const screen = await render(<Matrix {...shown} onHover={onHover} onSelect={onSelect} />);
  await userEvent.click(screen.getByRole('grid'), { position: { x: 75, y: 10 } });
  expect(onHover.mock.calls.at(-1)).toEqual([{ row: 0, col: 2 }]);
  expect(onSelect).toHaveBeenCalledExactlyOnceWith({ row: 0, col: 2 });
});

test('the ring stands on the selection while nothing is pointed at', async () => {
  const { container } = await render(<Matrix {...shown} focusCell={{ row: 1, col: 2 }} rowGapPx={2} />);
  const ring = container.querySelector<HTMLElement>('.matrix__ring');
  expect([ring?.offsetLeft, ring?.offsetTop, ring?.offsetWidth, ring?.offsetHeight]).toEqual([60, 20, 30, 18]);
});

test('cells are lit as they are told, without the matrix being painted again, and no longer once it is gone', async () => {
  let show: (boxes: readonly CellBox[]) => void = () => undefined;
  const stop = vi.fn<() => void>();
  const follow = (told: typeof show) => {
    show = told;
    return stop;
  };
  const screen = await render(<Matrix {...shown} follow={follow} />);
  const paint = vi.spyOn(CanvasRenderingContext2D.prototype, 'putImageData');
  show([
    { row: 0, col: 1, rows: 2, cols: 2 },
    { row: 1, col: 0, rows: 1, cols: 1, isSelf: true },
    { row: 7, col: 0, rows: 1, cols: 1 },
  ]);
  const lights = [...screen.container.querySelectorAll<HTMLElement>('.matrix__light')];
  expect(lights.map(({ style: { left, top, width, height } }) => [left, top, width, height].join(' '))).toEqual([
    '30px 0px 60px 40px',
    '0px 20px 30px 20px',
  ]);
  expect(lights.map((light) => light.classList.contains('matrix__light--self'))).toEqual([false, true]);
  expect(paint).not.toHaveBeenCalled();
  show([]);
  expect(screen.container.querySelectorAll('.matrix__light')).toHaveLength(0);
  await screen.unmount();
  expect(stop).toHaveBeenCalledOnce();
  paint.mockRestore();
});
