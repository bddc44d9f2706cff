import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeReadable, STAGES } from './readable.ts';
import type { Stage } from './readable.ts';

const after = (text: string, ...stages: Stage[]): string => makeReadable(text, new Set(stages)).at(-1)?.after ?? '';

test.each([
  ['The  bell rang , twice .', 'The bell rang, twice.'],
  ['Who rings ?One,two', 'Who rings ?One, two'],
  ['海 敲响 了 钟 。', '海敲响了钟。'],
  ['他说 ， 好', '他说，好'],
  ['海浪 wave 打来', '海浪 wave 打来'],
  ['a \n b\n\n\n\nc ', 'a\nb\n\nc'],
  ['3,000 and 2.5', '3,000 and 2.5'],
])('spacing by the script around it: %j', (text, wanted) => {
  expect(after(text, 'spacing')).toBe(wanted);
});

test.each([
  ['海敲响了钟,她问:谁?', '海敲响了钟，她问：谁？'],
  ['好。。。', '好……'],
  ['好。。', '好。'],
  ['The bell, rang.', 'The bell, rang.'],
  ['第3.5节', '第3.5节'],
  ['等等...', '等等……'],
])('marks by the character before them: %j', (text, wanted) => {
  expect(after(text, 'marks')).toBe(wanted);
});

test.each([
  ['The bell rang. Then the', 'The bell rang.'],
  ['“谁？”她问。然后', '“谁？”她问。'],
  ['no end at all', 'no end at all'],
  ['It cost 3.5 and', 'It cost 3.5 and'],
])('the end is trimmed to the last whole sentence: %j', (text, wanted) => {
  expect(after(text, 'trim')).toBe(wanted);
});

const letters = fc.string({ unit: fc.constantFrom('a', ' ', ',', '.', '海', '，', '。', '\n', '!', '3'), maxLength: 40 });

test('what is kept and left out is what was there, what is kept and put in is what comes: nothing is lost on the way', () => {
  fc.assert(
    fc.property(letters, fc.subarray([...STAGES]), (text, on) => {
      let now = text;
      for (const { stretches, after: next } of makeReadable(text, new Set(on))) {
        const side = (kind: 'in' | 'out'): string =>
          stretches
            .filter((one) => one.kind === 'kept' || one.kind === kind)
            .map((one) => one.text)
            .join('');
        expect(side('out')).toBe(now);
        expect(side('in')).toBe(next);
        now = next;
      }
    }),
  );
});

test('with all stages off the text is the model’s own', () => {
  for (const { stretches, changes } of makeReadable('a  b ,', new Set())) {
    expect(stretches).toEqual([{ text: 'a  b ,', kind: 'kept' }]);
    expect(changes).toBe(0);
  }
});
