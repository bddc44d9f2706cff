import { expect, test } from 'vitest';
import { writeNpy } from './npy.ts';

/** Reads what NumPy's format says, by nothing but its rules. */
function read(bytes: Uint8Array): { header: string; start: number; values: number[] } {
  const view = new DataView(bytes.buffer);
  const start = 10 + view.getUint16(8, true);
  const header = new TextDecoder().decode(bytes.subarray(10, start));
  const values = Array.from({ length: (bytes.length - start) / 4 }, (_, i) => view.getFloat32(start + 4 * i, true));
  return { header, start, values };
}

test('an array has the magic, a header that ends at a multiple of 64 bytes, and its numbers row by row', () => {
  const bytes = writeNpy({ shape: [2, 3], data: Float32Array.of(1, -2.5, 0, -Infinity, 3, 4) });
  expect([...bytes.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  const { header, start, values } = read(bytes);
  expect(start % 64).toBe(0);
  expect(header).toMatch(/^\{'descr': '<f4', 'fortran_order': False, 'shape': \(2, 3\), \} *\n$/);
  expect(values).toEqual([1, -2.5, 0, -Infinity, 3, 4]);
});

test('a row and a single number have the tuples that Python reads', () => {
  expect(read(writeNpy({ shape: [1], data: Float32Array.of(7) })).header).toContain("'shape': (1,)");
  expect(read(writeNpy({ shape: [], data: Float32Array.of(7) })).header).toContain("'shape': ()");
});

test('a shape that does not fit is refused', () => {
  expect(() => writeNpy({ shape: [2, 2], data: new Float32Array(3) })).toThrow('[2, 2] wants 4 numbers, 3 came');
});
