import type { TokenizerKind } from '#lexicon/config.ts';
import { tokenizers } from './index.ts';
import type { LearnOptions, OnProgress, Tokenizer, TokenizerData } from './tokenizer.ts';

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
      return tokenizers.char.fromJSON(data);
    case 'word':
      return tokenizers.word.fromJSON(data);
    case 'bpe':
      return tokenizers.bpe.fromJSON(data);
    case 'file':
      return tokenizers.file.fromJSON(data);
  }
}
