import { wellFormed } from '../clean.ts';
import { cutEvery } from '../slices.ts';
import { NIBBLES, byCount, countParts, nibblePieces, spellByNibbles } from './spelling.ts';
import { assemble, createIdBuffer } from './tokenizer.ts';
import type { Tokenizer, TokenizerData, TokenizerMaker } from './tokenizer.ts';

type Locale = 'en' | 'zh';
const PACE_WORDS = 1 << 14;
/** Each segment that `Intl.Segmenter` yields costs as much as its whole input is long: inputs stay short. */
const RUN_UNITS = 256;
/** Runs whose words are remembered while a text is read: most of them come again. */
const CACHED_RUNS = 1 << 16;
/** Up to and with white space or Chinese punctuation, where words end in any case. */
const RUNS = /[^\s，。！？；：、]*[\s，。！？；：、]+|[^\s，。！？；：、]+/g;

const segmenters: Partial<Record<Locale, Intl.Segmenter>> = {};
function segmenterOf(locale: Locale): Intl.Segmenter {
  return (segmenters[locale] ??= new Intl.Segmenter(locale, { granularity: 'word' }));
}

/** Chinese where at least every fourth letter of the text's beginning is a Han character. */
function localeOf(text: string): Locale {
  const start = text.slice(0, 20_000);
  const letters = start.match(/\p{L}/gu)?.length ?? 0;
  const han = start.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han * 4 >= Math.max(1, letters) ? 'zh' : 'en';
}

/** The text in runs that the segmenter takes; longer ones are cut between characters. */
function* runsOf(text: string): Generator<string> {
  for (const [run] of text.matchAll(RUNS)) {
    if (run.length <= RUN_UNITS) yield run;
    else for (const part of cutEvery(run, RUN_UNITS)) yield part;
  }
}

/**
 * The words of a text, in order; joined they are the text. A single space belongs to what follows it
 * (`the| old| bell|,`), as in GPT-2, so that spaces cost no tokens of their own; other white space stands alone.
 */
function* wordsOf(text: string, locale: Locale): Generator<string> {
  const segmenter = segmenterOf(locale);
  const known = new Map<string, string[]>();
  let space = '';
  for (const run of runsOf(text)) {
    let segments = known.get(run);
    if (!segments) {
      segments = Array.from(segmenter.segment(run), ({ segment }) => segment);
      if (known.size < CACHED_RUNS) known.set(run, segments);
    }
    for (const segment of segments) {
      if (space && /^\s/.test(segment)) {
        yield space;
        space = '';
      }
      if (segment === ' ') space = segment;
      else {
        yield space + segment;
        space = '';
      }
    }
  }
  if (space) yield space;
}

function build(data: Extract<TokenizerData, { kind: 'word' }>): Tokenizer {
  const idOf = new Map(data.words.map((word, id) => [word, id]));
  const firstNibble = data.words.length;
  const pieces = [...data.words.map((text, id) => ({ id, text })), ...nibblePieces(firstNibble)];
  return assemble({
    pieces,
    data,
    encode(text) {
      const ids = createIdBuffer(text.length >> 2);
      const spell = (characters: string): void => {
        for (const character of characters) {
          const id = idOf.get(character);
          if (id === undefined) spellByNibbles(character, firstNibble, ids.push);
          else ids.push(id);
        }
      };
      for (const word of wordsOf(wellFormed(text), data.locale)) {
        const id = idOf.get(word);
        const bare = id === undefined && word.startsWith(' ') ? idOf.get(word.slice(1)) : undefined;
        if (id !== undefined) ids.push(id);
        else if (bare === undefined) spell(word);
        else {
          spell(' ');
          ids.push(bare);
        }
      }
      return ids.done();
    },
  });
}

/** The most frequent words that fit into `room`, and the characters that the remaining words are spelled with. */
function chooseWords(counts: ReadonlyMap<string, number>, room: number): string[] {
  const words = byCount(counts);
  if (words.length <= room) return words;
  /** Characters of the words from rank `rank` on, most frequent first, without those that are words before it. */
  const charactersFrom = (rank: number): string[] => {
    const known = new Set(words.slice(0, rank));
    const needed = new Map<string, number>();
    for (const word of words.slice(rank)) {
      for (const character of word) {
        if (!known.has(character)) needed.set(character, (needed.get(character) ?? 0) + (counts.get(word) ?? 0));
      }
    }
    return byCount(needed);
  };
  const half = room >> 1;
  const reserved = Math.min(half, charactersFrom(room - half).length);
  const kept = words.slice(0, room - reserved);
  return [...new Set([...kept, ...charactersFrom(kept.length).slice(0, reserved), ...words])].slice(0, room);
}

/**
 * One piece a word, as `Intl.Segmenter` finds words (its dictionary for Chinese), most frequent first. Words
 * beyond `vocab_size`, and those that were not in the text, are spelled by characters, and characters that are
 * no piece by half-bytes (`spelling.ts`). At most half of the vocabulary goes to such characters, none if all
 * words fit. Browsers with other dictionaries may split new text otherwise; it decodes exactly all the same.
 */
export const word: TokenizerMaker<'word'> = {
  async learn(text, { vocab_size, mask = false }, onProgress) {
    const source = wellFormed(text);
    const locale = localeOf(source);
    const counts = await countParts(wordsOf(source, locale), source, PACE_WORDS, onProgress);
    const room = Math.max(0, vocab_size - NIBBLES - (mask ? 1 : 0));
    onProgress?.(1);
    return build({ kind: 'word', words: chooseWords(counts, room), locale, mask });
  },
  fromJSON: build,
};
