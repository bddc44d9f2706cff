import * as v from 'valibot';
import { CORRECTION_KINDS } from '#lexicon/cleaning.ts';

/** What the text parts of a run's file must look like. Strict: what is not named here is refused. */

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** JSON has no NaN: it writes null. */
const measured = v.pipe(
  v.nullable(v.number()),
  v.transform((value) => value ?? Number.NaN),
);
/** The most rows of a list; beyond, it is no run that anybody trained. */
const MANY = 1_000_000;
/** The most pieces of a vocabulary. */
const PIECES = 1 << 17;
const BYTES = 256;

const list = <S extends v.GenericSchema>(
  row: S,
  most: number,
): v.SchemaWithPipe<readonly [v.ArraySchema<S, undefined>, v.MaxLengthAction<v.InferOutput<S>[], number, undefined>]> =>
  v.pipe(v.array(row), v.maxLength(most));

const merges = v.pipe(
  list(v.strictTuple([count, count]), PIECES),
  v.check(
    (rows) => rows.every(([left, right], rank) => Math.max(left, right) < BYTES + rank),
    'a merge of pieces that come later',
  ),
);

export const TokenizerSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('char'), characters: v.string(), mask: v.boolean() }),
  v.strictObject({
    kind: v.literal('word'),
    words: list(v.string(), PIECES),
    locale: v.picklist(['en', 'zh']),
    mask: v.boolean(),
  }),
  v.strictObject({ kind: v.literal('bpe'), merges, mask: v.boolean() }),
  // A tokenizer.json of Hugging Face's format, which its own reader checks.
  v.strictObject({ kind: v.literal('file'), json: v.looseObject({}), d_vocab: count, mask: v.literal(false) }),
]);
/** A tokenizer as its own JSON describes it. */
export type TokenizerJson = v.InferOutput<typeof TokenizerSchema>;

export const EvaluationsSchema = list(
  v.strictObject({ step: count, valLoss: measured, valAccuracy: measured, trainAccuracy: measured }),
  MANY,
);

export const SamplesSchema = list(v.strictObject({ step: count, prompt: v.string(), text: v.string() }), MANY);

const share = v.exactOptional(measured);
/** Of a task, by the names of its measures. */
export const ScoresSchema = list(
  v.strictObject({
    step: count,
    scores: v.strictObject({
      perplexity: share,
      accuracy: share,
      exactMatch: share,
      f1: share,
      bleu: share,
      rougeL: share,
    }),
  }),
  MANY,
);

/** `text`: as it was pasted; left out where the cleaning met it unchanged. `rounds`: accepted corrections, one list each time. */
export const PastedSchema = v.strictObject({
  text: v.exactOptional(v.string()),
  choice: v.strictObject({ markup: v.nullable(v.boolean()), width: v.boolean(), spaces: v.boolean() }),
  rounds: list(
    list(v.strictObject({ kind: v.picklist(CORRECTION_KINDS), at: count, before: v.string(), after: v.string() }), MANY),
    1000,
  ),
});

/** The config's own check knows its fields; here it only has to be flat: no deeper than the tokenizer and the frozen names. */
export const ConfigSchema = v.record(
  v.string(),
  v.union([
    v.number(),
    v.string(),
    v.boolean(),
    list(v.string(), 1000),
    v.strictObject({ kind: v.string(), vocab_size: v.number() }),
  ]),
);

/** `mScale` and `vScale` where the moments are stored over their largest size, in half width. */
export const ScalarsSchema = v.strictObject({
  step: count,
  mScale: v.optional(v.pipe(v.number(), v.finite()), 1),
  vScale: v.optional(v.pipe(v.number(), v.finite()), 1),
  playhead: v.optional(v.nullable(count), null),
});

/** @throws Error that says where something else came than was wanted. */
export function checked<S extends v.GenericSchema>(name: string, schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = v.getDotPath(issue);
  throw new Error(`${name}${place === null ? '' : `.${place}`}: ${issue.message}`);
}
