import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clean, wellFormed } from './clean.ts';

const anyText = fc.string({
  unit: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 1 }),
    fc.constantFrom(
      '\uD800',
      '\uDC00',
      '\r',
      '\n',
      ' ',
      '\t',
      '\0',
      '\uFEFF',
      '\u200B',
      '\u00A0',
      '\u3000',
      'e',
      '\u0301',
      '\u0323',
      '\u1100',
      '\u1161',
      '\u11A8',
      '\u2000',
      '\u212B',
    ),
  ),
});

const kinds = (text: string): Record<string, number> =>
  Object.fromEntries(clean(text).report.changes.map((c) => [c.kind, c.count]));

test('cleaning twice is cleaning once, for any code units', () => {
  fc.assert(
    fc.property(anyText, (raw) => {
      const once = clean(raw);
      const twice = clean(once.text);
      expect(twice.text).toBe(once.text);
      expect(twice.report.changes).toEqual([]);
    }),
    { numRuns: 3000 },
  );
});

test('a report with no changes means that the text is untouched, and a changed text is never silent', () => {
  fc.assert(
    fc.property(anyText, (raw) => {
      const { text, report } = clean(raw);
      expect(report.changes.length === 0).toBe(text === raw);
      expect([report.before, report.after]).toEqual([raw.length, text.length]);
      for (const { count, example } of report.changes) expect(count > 0 && example !== '').toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('each kind of damage is repaired and counted', () => {
  expect(clean('\uFEFFa').text).toBe('a');
  expect(kinds('\uFEFFa')).toEqual({ bom: 1 });
  expect(clean('x\uD83Dy\uDE00z').text).toBe('x\uFFFDy\uFFFDz');
  expect(kinds('x\uD83Dy\uDE00z')).toEqual({ surrogate: 2 });
  expect(clean('a\0b\u0007c\u009Fd').text).toBe('abcd');
  expect(kinds('a\0b\u0007c\u009Fd')).toEqual({ control: 3 });
  expect(clean('a\r\nb\rc\u2028d\n').text).toBe('a\nb\nc\nd\n');
  expect(kinds('a\r\nb\rc\u2028d\n')).toEqual({ newline: 3 });
  expect(clean('a\u00A0b\u200Bc').text).toBe('a bc');
  expect(kinds('a\u00A0b\u200Bc')).toEqual({ space: 2 });
  expect(clean('a  \nb\n\n\n\n\nc').text).toBe('a\nb\n\n\nc');
  expect(clean('cafe\u0301 \u1100\u1161\u11A8').text).toBe('caf\u00E9 \uAC01');
  expect(clean('cafe\u0301 \u1100\u1161\u11A8').report.changes).toEqual([
    { kind: 'normalized', count: 2, example: 'U+0065 U+0301 → \u00E9' },
  ]);
});

test('markup, emoji with joiners, marks of direction, tabs and ideographic indents are text and stay', () => {
  const text = '<b onclick="x()">&amp;</b>\n\t👩‍👩‍👧\n\u3000\u3000雾散了。\n\u200Fשלום می‌خواهم';
  expect(clean(text)).toEqual({ text, report: { before: text.length, after: text.length, changes: [] } });
});

test('well-formed text survives, lone surrogates become U+FFFD', () => {
  expect(wellFormed('😀a')).toBe('😀a');
  expect(wellFormed('\uD83Da')).toBe('\uFFFDa');
});
