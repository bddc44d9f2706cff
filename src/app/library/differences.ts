import type { RunConfig } from '#lexicon/config.ts';
import { FIELDS } from '#lexicon/fields.ts';
import type { Words } from '#lexicon/words/en.ts';
import { formatSetting } from '../settings/format.ts';

/** One setting that two runs have otherwise, in words. */
export type Difference = { name: string; values: [string, string] };

function shown(words: Words, options: Readonly<Record<string, string>> | undefined, value: string | number | boolean): string {
  if (typeof value === 'number') return formatSetting(value);
  if (typeof value === 'boolean') return value ? words.fields.on : words.fields.off;
  return options?.[value] ?? value;
}

/** The settings that two runs have otherwise, in the order of the sliders; what they are cut into first. */
export function differencesOf(words: Words, a: RunConfig, b: RunConfig): Difference[] {
  const { tokenizer, names } = words.fields;
  const rows: Difference[] = [];
  const put = (name: string, left: string, right: string): void => {
    if (left !== right) rows.push({ name, values: [left, right] });
  };
  put(tokenizer.name, tokenizer.kinds[a.tokenizer.kind], tokenizer.kinds[b.tokenizer.kind]);
  put(tokenizer.vocabulary, formatSetting(a.d_vocab), formatSetting(b.d_vocab));
  for (const { name } of FIELDS) {
    const field = names[name];
    put(field.name, shown(words, field.options, a[name]), shown(words, field.options, b[name]));
  }
  put('frozen', a.frozen.join(', '), b.frozen.join(', '));
  return rows;
}
