import type { Words } from '#lexicon/words/en.ts';
import { formatCount } from '#view/format.ts';

const rounded = (value: number): string => (value < 10 ? String(Number(value.toPrecision(2))) : formatCount(value));

/** A time as one says it: 420 ms, 8.5 s, 12 min, 3 h. */
export function sayDuration(ms: number, words: Words['learns']['presets']): string {
  if (ms < 1000) return words.ms(rounded(Math.max(0.1, ms)));
  const seconds = ms / 1000;
  if (seconds < 90) return words.seconds(rounded(seconds));
  if (seconds < 5400) return words.minutes(rounded(seconds / 60));
  return words.hours(rounded(seconds / 3600));
}
