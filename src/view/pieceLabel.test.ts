import { describe, expect, it } from 'vitest';
import { byteGroups, pieceLabel } from './pieceLabel.ts';

const piece = (text: string, id = 7) => ({ id, text });
const byte = (...bytes: number[]) => ({ id: bytes[0] ?? 0, text: '', bytes });

describe('pieceLabel', () => {
  it('writes ordinary text as it is', () => {
    expect(pieceLabel(piece('灯塔'))).toEqual({ text: '灯塔', faint: false, parts: [{ text: '灯塔', faint: false }] });
  });
  it('shows a leading space as a faint sign before real characters', () => {
    expect(pieceLabel(piece(' the'))).toEqual({
      text: '␣the',
      faint: false,
      parts: [
        { text: '␣', faint: true },
        { text: 'the', faint: false },
      ],
    });
  });
  it.each([
    ['\n', '⏎'],
    ['\n\n', '⏎⏎'],
    ['\t', '⇥'],
    ['\u3000', '␣'],
    ['\u00a0', '␣'],
    ['\u0000', '␀'],
    ['\u200b', '⟨U+200B⟩'],
    ['\u202e', '⟨U+202E⟩'],
    ['\ud800', '⟨U+D800⟩'],
  ])('gives %j ink', (text, label) => {
    expect(pieceLabel(piece(text))).toMatchObject({ text: label, faint: true });
  });
  it('keeps an emoji of several code points whole', () => {
    expect(pieceLabel(piece('👩‍🚀')).text).toBe('👩‍🚀');
  });
  it('sets a lone accent on a dotted circle', () => {
    expect(pieceLabel(piece('\u0301')).text).toBe('◌\u0301');
  });
  it('names pieces of a character by their bytes, never by a replacement character', () => {
    expect(pieceLabel(byte(0xe4, 0xb8))).toMatchObject({ text: '⟨E4 B8⟩', faint: true });
    expect(pieceLabel({ id: 3, text: '' }).text).toBe('⟨3⟩');
  });
});

describe('byteGroups', () => {
  it('finds the pieces that make one character', () => {
    expect(byteGroups([piece('a'), byte(0xe4), byte(0xb8, 0x89), byte(0xf0, 0x9f), byte(0x98, 0x80)])).toEqual([
      { first: 1, length: 2, character: '三' },
      { first: 3, length: 2, character: '😀' },
    ]);
  });
  it('leaves broken sequences alone', () => {
    expect(byteGroups([byte(0xe4), piece('a'), byte(0x89), byte(0xe0), byte(0x80), byte(0x80), byte(0xe4)])).toEqual([]);
  });
});
