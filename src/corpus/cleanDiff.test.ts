import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PLAIN, clean } from './clean.ts';
import type { Preparation } from './clean.ts';
import { excerptOf, groupsOf, hunksOf } from './cleanDiff.ts';

const ALL: Preparation = { choice: { markup: true, width: true, spaces: true }, rounds: [] };

/** The pasted text with every hunk exchanged for what stands in its place in the cleaned one. */
function rebuilt(pasted: string, preparation: Preparation): string {
  const { text, hunks } = hunksOf(pasted, preparation);
  let at = 0;
  const parts = hunks.map(({ from, to, start, end }) => {
    const part = pasted.slice(at, from) + text.slice(start, end);
    at = to;
    return part;
  });
  return parts.join('') + pasted.slice(at);
}

const anyText = fc.string({
  unit: fc.constantFrom(
    'a',
    ' ',
    '  ',
    '\n',
    '\r\n',
    '\0',
    '<b>',
    '</b>',
    '<br>',
    '&amp;',
    '**x**',
    'Ａ',
    'e\u0301',
    '\u00A0',
    '\uD800',
    '汉',
    '\n\n\n\n',
  ),
});

test('the changes in their places turn the pasted text into the cleaned one, and nothing else differs', () => {
  fc.assert(
    fc.property(anyText, fc.boolean(), (pasted, all) => {
      const preparation = all ? ALL : PLAIN;
      expect(rebuilt(pasted, preparation)).toBe(clean(pasted, preparation).text);
      const { hunks } = hunksOf(pasted, preparation);
      hunks.forEach(({ from, to }, i) => expect(from >= (hunks[i - 1]?.to ?? 0) && to >= from).toBe(true));
    }),
    { numRuns: 1500 },
  );
});

test('accepted corrections are changes like the others', () => {
  const rounds = [[{ kind: 'spelling' as const, at: 4, before: 'teh', after: 'the' }]];
  const { hunks } = hunksOf('One teh\r\n', { ...PLAIN, rounds });
  expect(hunks.map(({ kinds, from, to }) => [kinds, from, to])).toEqual([
    [['correction'], 4, 7],
    [['newline'], 7, 9],
  ]);
});

test('an excerpt shows what went before what came, with text around; changes far apart have one each', () => {
  const far = 'x'.repeat(100);
  const pasted = `one\u00A0two  ${far}\r\nend`;
  const { text, hunks } = hunksOf(pasted, ALL);
  const groups = groupsOf(hunks);
  expect([...groups]).toEqual([0, 2, 3]);
  expect(excerptOf(pasted, text, hunks.slice(0, 2))).toEqual({
    at: 0,
    kinds: ['space', 'spaces'],
    parts: [
      { side: 'both', text: 'one' },
      { side: 'pasted', text: '\u00A0' },
      { side: 'cleaned', text: ' ' },
      { side: 'both', text: 'two' },
      { side: 'pasted', text: '  ' },
      { side: 'cleaned', text: ' ' },
      { side: 'both', text: 'x'.repeat(36) },
    ],
  });
  expect(excerptOf(pasted, text, hunks.slice(2)).parts.map(({ side }) => side)).toEqual(['both', 'pasted', 'cleaned', 'both']);
});
