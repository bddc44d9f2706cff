import { expect, test } from 'vitest';
import { groupPieces, textOfPieces, wholeText } from './pieces.ts';
import type { TokenPiece } from './messages.ts';

/** "a", the three bytes of 钟, the last two of them as one, "tail and b", half-bytes 0–15, [MASK]. */
const pieces: TokenPiece[] = [
  { id: 0, text: 'a' },
  { id: 1, text: '', bytes: [0xe9] },
  { id: 2, text: '', bytes: [0x92] },
  { id: 3, text: '', bytes: [0x9f] },
  { id: 4, text: '', bytes: [0x92, 0x9f] },
  { id: 5, text: '', bytes: [0x9f, 0x62] },
  ...Array.from({ length: 16 }, (_, nibble) => ({ id: 6 + nibble, text: '', nibble })),
  { id: 22, text: '[MASK]', special: true },
];
const half = (...nibbles: number[]): number[] => nibbles.map((nibble) => 6 + nibble);

test('tokens that together are a character are one group', () => {
  expect(groupPieces(pieces, [0, 1, 2, 3, 0])).toEqual([
    { from: 0, to: 1, text: 'a' },
    { from: 1, to: 4, text: '钟' },
    { from: 4, to: 5, text: 'a' },
  ]);
  expect(groupPieces(pieces, [1, 4]).map((group) => group.text)).toEqual(['钟']);
  expect(groupPieces(pieces, [1, 2, 5]).map((group) => group.text)).toEqual(['钟b']);
});

test('half-bytes make bytes, high half first, and bytes make characters', () => {
  expect(groupPieces(pieces, half(0xe, 9, 9, 2, 9, 0xf, 6, 1))).toEqual([
    { from: 0, to: 6, text: '钟' },
    { from: 6, to: 8, text: 'a' },
  ]);
});

test('what makes no character becomes U+FFFD and swallows nothing that follows', () => {
  expect(textOfPieces(pieces, [1, 0])).toBe('\uFFFDa');
  expect(textOfPieces(pieces, [1, 2])).toBe('\uFFFD');
  expect(textOfPieces(pieces, [2, 0])).toBe('\uFFFDa');
  expect(textOfPieces(pieces, [...half(6), 0])).toBe('\uFFFDa');
  expect(textOfPieces(pieces, [...half(6, 1, 6), 1, 2, 3])).toBe('a\uFFFD钟');
  expect(textOfPieces(pieces, [0, 22, 0])).toBe('a[MASK]a');
});

test('an id outside the vocabulary is refused by name', () => {
  expect(() => groupPieces(pieces, [23])).toThrow('groupPieces: id 23 outside the vocabulary of 23');
  expect(() => groupPieces(pieces, [-1])).toThrow(/outside/);
});

test('bytes are text only if they are whole characters; a byte order mark is one', () => {
  expect(wholeText([0xe9, 0x92, 0x9f])).toBe('钟');
  expect(wholeText([0xe9, 0x92])).toBeUndefined();
  expect(wholeText([0xef, 0xbb, 0xbf])).toBe('\uFEFF');
});

test('a single byte is a text exactly where a strict decoder takes it for one', () => {
  const strict = new TextDecoder('utf-8', { fatal: true });
  const decoded = (byte: number): string | undefined => {
    try {
      return strict.decode(Uint8Array.of(byte));
    } catch {
      return undefined;
    }
  };
  for (let byte = 0; byte < 256; byte++) expect(wholeText([byte]), String(byte)).toBe(decoded(byte));
});
