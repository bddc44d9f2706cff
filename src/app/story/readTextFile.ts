/** Encodings tried in turn: Unicode first, then what older Chinese text files are written in. */
const ENCODINGS = ['utf-8', 'utf-16le', 'gb18030'] as const;

/** A file's bytes as text, or null when they are none (a picture, an archive). */
export function decodeText(bytes: Uint8Array): string | null {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  for (const encoding of ENCODINGS) {
    if ((encoding === 'utf-16le') !== utf16) continue;
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      const head = text.slice(0, 4096);
      const controls = Array.from(head).filter((character) => character < ' ' && !'\t\n\r\f'.includes(character)).length;
      if (controls * 20 <= head.length) return text;
    } catch {
      // Not this encoding.
    }
  }
  return null;
}
