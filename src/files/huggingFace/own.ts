import * as v from 'valibot';
import { ConfigSchema, TokenizerSchema } from '../recordedRun.schema.ts';
import { HuggingFaceError } from './config.ts';

/** What the app writes beside a model in another program's layout, so that it can go on with it exactly. */
export const OwnSchema = v.strictObject({
  format: v.literal('glassformer-folder'),
  version: v.literal(1),
  step: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  config: ConfigSchema,
  text: v.nullable(v.strictObject({ raw: v.string(), tokenizer: TokenizerSchema })),
});

/** The longest JSON that is read: a vocabulary of a quarter of a million pieces takes a tenth of it. */
const MAX_BYTES = 256 * 2 ** 20;
/** The deepest JSON that any file of these formats needs. */
const MAX_DEPTH = 16;

function depthOf(value: unknown, limit: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (limit === 0) return 1;
  let deepest = 0;
  for (const child of Object.values(value)) deepest = Math.max(deepest, depthOf(child, limit - 1));
  return deepest + 1;
}

/**
 * A JSON file as a schema wants it, or as it comes where `schema` is null: an object in either case.
 * @throws HuggingFaceError with the file's name and what came instead
 */
export function parseJson<S extends v.GenericSchema | null>(
  name: string,
  schema: S,
  bytes: Uint8Array,
): S extends v.GenericSchema ? v.InferOutput<S> : Record<string, unknown>;
export function parseJson(name: string, schema: v.GenericSchema | null, bytes: Uint8Array): unknown {
  if (bytes.byteLength > MAX_BYTES) throw new HuggingFaceError(`${name}: ${bytes.byteLength} bytes, ${MAX_BYTES} at most`);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new HuggingFaceError(`${name} is no UTF-8 JSON`);
  }
  if (depthOf(value, MAX_DEPTH) > MAX_DEPTH) throw new HuggingFaceError(`${name} is nested more than ${MAX_DEPTH} deep`);
  const result = v.safeParse(schema ?? v.record(v.string(), v.unknown()), value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new HuggingFaceError(`${name}, ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
}
