/** The first `bytes` of a buffer. */
export type Source = { buffer: GPUBuffer; bytes: number };

/**
 * Encodes copies of the sources into one mapped buffer. Call `arrived` after the encoder was submitted: it resolves to
 * the copies, in order, and rejects when the device is lost.
 */
export function encodeReadBack(
  device: GPUDevice,
  encoder: GPUCommandEncoder,
  sources: readonly Source[],
): { arrived: () => Promise<Float32Array<ArrayBuffer>[]> } {
  const size = sources.reduce((total, { bytes }) => total + bytes, 0);
  const staging = device.createBuffer({ label: 'read back', size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  let offset = 0;
  for (const { buffer, bytes } of sources) {
    encoder.copyBufferToBuffer(buffer, 0, staging, offset, bytes);
    offset += bytes;
  }
  const arrived = async (): Promise<Float32Array<ArrayBuffer>[]> => {
    await staging.mapAsync(GPUMapMode.READ);
    const mapped = staging.getMappedRange();
    let start = 0;
    const copies = sources.map(({ bytes }) => new Float32Array(mapped.slice(start, (start += bytes))));
    staging.destroy();
    return copies;
  };
  return { arrived };
}
