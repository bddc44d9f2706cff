import { expect, test } from 'vitest';
import { char } from './char.ts';
import { word } from './word.ts';
import type { Tokenizer } from './tokenizer.ts';

/** The pieces of a text, half-bytes as hexadecimal digits. */
const spelled = (tokenizer: Tokenizer, text: string): string[] =>
  [...tokenizer.encode(text)].map((id) => {
    const piece = tokenizer.pieces[id];
    return piece?.nibble === undefined ? (piece?.text ?? '?') : `0x${piece.nibble.toString(16).toUpperCase()}`;
  });

test('char: a token a code point, the most frequent first; what was not learnt is spelled by half-bytes', async () => {
  const tokenizer = await char.learn('banana', { vocab_size: 100 });
  expect(tokenizer.pieces.slice(0, 3).map((piece) => piece.text)).toEqual(['a', 'n', 'b']);
  expect(tokenizer.d_vocab).toBe(3 + 16);
  expect(spelled(tokenizer, 'ban钟')).toEqual(['b', 'a', 'n', '0xE', '0x9', '0x9', '0x2', '0x9', '0xF']);
});

test('char: vocab_size keeps the most frequent characters', async () => {
  const tokenizer = await char.learn('aaabbc', { vocab_size: 18 });
  expect(spelled(tokenizer, 'abc')).toEqual(['a', 'b', '0x6', '0x3']);
});

test('word: a single space belongs to the word after it, other white space stands alone', async () => {
  const text = 'The old bell rang.\n\nThe old bell, it rang  twice. ';
  const tokenizer = await word.learn(text, { vocab_size: 100 });
  expect(spelled(tokenizer, text)).toEqual([
    'The',
    ' old',
    ' bell',
    ' rang',
    '.',
    '\n',
    '\n',
    'The',
    ' old',
    ' bell',
    ',',
    ' it',
    ' rang',
    '  ',
    'twice',
    '.',
    ' ',
  ]);
});

test('word: Chinese is parted into words by the dictionary', async () => {
  const text = '每天夜里，潮水转身的时候，钟就响了。';
  const tokens = spelled(await word.learn(text, { vocab_size: 100 }), text);
  expect(tokens).toContain('时候');
  expect(tokens).toContain('，');
  expect(tokens.length).toBeLessThan(text.length);
});

test('word: a word known without its space is joined from both; others are spelled by characters, then half-bytes', async () => {
  const text = 'bell bell bell\nbell bell qo oq qq oo';
  const tokenizer = await word.learn(text, { vocab_size: 16 + 6 });
  expect(tokenizer.d_vocab).toBe(22);
  expect(tokenizer.pieces.slice(0, 2).map((piece) => piece.text)).toEqual([' bell', 'bell']);
  expect(spelled(tokenizer, ' qo')).toEqual([' ', 'q', 'o']);
  expect(spelled(tokenizer, 'qz')).toEqual(['q', '0x7', '0xA']);
  const bare = await word.learn('bell\nbell\nbell\nx y', { vocab_size: 100 });
  expect(spelled(bare, ' bell')).toEqual(['0x2', '0x0', 'bell']);
});

test('word: where all words fit, no place goes to characters', async () => {
  const tokenizer = await word.learn('one two one two three', { vocab_size: 100 });
  expect(tokenizer.pieces.map((piece) => piece.text).filter(Boolean)).toEqual([' two', ' one', ' three', 'one']);
});
