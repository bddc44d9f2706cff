import type { TokenPiece } from '#lexicon/messages.ts';
import { lettersOf } from './byteLetters.ts';
import type { Tokenizer, TokenizerData } from './tokenizer.ts';

/** A piece that stands for half a byte or for `[MASK]`: no text is ever cut to it by another program. */
const placeholder = (nibble: number): string => `<0x${nibble.toString(16).toUpperCase()}>`;

const COMMON = { version: '1.0', truncation: null, padding: null, post_processor: null };
const BPE = {
  type: 'BPE',
  dropout: null,
  unk_token: null,
  continuing_subword_prefix: '',
  end_of_word_suffix: '',
  fuse_unk: false,
  byte_fallback: false,
  ignore_merges: false,
};

function addedTokens({ maskId }: Tokenizer): object[] {
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  return maskId === null ? [] : [{ id: maskId, content: '[MASK]', ...flags }];
}

/** GPT-2's byte-level BPE: the same words, the same merges, the same ids. */
function bpeJson(tokenizer: Tokenizer, { merges }: Extract<TokenizerData, { kind: 'bpe' }>): object {
  const names: string[] = Array.from({ length: 256 }, (_, byte) => lettersOf([byte]));
  for (const [left, right] of merges) names.push(`${names[left] ?? ''}${names[right] ?? ''}`);
  const level = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
  // Where two merges make the same letters, both lead to the first: another program has one id a string.
  const vocab = new Map<string, number>();
  names.forEach((name, id) => void (vocab.has(name) || vocab.set(name, id)));
  return {
    ...COMMON,
    added_tokens: addedTokens(tokenizer),
    normalizer: null,
    pre_tokenizer: level,
    decoder: level,
    model: {
      ...BPE,
      vocab: Object.fromEntries(vocab),
      merges: merges.map(([left, right]) => `${names[left] ?? ''} ${names[right] ?? ''}`),
    },
  };
}

/** The text a piece stands for; half-bytes have names of their own. */
const nameOf = ({ text, nibble }: TokenPiece): string => (nibble === undefined ? text : placeholder(nibble));
const isWord = ({ nibble, special }: TokenPiece): boolean => nibble === undefined && special === undefined;

/** Characters: BPE that merges nothing. It leaves out characters that are none of its pieces. */
function charJson(tokenizer: Tokenizer): object {
  return {
    ...COMMON,
    added_tokens: addedTokens(tokenizer),
    normalizer: null,
    pre_tokenizer: null,
    decoder: { type: 'Fuse' },
    model: { ...BPE, vocab: Object.fromEntries(tokenizer.pieces.map((piece) => [nameOf(piece), piece.id])), merges: [] },
  };
}

/** Words with the one space before them, numbers, runs of letters without spaces, white space, single marks. */
const WORDS = String.raw` ?[\p{L}\p{M}]+(?:['’.][\p{L}\p{M}]+)*| ?\p{N}+|\s| ?[^\s\p{L}\p{M}\p{N}]`;

/** Far below any word: what is never to be chosen. */
const NEVER = -1000;

/**
 * Words, as near as the file format comes: it knows no dictionary of a language, so that a run of letters is cut into
 * the likeliest row of pieces (Kudo 2018), a piece of rank r counting as 1 / (r + 2) by Zipf's law. `agreement`
 * measures how near that is.
 */
function wordJson(tokenizer: Tokenizer): object {
  return {
    ...COMMON,
    added_tokens: addedTokens(tokenizer),
    normalizer: null,
    pre_tokenizer: { type: 'Split', pattern: { Regex: WORDS }, behavior: 'Isolated', invert: false },
    decoder: { type: 'Fuse' },
    model: {
      type: 'Unigram',
      unk_id: tokenizer.pieces.findIndex(({ nibble }) => nibble !== undefined),
      vocab: tokenizer.pieces.map((piece) => [nameOf(piece), isWord(piece) ? -Math.log(piece.id + 2) : NEVER]),
      byte_fallback: false,
    },
  };
}

/**
 * `tokenizer.json` of a vocabulary, as Hugging Face's `tokenizers` reads it. BPE gives the same ids for every text;
 * characters the same for texts of known characters; words nearly the same (`agreement`).
 */
export function huggingFaceJson(tokenizer: Tokenizer): object {
  const data = tokenizer.toJSON();
  switch (data.kind) {
    case 'bpe':
      return bpeJson(tokenizer, data);
    case 'char':
      return charJson(tokenizer);
    case 'word':
      return wordJson(tokenizer);
    case 'file':
      return data.json;
  }
}

/** The pieces of a row of ids, each with the place where it was cut. */
function cuts(pieces: readonly TokenPiece[], ids: ArrayLike<number>): Set<string> {
  let at = 0;
  return new Set(
    Array.from(ids, (id) => {
      const cut = `${at}:${id}`;
      at += pieces[id]?.text.length ?? 0;
      return cut;
    }),
  );
}

/** The share of a text's tokens, from white space to white space, that another encoder cuts out of the same place as the tokenizer does. */
export function agreement(tokenizer: Tokenizer, other: (text: string) => ArrayLike<number>, text: string): number {
  let [shared, all] = [0, 0];
  for (const [stretch] of text.matchAll(/\s*\S+|\s+/g)) {
    const [ours, theirs] = [cuts(tokenizer.pieces, tokenizer.encode(stretch)), cuts(tokenizer.pieces, other(stretch))];
    shared += [...ours].filter((cut) => theirs.has(cut)).length;
    all += Math.max(ours.size, theirs.size);
  }
  return all === 0 ? 1 : shared / all;
}
