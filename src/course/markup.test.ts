import { expect, test } from 'vitest';
import { COURSE } from '#lexicon/course.ts';
import { course } from '#lexicon/words/en/course.ts';
import { countedBy, piecesOf } from './markup.ts';

test('a text is taken apart into plain words, terms and numbers, and nothing is lost', () => {
  expect(piecesOf('The [tokens](token): {loss} nats, {pieces|token|tokens}.')).toEqual([
    { kind: 'plain', text: 'The ' },
    { kind: 'term', term: 'token', text: 'tokens' },
    { kind: 'plain', text: ': ' },
    { kind: 'fact', fact: 'loss', counts: null },
    { kind: 'plain', text: ' nats, ' },
    { kind: 'fact', fact: 'pieces', counts: { one: 'token', many: 'tokens' } },
    { kind: 'plain', text: '.' },
  ]);
});

test('one thing is one, and any other number of it is many', () => {
  const counts = { one: 'token was', many: 'tokens were' };
  expect(['1', '0', '2', '1.5', '11', '–'].map((written) => countedBy(written, counts))).toEqual([
    ' token was',
    ' tokens were',
    ' tokens were',
    ' tokens were',
    ' tokens were',
    ' tokens were',
  ]);
  expect(countedBy('2', null)).toBe('');
});

test('no English sentence has a number that is followed by a plural whatever it is', () => {
  // Nats are measured, not counted, and a token has a number.
  const fixed = COURSE.flatMap(({ id }) => JSON.stringify(course.steps[id]).match(/\{\w+\} (?!nats|stands)\w+s\b/g) ?? []);
  expect(fixed).toEqual([]);
});
