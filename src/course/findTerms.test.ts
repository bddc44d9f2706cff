import { expect, test } from 'vitest';
import { findTerms } from './findTerms.ts';

const terms = (text: string, language: 'en' | 'zh'): (string | null)[] =>
  findTerms(text, language)
    .filter(({ term }) => term !== null)
    .map(({ term, text: found }) => `${term}: ${found}`);

test('a term is found as a whole word, in the plural too, the longest name first and each once', () => {
  expect(terms('Self-attention of tokens: attention, tokens, the tokenizer, and retokened text', 'en')).toEqual([
    'selfAttention: Self-attention',
    'token: tokens',
    'attention: attention',
    'tokenizer: tokenizer',
  ]);
});

test('a Chinese term is found inside a sentence', () => {
  expect(terms('每个词元在自注意力里看谁，注意力各取多少', 'zh')).toEqual([
    'token: 词元',
    'selfAttention: 自注意力',
    'attention: 注意力',
  ]);
});

test('the pieces are the sentence', () => {
  const sentence = 'every token of the vocabulary is a vector';
  expect(
    findTerms(sentence, 'en')
      .map(({ text }) => text)
      .join(''),
  ).toBe(sentence);
});
