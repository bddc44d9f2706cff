import type { RunConfig } from '#lexicon/config.ts';
import type { CleaningReport } from '#lexicon/cleaning.ts';
import type { TextInfo } from '#lexicon/messages.ts';
import { fail, problem } from '#lexicon/problems.ts';
import type { Problem } from '#lexicon/problems.ts';
import { splitTokens } from './batches.ts';
import { clean } from './clean.ts';
import { createPace } from './pace.ts';
import { sliceText } from './slices.ts';
import { textStatistics } from './statistics.ts';
import { learnTokenizer } from './tokenizers/make.ts';
import type { OnProgress, Tokenizer } from './tokenizers/tokenizer.ts';

/** The largest text, in bytes of UTF-8: beyond it, learning a vocabulary takes minutes rather than seconds. */
export const MAX_TEXT_BYTES = 16 * 1024 * 1024;
/** The causal objective needs a token and the one after it. */
const MIN_TOKENS = 2;
const SLICE_UNITS = 1 << 15;
/** The share of the whole time that learning the vocabulary takes, roughly; encoding takes the rest. */
const LEARN_SHARE = 0.6;

/** What of the settings decides about a text. */
export type PrepareConfig = Pick<RunConfig, 'tokenizer' | 'val_fraction' | 'n_ctx' | 'objective'>;
/** A text ready to be trained on: its tokenizer, its ids, and what the page is told of it. */
export type PreparedText = { tokenizer: Tokenizer; ids: Int32Array; info: TextInfo };

/** Bytes of a text in UTF-8; a lone surrogate counts as the three bytes of U+FFFD. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit <= 0xdbff && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      bytes += 4;
      i++;
    } else bytes += 3;
  }
  return bytes;
}

/** Cleans a text that may become a run; refuses what is too long (`textTooLong`) or only white space (`textEmpty`). */
export function admit(raw: string): { text: string; report: CleaningReport } {
  const bytes = utf8Length(raw);
  if (bytes > MAX_TEXT_BYTES) throw fail('textTooLong', { bytes, max: MAX_TEXT_BYTES });
  const cleaned = clean(raw);
  if (cleaned.text.trim() === '') throw fail('textEmpty', { tokens: 0 });
  return cleaned;
}

/** `tokenizer.encode(text)`, with pauses in which the thread answers messages. */
export async function encodeSlowly(tokenizer: Tokenizer, text: string, onProgress?: OnProgress): Promise<Int32Array> {
  const parts: Int32Array[] = [];
  const pace = createPace(SLICE_UNITS);
  let seen = 0;
  let length = 0;
  for (const slice of sliceText(text, SLICE_UNITS)) {
    const part = tokenizer.encode(slice);
    parts.push(part);
    length += part.length;
    seen += slice.length;
    const rest = pace(slice.length);
    if (rest) {
      onProgress?.(seen / text.length);
      await rest;
    }
  }
  const ids = new Int32Array(length);
  let at = 0;
  for (const part of parts) {
    ids.set(part, at);
    at += part.length;
  }
  return ids;
}

/** What is doubtful about the text, though it can be trained on. */
function noticesOf(tokens: number, trainTokens: number, learnt: number, config: PrepareConfig): Problem[] {
  const { kind, vocab_size } = config.tokenizer;
  const notices: Problem[] = [];
  if (trainTokens <= config.n_ctx) notices.push(problem('textShort', { tokens: trainTokens, context: config.n_ctx }));
  if (config.val_fraction > 0 && trainTokens === tokens) notices.push(problem('noValidation', { tokens }));
  if (kind === 'bpe' && learnt < vocab_size) notices.push(problem('vocabularySmall', { learnt, wanted: vocab_size }));
  return notices;
}

async function describe(
  cleaned: { text: string; report: CleaningReport },
  tokenizer: Tokenizer,
  config: PrepareConfig,
  onProgress?: OnProgress,
): Promise<PreparedText> {
  const { text, report } = cleaned;
  const ids = await encodeSlowly(tokenizer, text, onProgress);
  if (ids.length < MIN_TOKENS) throw fail('textEmpty', { tokens: ids.length });
  const trainTokens = splitTokens(ids.length, config.val_fraction);
  onProgress?.(1);
  return {
    tokenizer,
    ids,
    info: {
      text,
      cleaning: report,
      ids,
      vocabulary: tokenizer.pieces,
      merges: tokenizer.merges,
      trainTokens,
      ...textStatistics(ids, trainTokens, tokenizer.d_vocab),
      notices: noticesOf(ids.length, trainTokens, tokenizer.d_vocab, config),
    },
  };
}

/**
 * From what the user pasted to what a model is trained on: cleaned, a vocabulary learnt on it (with `[MASK]` for
 * the masked objective), encoded, split, measured. Progress runs from 0 to 1.
 * @throws ProblemError `textEmpty` (no text, or fewer than two tokens), `textTooLong`
 */
export async function prepareText(raw: string, config: PrepareConfig, onProgress?: OnProgress): Promise<PreparedText> {
  const cleaned = admit(raw);
  const options = { vocab_size: config.tokenizer.vocab_size, mask: config.objective === 'masked' };
  const tokenizer = await learnTokenizer(config.tokenizer.kind, cleaned.text, options, (done) =>
    onProgress?.(LEARN_SHARE * done),
  );
  return describe(cleaned, tokenizer, config, (done) => onProgress?.(LEARN_SHARE + (1 - LEARN_SHARE) * done));
}

/** As `prepareText`, with a vocabulary that was learnt before: a recorded run, or new text for the same model. */
export function prepareWith(
  tokenizer: Tokenizer,
  raw: string,
  config: PrepareConfig,
  onProgress?: OnProgress,
): Promise<PreparedText> {
  return describe(admit(raw), tokenizer, config, onProgress);
}
