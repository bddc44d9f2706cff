import { expect, test } from 'vitest';
import { sentenceFrom } from './sentences.ts';

function sentences(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; ;) {
    const { from, to } = sentenceFrom(text, at);
    if (from >= text.length) return found;
    found.push(text.slice(from, to));
    at = to;
  }
}

test('sentences end at their marks with the quotes behind them, or with the line', () => {
  expect(sentences('One. “Two!” Three…\n\nA title\nEnd')).toEqual(['One.', '“Two!”', 'Three…', 'A title', 'End']);
  expect(sentences('雾散了。爹说：“睡吧。”海')).toEqual(['雾散了。', '爹说：“睡吧。”', '海']);
});

test('what has no end is cut, and every character is in some sentence', () => {
  const text = 'a'.repeat(1000);
  expect(sentences(text).join('')).toBe(text);
});
