import { beforeAll, expect, test } from 'vitest';
import { CORRECTION_KINDS } from '#lexicon/cleaning.ts';
import type { Correction, Proofs } from '#lexicon/cleaning.ts';
import type { Events } from '#lexicon/events.ts';
import { testEngine } from './fixtures/engine.ts';

const PASTED = `# Fog\r\n\r\nThe **bell** rang rang. Teh sea  rang.\u0000 ${'The bell rang three times. '.repeat(12)}`;
const { call, start, last } = testEngine();
const text = (): Events['text'] => last('text');
const CHOICE = { markup: null, width: true, spaces: true };

const TINY = { d_model: 8, n_heads: 1, d_mlp: 8, n_ctx: 8, batch_size: 2, tokenizer: { kind: 'bpe', vocab_size: 300 } } as const;
beforeAll(() => start({ text: 'a first text', config: TINY }));

function corrections({ kinds, at, lengths, after, texts }: Proofs): Correction[] {
  return Array.from(kinds, (kind, i) => {
    const [start = 0, length = 0] = [at[i], lengths[i]];
    return {
      kind: CORRECTION_KINDS[kind] ?? 'spelling',
      at: start,
      before: text().text.slice(start, start + length),
      after: texts[after[i] ?? 0] ?? '',
    };
  });
}

test('a text is cleaned as chosen, its errors are named, and accepting them makes a new model on what comes of it', async () => {
  await call.loadText({ text: PASTED, cleaning: CHOICE });
  expect(text().text.startsWith('Fog\n\nThe bell rang rang. Teh sea rang. The bell')).toBe(true);
  expect(text().cleaning.changes.map(({ kind, count }) => [kind, count])).toEqual([
    ['newline', 2],
    ['control', 1],
    ['markdown', 3],
    ['spaces', 1],
    ['space', 1],
  ]);
  const proofs = await call.proofread({});
  const found = proofs ? corrections(proofs) : [];
  expect(found.map(({ before, after }) => `${before} → ${after}`)).toEqual(['rang rang → rang', 'Teh → The']);

  await call.correct({ corrections: found.slice(1) });
  expect(text().text).toContain('The bell rang rang. The sea rang.');
  expect(text().cleaning.changes.at(-1)).toEqual({ kind: 'correction', count: 1, example: 'Teh → The' });
  await call.correct({ corrections: found.slice(0, 1) });
  expect(text().text).toContain('The bell rang. The sea rang.');
  await call.correct({ corrections: [] });
  expect(text().text).toContain('The bell rang rang. Teh sea rang.');
});

test('what was cleaned stays cleaned when the vocabulary is learnt anew, and the choice can be taken back', async () => {
  await call.configure({ patch: { tokenizer: { kind: 'char', vocab_size: 64 } } });
  expect(text().text.startsWith('Fog\n\nThe bell')).toBe(true);
  expect(text().cleaning.chosen).toEqual({ markup: true, width: true, spaces: true });
  await call.reclean({ cleaning: { markup: false, width: true, spaces: false } });
  expect(text().text.startsWith('# Fog\n\nThe **bell** rang rang. Teh sea  rang.')).toBe(true);
  expect(text().cleaning.offered?.map(({ kind, count }) => [kind, count])).toEqual([
    ['markdown', 3],
    ['spaces', 1],
  ]);
  await call.reclean({ cleaning: CHOICE });
});

test('pasted and cleaned text stand beside each other, a few changes at a time', async () => {
  const { total, excerpts } = await call.cleaningDiff({ from: 0, count: 1 });
  expect(total).toBeGreaterThan(0);
  expect(excerpts).toHaveLength(1);
  const sides = (side: string) => excerpts[0]?.parts.filter((part) => part.side === side).map((part) => part.text);
  expect(sides('pasted')?.slice(0, 2)).toEqual(['# ', '\r\n']);
  expect((await call.cleaningDiff({ from: total, count: 5 })).excerpts).toEqual([]);
});

test('a sentence is cut by every kind of tokenizer, by the running one as the model meets it', async () => {
  const sentence = 'The bell rang.';
  const splits = await call.split({ sentence });
  expect(splits.map(({ kind }) => kind)).toEqual(['char', 'word', 'bpe']);
  for (const { pieces } of splits) expect(pieces.map((piece) => piece.text).join('')).toBe(sentence);
  // The running model cuts by characters; its context takes the last eight.
  expect(splits[0]?.pieces.map(({ id }) => id).slice(-8)).toEqual((await call.probe({ input: sentence })).ids);
  expect(splits.map(({ pieces }) => pieces.length)[1]).toBe(4);
  expect(splits[2]?.pieces.length).toBeLessThanOrEqual(sentence.length);
});

test('a console text is kept to the letter, but for what can stand in no text', async () => {
  const raw = '<p>Ａ  **b**</p>\r\n'.repeat(4);
  await call.loadText({ text: raw });
  expect(text().text).toBe(raw.replaceAll('\r', ''));
  expect(await call.proofread({})).not.toBeNull();
});
