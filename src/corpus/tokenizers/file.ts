import { Tokenizer as FileTokenizer } from '@huggingface/tokenizers';
import type { TokenPiece } from '#lexicon/messages.ts';
import { fail } from '#lexicon/problems.ts';
import { HuggingFaceError } from '#files/huggingFace/config.ts';
import { checkTokenizerFile } from '#files/huggingFace/tokenizer.ts';
import { wholeText } from '#lexicon/pieces.ts';
import { wellFormed } from '../clean.ts';
import { bytesOf } from './byteLetters.ts';
import { assemble } from './tokenizer.ts';
import type { Tokenizer, TokenizerData, TokenizerMaker } from './tokenizer.ts';

/** The most pieces that a vocabulary may have. */
const MAX_PIECES = 1 << 18;

/** Whether pieces are bytes written as letters, as GPT-2's are. */
function isByteLevel(json: object): boolean {
  const { decoder } = json as { decoder?: { type?: unknown; decoders?: { type?: unknown }[] } };
  return decoder?.type === 'ByteLevel' || (decoder?.decoders?.some(({ type }) => type === 'ByteLevel') ?? false);
}

/** What an id stands for; an id that no piece has is a piece without text that no text is ever cut to. */
function pieceOf(id: number, name: string | undefined, special: boolean, byteLevel: boolean): TokenPiece {
  if (name === undefined) return { id, text: `[${id}]`, special: true };
  if (special) return { id, text: name, special: true };
  const bytes = byteLevel ? bytesOf(name) : undefined;
  const text = bytes ? wholeText(bytes) : name;
  return text === undefined ? { id, text: '', bytes: bytes ?? [] } : { id, text };
}

/** Runs a part of the library, which takes what it was given for sound: an error of the program in it is one of the file. */
function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError)) throw error;
    throw new HuggingFaceError('tokenizer.json: its parts do not fit together, no text can be cut by it');
  }
}

function build(data: Extract<TokenizerData, { kind: 'file' }>): Tokenizer {
  const { json, d_vocab } = data;
  checkTokenizerFile(json);
  const reader = guarded(() => new FileTokenizer(json, { clean_up_tokenization_spaces: false }));
  const specials = reader.get_added_tokens_decoder();
  const byteLevel = isByteLevel(json);
  const pieces = Array.from({ length: d_vocab }, (_, id) =>
    pieceOf(id, reader.id_to_token(id), specials.get(id)?.special ?? false, byteLevel),
  );
  return assemble({
    pieces,
    data,
    encode: (text) => {
      const { ids } = guarded(() => reader.encode(wellFormed(text), { add_special_tokens: false }));
      const strange = ids.find((id) => !(id >= 0 && id < d_vocab));
      if (strange !== undefined) throw fail('idRange', { id: strange, vocabulary: d_vocab });
      return Int32Array.from(ids);
    },
  });
}

/**
 * The tokenizer of a `tokenizer.json`, cut by Hugging Face's own library, for a model of `d_vocab` pieces (a model may
 * have more than its tokenizer names).
 * @throws Error where the file describes none
 */
export function fileTokenizer(json: object, d_vocab: number): Tokenizer {
  if (d_vocab > MAX_PIECES) throw new Error(`${d_vocab} pieces, ${MAX_PIECES} at most`);
  return build({ kind: 'file', json, d_vocab, mask: false });
}

/** A vocabulary out of a file: it is opened, never learnt. */
export const file: TokenizerMaker<'file'> = {
  learn: () => Promise.reject(fail('fieldChoice', { field: 'tokenizer.kind', options: 'char, word, bpe', got: 'file' })),
  fromJSON: build,
};
