import { expect, test } from 'vitest';
import { CORRECTION_KINDS } from '#lexicon/cleaning.ts';
import { SAMPLES } from '#lexicon/samples.ts';
import { readFileSync } from 'node:fs';
import { PLAIN, clean } from './clean.ts';
import { proofColumns, proofread } from './cleanProofs.ts';

/** Each error as `kind: before → after`. */
const errors = async (text: string): Promise<string[]> =>
  ((await proofread(text)) ?? []).map(({ kind, before, after }) => `${kind}: ${before} → ${after}`);
const corrected = async (text: string): Promise<string> =>
  clean(text, { ...PLAIN, rounds: [(await proofread(text)) ?? []] }).text;

test('words and characters that are doubled are found, but not those that are doubled with reason', async () => {
  expect(await errors('He saw the the bell in\nin the bay.')).toEqual(['doubledWord: the the → the', 'doubledWord: in\nin → in']);
  expect(await errors('钟声的的回响，她在在船上。')).toEqual(['doubledWord: 的的 → 的', 'doubledWord: 在在 → 在']);
  expect(await errors('She had had enough of that that. Very very old. No no! the theme; is island')).toEqual([]);
  expect(await errors('的的确确，实实在在，是是非非，和和气气，天天看看。')).toEqual([]);
});

test('spelling is corrected with its capital', async () => {
  expect(await errors('Teh bell recieved alot.')).toEqual([
    'spelling: Teh → The',
    'spelling: recieved → received',
    'spelling: alot → a lot',
  ]);
  expect(await errors('她迫不急待，一如继往。')).toEqual(['spelling: 迫不急待 → 迫不及待', 'spelling: 一如继往 → 一如既往']);
});

test('spaces that are missing or too many around punctuation are found', async () => {
  expect(await corrected('The fog came.It stayed,quietly . Then it left !')).toBe(
    'The fog came. It stayed, quietly. Then it left !',
  );
  expect(await errors('e.g. U.S.A. 3.14 1,000 example.org file.txt a.Foo')).toEqual([]);
});

test('doubled marks and dots become one, three dots an ellipsis', async () => {
  expect(await corrected('Wait,, now.. Then... and 雾来了... 好。。 等。。。')).toBe('Wait, now. Then… and 雾来了…… 好。 等……');
  expect(await errors('for (i = 0;; i++) std::x; !! ?? ....')).toEqual([]);
});

test('of straight and curly quotes the fewer become what the others are', async () => {
  expect(await corrected('“One,” he said. “Two.” "Three," she said.')).toBe('“One,” he said. “Two.” “Three,” she said.');
  expect(await corrected('"One," he said. "Two." “Three,” she said.')).toBe('"One," he said. "Two." "Three," she said.');
  expect(await corrected("It’s hers, she’s sure; don't.")).toBe('It’s hers, she’s sure; don’t.');
  expect(await errors('"only straight" isn\'t mixed')).toEqual([]);
});

test('between 汉字, punctuation is as wide as they are and spaces go', async () => {
  expect(await corrected('雾散了,钟响了.她说:“好!” 海 湾里(灯塔)亮了?')).toBe(
    '雾散了，钟响了。她说：“好！” 海湾里（灯塔）亮了？',
  );
  expect(await errors('用 GPT, version 3.5 (beta) 的模型')).toEqual([]);
});

test('a text that is corrected is correct', async () => {
  const text = 'Teh fog fog came.It stayed,, quietly... 雾 散了,钟响了。。';
  expect(await proofread(await corrected(text))).toEqual([]);
});

test('no error is seen in the sample stories, nor in code', async () => {
  for (const { path } of SAMPLES) expect(await errors(readFileSync(`public/${path}`, 'utf8')), path).toEqual([]);
  expect(await errors('const a = [1,2]; if (x<y) { f(a,b); } // foo.bar()\nx = y ? 1 : 2;')).toEqual([]);
});

test('a long text is read by parts, with every error in its place, and given up when nobody waits', async () => {
  const text = `${'a quiet line\n'.repeat(10_000)}teh end\n`;
  expect(await proofread(text)).toEqual([{ kind: 'spelling', at: 130_000, before: 'teh', after: 'the' }]);
  expect(await proofread(text, () => false)).toBeUndefined();
});

test('columns hold the same errors', async () => {
  const all = (await proofread('the the bell... teh')) ?? [];
  const { kinds, at, lengths, after, texts } = proofColumns(all);
  expect([...kinds].map((kind) => CORRECTION_KINDS[kind])).toEqual(['doubledWord', 'ellipsis', 'spelling']);
  expect([[...at], [...lengths], [...after], texts]).toEqual([
    [0, 12, 16],
    [7, 3, 3],
    [0, 1, 0],
    ['the', '…'],
  ]);
});
