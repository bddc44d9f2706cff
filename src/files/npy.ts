/**
 * An array as NumPy's `.npy`, version 1.0 (numpy.lib.format): magic, header length, a Python dictionary padded so that
 * the data begin at a multiple of 64 bytes, then float32 little endian, row-major.
 * @throws Error when the shape does not multiply to the data's length
 */
export function writeNpy({ shape, data }: { shape: readonly number[]; data: Float32Array }): Uint8Array {
  const wanted = shape.reduce((product, axis) => product * axis, 1);
  if (wanted !== data.length) throw new Error(`writeNpy: [${shape.join(', ')}] wants ${wanted} numbers, ${data.length} came`);
  // A tuple of one needs its comma.
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const words = `{'descr': '<f4', 'fortran_order': False, 'shape': (${tuple}), }`;
  const start = Math.ceil((10 + words.length + 1) / 64) * 64;
  const bytes = new Uint8Array(start + data.byteLength).fill(0x20, 0, start);
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0]);
  new DataView(bytes.buffer).setUint16(8, start - 10, true);
  bytes.set(new TextEncoder().encode(words), 10);
  bytes[start - 1] = 0x0a;
  const view = new DataView(bytes.buffer, start);
  for (const [i, value] of data.entries()) view.setFloat32(4 * i, value, true);
  return bytes;
}
