import type { TokenPiece } from '#lexicon/messages.ts';
import { wholeText } from '#lexicon/pieces.ts';
import { wellFormed } from '../clean.ts';
import { createPace } from '../pace.ts';
import { cutEvery } from '../slices.ts';
import { applyMerges, ranksOf } from './applyMerges.ts';
import { learnMerges } from './learnMerges.ts';
import { assemble, createIdBuffer } from './tokenizer.ts';
import type { Merge, Tokenizer, TokenizerData, TokenizerMaker } from './tokenizer.ts';

const BYTES = 256;
const PACE_SYMBOLS = 1 << 17;
/** Words of any length are encoded whole, but learnt from in parts: longer merges would only learn by heart. */
const LEARNT_UNITS = 64;
/** Words whose ids are remembered while encoding. */
const CACHED_WORDS = 1 << 16;
/** The share of the whole time that finding the words takes, roughly. */
const SPLIT_SHARE = 0.2;

/**
 * The words that no merge crosses: GPT-2's pattern (Radford et al. 2019), a letter run with its leading space,
 * numbers, punctuation, white space. Chinese has no spaces: its words are what stands between punctuation.
 */
const WORDS = /'(?:[stmd]|re|ve|ll)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;

function piecesOf(merges: readonly Merge[]): TokenPiece[] {
  const bytes: number[][] = Array.from({ length: BYTES }, (_, byte) => [byte]);
  for (const [left, right] of merges) bytes.push([...(bytes[left] ?? []), ...(bytes[right] ?? [])]);
  return bytes.map((own, id) => {
    const text = wholeText(own);
    return text === undefined ? { id, text: '', bytes: own } : { id, text };
  });
}

function build(data: Extract<TokenizerData, { kind: 'bpe' }>): Tokenizer {
  const ranks = ranksOf(data.merges);
  const merges = data.merges.map(([left, right], rank): Merge => [left, right, BYTES + rank]);
  const utf8 = new TextEncoder();
  let cache = new Map<string, Int32Array>();
  return assemble({
    pieces: piecesOf(merges),
    merges,
    data,
    encode(text) {
      const ids = createIdBuffer(text.length >> 1);
      for (const [word] of wellFormed(text).matchAll(WORDS)) {
        let own = cache.get(word);
        if (!own) {
          own = applyMerges(utf8.encode(word), ranks);
          if (cache.size >= CACHED_WORDS) cache = new Map();
          cache.set(word, own);
        }
        for (const id of own) ids.push(id);
      }
      return ids.done();
    },
  });
}

/**
 * Byte-level BPE, as GPT-2 has it: ids 0–255 are the bytes of UTF-8, so that every text can be encoded; then
 * the merges learnt on the text, until there are `vocab_size` pieces or no pair stands twice. The 256 bytes
 * are always there, however small `vocab_size` is.
 */
export const bpe: TokenizerMaker<'bpe'> = {
  async learn(text, { vocab_size, mask = false }, onProgress) {
    const source = wellFormed(text);
    const words = new Map<string, number>();
    const pace = createPace(PACE_SYMBOLS);
    for (const found of source.matchAll(WORDS)) {
      for (const part of cutEvery(found[0], LEARNT_UNITS)) words.set(part, (words.get(part) ?? 0) + 1);
      const rest = pace(found[0].length);
      if (rest) {
        onProgress?.((SPLIT_SHARE * found.index) / source.length);
        await rest;
      }
    }
    const wanted = Math.max(0, vocab_size - BYTES - (mask ? 1 : 0));
    const merges = await learnMerges(words, wanted, pace, (done) => onProgress?.(SPLIT_SHARE + (1 - SPLIT_SHARE) * done));
    onProgress?.(1);
    return build({ kind: 'bpe', merges, mask });
  },
  fromJSON: build,
};
