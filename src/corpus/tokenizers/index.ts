import type { TokenizerKind } from '#lexicon/config.ts';
import { bpe } from './bpe.ts';
import { char } from './char.ts';
import type { LearnOptions, OnProgress, Tokenizer, TokenizerData, TokenizerMaker } from './tokenizer.ts';
import { word } from './word.ts';

/** All tokenizers, by kind. */
export const tokenizers = { char, word, bpe } as const satisfies { [K in TokenizerKind]: TokenizerMaker<K> };

/** Learns a tokenizer of the given kind on a text. */
export function learnTokenizer(
  kind: TokenizerKind,
  text: string,
  options: LearnOptions,
  onProgress?: OnProgress,
): Promise<Tokenizer> {
  return tokenizers[kind].learn(text, options, onProgress);
}

/** The tokenizer that `toJSON` described. */
export function tokenizerFromJSON(data: TokenizerData): Tokenizer {
  switch (data.kind) {
    case 'char':
      return char.fromJSON(data);
    case 'word':
      return word.fromJSON(data);
    case 'bpe':
      return bpe.fromJSON(data);
  }
}
