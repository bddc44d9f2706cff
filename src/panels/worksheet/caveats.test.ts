import { expect, test } from 'vitest';
import { words } from '#lexicon/words/all.ts';
import { caveatsOf } from './caveats.ts';
import { withSheetWords } from './words.ts';

const PLAIN = { dropout: 0, interventions: [], difference: null };
const PATTERN = 'blocks.1.attn.hook_pattern';

for (const language of ['en', 'zh'] as const) {
  const sheet = withSheetWords(words[language], language);
  const said = sheet.worksheet.caveats;
  const of = (name: string, more: Partial<Parameters<typeof caveatsOf>[2]>): string[] =>
    caveatsOf(sheet, name, { ...PLAIN, ...more });

  test(`a worksheet says where it must differ from the engine, and nothing where it need not: ${language}`, () => {
    expect(of(PATTERN, {})).toEqual([]);
    expect(of(PATTERN, { dropout: 0.1 })).toEqual([said.dropout]);
    const interventions = [{ hook: PATTERN }];
    expect(of(PATTERN, { interventions })).toEqual([said.changed]);
    // What is read after the change is recomputed from the changed numbers, and agrees.
    expect(of('blocks.1.attn.hook_z', { interventions })).toEqual([]);
    expect(of('wte.weight', { interventions })).toEqual([]);
    expect(of('grad.blocks.0.hook_resid_post', { interventions })).toHaveLength(1);
    expect(of(PATTERN, { difference: { a: 1200, b: 40 } }).join('')).toMatch(/1.?200.*40/);
  });
}
