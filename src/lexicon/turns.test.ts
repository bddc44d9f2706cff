import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTalks, talkPrompt, writeTalks } from './turns.ts';

test('talks are read a line a turn, the first speaker as the person, an empty line between two talks', () => {
  const text = 'Anna: Hello.\nBen: Good day!\nBen: How are you?\nAnna: Well.\n\n你：早。\nmodel： Morning.\nlast words';
  expect(parseTalks(text, 'en')).toEqual({
    talks: [[{ says: 'Hello.', reply: ' Good day! How are you?' }], [{ says: '早。', reply: ' Morning.' }]],
    stray: ['last words'],
  });
});

test('a turn without a reply, and a text without talks, give nothing', () => {
  expect(parseTalks('A: only this', 'zh')).toEqual({ talks: [], stray: [] });
  expect(parseTalks('no talk\n\nat all', 'en')).toEqual({ talks: [], stray: ['no talk', 'at all'] });
});

test('what was written as text is read again', () => {
  const words = fc.stringMatching(/^[a-z](?:[a-z ,]{0,20}[a-z])?$/);
  const turns = fc.array(fc.record({ says: words, reply: words.map((reply) => ` ${reply}`) }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      fc.array(turns, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('en' as const, 'zh' as const),
      (talks, language) => {
        const read = parseTalks(writeTalks(talks, language), language).talks;
        const space = language === 'en' ? ' ' : '';
        expect(read).toEqual(talks.map((each) => each.map(({ says, reply }) => ({ says, reply: `${space}${reply.trim()}` }))));
      },
    ),
  );
});

test('a prompt holds the talk so far, up to where the model shall reply', () => {
  expect(talkPrompt('en', [{ says: 'Hello!', reply: ' Hi.' }], 'Who?')).toBe('You: Hello! Model: Hi. You: Who? Model:');
});

test('whatever is pasted as talks, every line is somebody’s words or none’s, and every turn has its reply', () => {
  const odd = fc.constantFrom(
    'A:',
    'B：',
    ':',
    '：',
    '\n',
    '\r\n',
    '\n \n',
    ' ',
    '\u2028',
    '\uFEFF',
    '\u200F',
    '\0',
    '\uD800',
    '𝔘',
    '你',
    '👩‍👩‍👧',
  );
  const pasted = fc
    .array(fc.oneof(odd, fc.string({ unit: 'grapheme', maxLength: 6 })), { maxLength: 40 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(pasted, fc.constantFrom('en' as const, 'zh' as const), (text, language) => {
      const { talks, stray } = parseTalks(text, language);
      for (const { says, reply } of talks.flat()) expect([says.trim(), reply.trim()]).not.toContain('');
      for (const words of [...stray, ...talks.flat().map(({ says }) => says.split(' ')[0] ?? '')]) expect(text).toContain(words);
    }),
    { numRuns: 1000 },
  );
});

test('a line of hundreds of thousands of spaces is read like any other', () => {
  const spaces = ' '.repeat(300_000);
  expect(parseTalks(`A:${spaces}\nB: yes${spaces}no\nA${spaces}: ${spaces}x`, 'en').stray).toEqual(['A:']);
});
