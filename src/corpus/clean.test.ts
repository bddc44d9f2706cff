import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CleaningChoice } from '#lexicon/cleaning.ts';
import { PLAIN, clean, wellFormed } from './clean.ts';
import { codePoint } from './fixtures/codePoint.ts';

const anyText = fc.string({
  unit: fc.oneof(
    codePoint,
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
  expect(clean(text).text).toBe(text);
  expect(clean(text).report).toMatchObject({ before: text.length, after: text.length, changes: [] });
});

const choose = (choice: Partial<CleaningChoice>) => ({ choice: { ...PLAIN.choice, ...choice }, rounds: [] });
const cleaned = (text: string, choice: Partial<CleaningChoice>): string => clean(text, choose(choice)).text;

test('HTML goes where it is markup: tags, comments, scripts, entities; lines and paragraphs end as lines do', () => {
  const html =
    '<!doctype html><html><head><style>p{color:red}</style></head><body><!-- a note --><h1>Fog &amp; bell</h1><p class="x" id=y>One<br>two&nbsp;<b>three</b> &#8230;</p></body></html>';
  expect(cleaned(html, { markup: null })).toBe('\nFog & bell\nOne\ntwo three …\n\n\n');
  expect(clean(html, choose({ markup: null })).report.changes).toEqual([
    { kind: 'html', count: 16, example: '<!doctype html> → ∅' },
    { kind: 'entity', count: 3, example: '&amp; → &' },
    { kind: 'space', count: 1, example: 'U+00A0' },
  ]);
});

test('a story about code keeps its code, even where markup is to go', () => {
  const code = [
    'if (a < b && b > c) { return x<y; }',
    'std::vector<int> v; Array<object>; if (a<b>c) print("<b>");',
    'R&D; AT&T; snake_case_name __init__ 2 * 3 * 4 f(*args, **kwargs) a[i](x)',
    'x = 5',
    '# a comment in a program',
    '- a list',
  ].join('\n');
  expect(cleaned(code, { markup: true })).toBe(code);
});

test('Markdown goes where it is markup, and stays within a block of code', () => {
  const markdown = [
    '# The *fog*',
    '',
    'He said **no**, _twice_; see [the bay](https://example.org/bay "Bay") and ![a bell](bell.png), `code` ~~gone~~.',
    '> quoted',
    '```js',
    'const **x** = `y`;',
    '```',
    '这是*重点*。',
  ].join('\n');
  expect(cleaned(markdown, { markup: null })).toBe(
    'The fog\n\nHe said no, twice; see the bay and a bell, code gone.\nquoted\nconst **x** = `y`;\n这是重点。',
  );
});

test('what is no document is not stripped unless that is asked for, but it is offered with its count', () => {
  for (const text of ['<script>x</script><img src=x><b>bold</b>', 'one *two* three', 'tags like <b>this</b>']) {
    const { text: kept, report } = clean(text, choose({ markup: null }));
    expect(kept).toBe(text);
    expect(report.chosen?.markup).toBe(false);
    expect(report.offered?.length).toBeGreaterThan(0);
    expect(cleaned(text, { markup: true })).not.toBe(text);
  }
});

test('width and runs of spaces are a choice; indents and Chinese punctuation stay', () => {
  const text = '  ＧＰＴ２，好。a   b\n\u3000\u3000雾  散';
  expect(clean(text).text).toBe(text);
  expect(cleaned(text, { width: true, spaces: true })).toBe('  GPT2，好。a b\n\u3000\u3000雾 散');
  expect(clean(text).report.offered).toEqual([
    { kind: 'width', count: 1, example: 'ＧＰＴ２ → GPT2' },
    { kind: 'spaces', count: 2, example: '␣ × 3 → ␣' },
  ]);
});

test('accepted corrections are made round by round, and those that do not fit are left out', () => {
  const correction = (at: number, before: string, after: string) => ({ kind: 'spelling' as const, at, before, after });
  const rounds = [[correction(0, 'teh', 'the'), correction(4, 'nope', 'x')], [correction(4, 'fgo', 'fog')]];
  const { text, report } = clean('teh fgo', { ...PLAIN, rounds });
  expect(text).toBe('the fog');
  expect(report.changes).toEqual([{ kind: 'correction', count: 2, example: 'teh → the' }]);
});

test('a long text of the worst kind is cleaned whole, however often something opens that never ends', () => {
  const size = 2 << 20;
  const worst = ['<', '<!--', '<script', '&', '*', '_', '**a', '[', '](', '`', '> ', '# \n', 'e\u0301', ' ', '<a ', '<p>'];
  for (const one of worst) {
    const text = one.repeat(Math.floor(size / 16 / one.length));
    expect(clean(text, choose({ markup: true, width: true, spaces: true })).report.before).toBe(text.length);
  }
});

test('well-formed text survives, lone surrogates become U+FFFD', () => {
  expect(wellFormed('😀a')).toBe('😀a');
  expect(wellFormed('\uD83Da')).toBe('\uFFFDa');
});
