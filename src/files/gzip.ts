/** The first bytes of every gzip file (RFC 1952, 2.3.1). */
const MAGIC = [0x1f, 0x8b] as const;

/** Whether bytes begin as a gzip file does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === MAGIC[0] && bytes[1] === MAGIC[1];
}

/** What a stream gives, in one piece. @throws RangeError beyond `maxBytes`, before more is unpacked. */
async function collect(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > maxBytes) {
      await reader.cancel();
      throw new RangeError(`more than ${maxBytes} bytes when unpacked`);
    }
    parts.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Sends bytes through one of the platform's (de)compressors. */
function through(
  bytes: Uint8Array,
  transform: CompressionStream | DecompressionStream,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  // The type of the platform's streams does not tell that bytes come out of them.
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(transform) as ReadableStream<Uint8Array>;
  return collect(stream, maxBytes);
}

/** Packs bytes: `gzip` with a checksum for files, `deflate-raw` without one for what must be short. */
export function pack(bytes: Uint8Array, format: CompressionFormat): Promise<Uint8Array<ArrayBuffer>> {
  return through(bytes, new CompressionStream(format), Number.POSITIVE_INFINITY);
}

/**
 * Unpacks what `pack` packed.
 * @throws TypeError where the bytes are damaged, RangeError where they would unpack to more than `maxBytes`
 */
export function unpack(bytes: Uint8Array, format: CompressionFormat, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  return through(bytes, new DecompressionStream(format), maxBytes);
}
