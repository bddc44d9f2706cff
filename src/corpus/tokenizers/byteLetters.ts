/**
 * GPT-2's way to write bytes as visible letters (Radford et al. 2019, `bytes_to_unicode`): bytes that are printable
 * in Latin-1 stand for themselves, the others for U+0100 onward in their order. A space is `Ġ`.
 */
const LETTERS: readonly string[] = (() => {
  const printable = (byte: number): boolean => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 255 && byte !== 173);
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(printable(byte) ? byte : next++));
})();

const BYTE_OF: ReadonlyMap<string, number> = new Map(LETTERS.map((letter, byte) => [letter, byte]));

/** Bytes as letters, one a byte. */
export function lettersOf(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => LETTERS[byte]).join('');
}

/** The bytes that letters stand for, or undefined where one of them stands for none. */
export function bytesOf(letters: string): number[] | undefined {
  const bytes = Array.from(letters, (letter) => BYTE_OF.get(letter));
  return bytes.every((byte) => byte !== undefined) ? bytes : undefined;
}
