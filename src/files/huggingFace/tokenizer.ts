import * as v from 'valibot';
import { HuggingFaceError } from './config.ts';

/** The most pieces and merges that are read: twice what the largest vocabularies of the field have. */
const MAX_PIECES = 1 << 19;
/** The longest pattern that a vocabulary of the field cuts its text by is half as long. */
const MAX_PATTERN = 1000;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MAX_PIECES));
const pieces = v.pipe(
  v.record(v.string(), count),
  v.check((vocab) => Object.keys(vocab).length <= MAX_PIECES, `more than ${MAX_PIECES} pieces`),
);
/** A part of the way from text to pieces: what it does is its type's. */
const part = v.nullish(v.looseObject({ type: v.string() }));

const ModelSchema = v.variant('type', [
  v.looseObject({
    type: v.literal('BPE'),
    vocab: pieces,
    merges: v.pipe(v.array(v.union([v.string(), v.strictTuple([v.string(), v.string()])])), v.maxLength(MAX_PIECES)),
    unk_token: v.nullish(v.string()),
  }),
  v.looseObject({ type: v.picklist(['WordPiece', 'WordLevel']), vocab: pieces, unk_token: v.nullish(v.string()) }),
  v.looseObject({
    type: v.literal('Unigram'),
    vocab: v.pipe(v.array(v.strictTuple([v.string(), v.number()])), v.maxLength(MAX_PIECES)),
    unk_id: v.nullish(count),
  }),
]);

const TokenizerFileSchema = v.looseObject({
  model: ModelSchema,
  added_tokens: v.pipe(
    v.array(v.looseObject({ id: count, content: v.pipe(v.string(), v.minLength(1)), special: v.optional(v.boolean()) })),
    v.maxLength(MAX_PIECES),
  ),
  normalizer: part,
  pre_tokenizer: part,
  post_processor: part,
  decoder: part,
});

/** A group that may repeat, of something that may repeat: on the wrong text it tries more ways than there is time for. */
const REPEATED_REPEAT = /\([^()]*[*+}][^()]*\)(?:[*+]|\{\d+,\d*\})/;

/** Every pattern in a description, wherever it stands. */
function* patterns(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (key === 'Regex') yield child;
    else yield* patterns(child);
  }
}

/**
 * Checks a `tokenizer.json` before the field's own library reads it, which trusts what it is given: its kind, its
 * vocabulary, and that no pattern in it could run without end.
 * @throws HuggingFaceError with the place and what came there
 */
export function checkTokenizerFile(json: object): void {
  const result = v.safeParse(TokenizerFileSchema, json, { abortEarly: true });
  if (!result.success) {
    const [issue] = result.issues;
    throw new HuggingFaceError(`tokenizer.json, ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
  }
  const { model: _model, added_tokens: _added, ...parts } = result.output;
  for (const pattern of patterns(parts)) {
    if (typeof pattern !== 'string' || pattern.length > MAX_PATTERN || REPEATED_REPEAT.test(pattern))
      throw new HuggingFaceError(`tokenizer.json: the pattern ${JSON.stringify(pattern).slice(0, 80)} is not one that is run`);
  }
}
