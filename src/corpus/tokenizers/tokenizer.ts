import type { TokenizerKind } from '#lexicon/config.ts';
import type { TokenPiece } from '#lexicon/messages.ts';
import { textOfPieces } from '#lexicon/pieces.ts';

/** A merge of BPE, as ids: left and right become merged. */
export type Merge = readonly [left: number, right: number, merged: number];

/**
 * Text to ids and back. `decode(encode(text)) === text` for every text without lone surrogates (those
 * become U+FFFD), whether or not it looks like what the tokenizer was learnt on.
 */
export type Tokenizer = {
  readonly kind: TokenizerKind;
  readonly d_vocab: number;
  readonly pieces: readonly TokenPiece[];
  /** In the order learnt; empty for tokenizers that merge nothing. */
  readonly merges: readonly Merge[];
  /** The id of `[MASK]`, where it was asked for. No text is ever encoded to it. */
  readonly maskId: number | null;
  encode(text: string): Int32Array;
  /** Throws on an id outside the vocabulary. Bytes that make no character become U+FFFD. */
  decode(ids: ArrayLike<number>): string;
  toJSON(): TokenizerData;
};

/** All that a tokenizer knows, as plain JSON. */
export type TokenizerData =
  | { kind: 'char'; characters: string; mask: boolean }
  | { kind: 'word'; words: readonly string[]; locale: 'en' | 'zh'; mask: boolean }
  | { kind: 'bpe'; merges: readonly (readonly [number, number])[]; mask: boolean }
  /** `json`: the `tokenizer.json` of Hugging Face's format that was opened. */
  | { kind: 'file'; json: object; d_vocab: number; mask: false };

/** `vocab_size`: the largest number of pieces, all counted. `mask`: whether `[MASK]` is one of them. */
export type LearnOptions = { vocab_size: number; mask?: boolean };
/** Told how far work is, from 0 to 1. */
export type OnProgress = (fraction: number) => void;

/** One row of the registry. `learn` pauses now and then, so that its thread can answer messages. */
export type TokenizerMaker<K extends TokenizerKind> = {
  learn(text: string, options: LearnOptions, onProgress?: OnProgress): Promise<Tokenizer>;
  fromJSON(data: Extract<TokenizerData, { kind: K }>): Tokenizer;
};

/** What is the same for all tokenizers: decoding by the pieces, `[MASK]` as the last piece where wanted. */
export function assemble(parts: {
  pieces: TokenPiece[];
  merges?: readonly Merge[];
  data: TokenizerData;
  encode: (text: string) => Int32Array;
}): Tokenizer {
  const { pieces, data, encode } = parts;
  if (data.mask) pieces.push({ id: pieces.length, text: '[MASK]', special: true });
  return {
    kind: data.kind,
    d_vocab: pieces.length,
    pieces,
    merges: parts.merges ?? [],
    maskId: data.mask ? pieces.length - 1 : null,
    encode,
    decode: (ids) => textOfPieces(pieces, ids),
    toJSON: () => data,
  };
}

/** A growing row of ids. */
export function createIdBuffer(capacity: number): { push: (id: number) => void; done: () => Int32Array } {
  let ids = new Int32Array(Math.max(16, capacity));
  let length = 0;
  return {
    push(id) {
      if (length === ids.length) {
        const larger = new Int32Array(ids.length * 2);
        larger.set(ids);
        ids = larger;
      }
      ids[length++] = id;
    },
    done: () => ids.slice(0, length),
  };
}
