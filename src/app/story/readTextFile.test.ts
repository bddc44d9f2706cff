import { expect, test } from 'vitest';
import { decodeText } from './readTextFile.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

test('UTF-8 and UTF-16 files are read, with and without a byte-order mark', () => {
  expect(decodeText(utf8('雾散了 fog'))).toBe('雾散了 fog');
  expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]))).toBe('a');
  expect(decodeText(new Uint8Array([0xff, 0xfe, 0xfe, 0x96]))).toBe('雾');
});

test('a Chinese file in GB 18030 is read', () => {
  expect(decodeText(new Uint8Array([0xce, 0xed, 0xc9, 0xa2, 0xc1, 0xcb]))).toBe('雾散了');
});

test('an empty file is an empty text, bytes of a picture are none', () => {
  expect(decodeText(new Uint8Array())).toBe('');
  const png = new Uint8Array([
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0,
  ]);
  expect(decodeText(png)).toBeNull();
});
