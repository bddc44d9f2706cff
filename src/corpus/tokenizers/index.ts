import type { TokenizerKind } from '#lexicon/config.ts';
import { bpe } from './bpe.ts';
import { char } from './char.ts';
import { file } from './file.ts';
import type { TokenizerMaker } from './tokenizer.ts';
import { word } from './word.ts';

/** All tokenizers, by kind. */
export const tokenizers = { char, word, bpe, file } as const satisfies { [K in TokenizerKind]: TokenizerMaker<K> };
