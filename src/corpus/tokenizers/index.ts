import type { TokenizerKind } from '#lexicon/config.ts';
import { bpe } from './bpe.ts';
import { char } from './char.ts';
import type { TokenizerMaker } from './tokenizer.ts';
import { word } from './word.ts';

/** All tokenizers, by kind. */
export const tokenizers = { char, word, bpe } as const satisfies { [K in TokenizerKind]: TokenizerMaker<K> };
