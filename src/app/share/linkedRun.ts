import { pack, unpack } from '#files/gzip.ts';
import { applyPatch } from '#lexicon/check.ts';
import { DEFAULT_CONFIG, TOKENIZER_KINDS } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { FIELDS } from '#lexicon/fields.ts';
import type { Field } from '#lexicon/fields.ts';
import { ProblemError } from '#lexicon/problems.ts';
import type { Problem } from '#lexicon/problems.ts';
import { SAMPLES } from '#lexicon/samples.ts';

/** A text as a link holds it: a sample by its name, a short text packed, or nothing of a long one. */
export type LinkedText = { kind: 'sample'; id: string } | { kind: 'packed'; packed: string } | { kind: 'long' };

/** The run that a link describes; null when it describes none. `ignored`: parameters that make no sense. */
export type LinkedRun = { config: Partial<RunConfig>; text: LinkedText | null; ignored: string[]; problem: Problem | null };

const TEXT = 'text';
const STORY = 'story';
const TOKENIZER = 'tokenizer';
const FROZEN = 'frozen';
/** Names of weights, as long as the longest is. */
const NAMES = /^[a-z_\d.]{1,60}(,[a-z_\d.]{1,60}){0,200}$/;
const NUMBER = /^-?\d{1,20}(\.\d{1,20})?(e[+-]?\d{1,3})?$/;
/** A packed text may be this long in an address that somebody passes on, and unpack to so many bytes. */
export const LONGEST_PACKED = 6000;
const MAX_TEXT_BYTES = 1 << 20;

function fieldValue(field: Field, text: string): unknown {
  if (field.type === 'choice') return field.options.includes(text) ? text : undefined;
  if (field.type === 'boolean') return { true: true, false: false }[text];
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  const whole = field.type === 'integer';
  return value >= field.min && value <= field.max && (!whole || Number.isInteger(value)) ? value : undefined;
}

function tokenizerValue(text: string): RunConfig['tokenizer'] | undefined {
  const [, name, size] = /^([a-z]{1,10})\.(\d{1,6})$/.exec(text) ?? [];
  const kind = TOKENIZER_KINDS.find((each) => each === name);
  return kind === undefined ? undefined : { kind, vocab_size: Number(size) };
}

function textValue(query: URLSearchParams): LinkedText | null | undefined {
  const packed = query.get(STORY);
  if (packed !== null) return /^[\w-]+$/.test(packed) && packed.length <= LONGEST_PACKED ? { kind: 'packed', packed } : undefined;
  const id = query.get(TEXT);
  if (id === null) return null;
  if (id === 'long') return { kind: 'long' };
  return SAMPLES.some((sample) => sample.id === id) ? { kind: 'sample', id } : undefined;
}

/** Reads the run of a query string. Never throws: what makes no sense is left out and named. */
export function readRun(search: string): LinkedRun | null {
  const query = new URLSearchParams(search);
  const ignored: string[] = [];
  const config: Record<string, unknown> = {};
  const take = (name: string, read: (text: string) => unknown): void => {
    const text = query.get(name);
    if (text === null) return;
    const value = read(text);
    if (value === undefined) ignored.push(name);
    else config[name] = value;
  };
  for (const field of FIELDS) take(field.name, (text) => fieldValue(field, text));
  take(TOKENIZER, tokenizerValue);
  take(FROZEN, (text) => (NAMES.test(text) ? text.split(',') : undefined));
  const text = textValue(query);
  if (text === undefined) ignored.push(query.has(STORY) ? STORY : TEXT);
  if (Object.keys(config).length === 0 && !text && ignored.length === 0) return null;
  return { ...wholeOf(config), text: text ?? null, ignored };
}

/** The settings together, or none of them and why they do not go together. */
function wholeOf(config: Partial<RunConfig>): Pick<LinkedRun, 'config' | 'problem'> {
  try {
    // How large the vocabulary becomes, only the text tells.
    applyPatch({ ...DEFAULT_CONFIG, d_vocab: 2 }, config);
    return { config, problem: null };
  } catch (error) {
    return { config: {}, problem: error instanceof ProblemError ? error.problem : null };
  }
}

function written(value: unknown): string {
  if (Array.isArray(value)) return value.join(',');
  if (typeof value !== 'object' || value === null) return String(value);
  const { kind, vocab_size } = value as RunConfig['tokenizer'];
  return `${kind}.${vocab_size}`;
}

/** The settings that differ from the defaults, as a link spells them. */
export function differences(config: RunConfig): [name: string, value: string][] {
  return [...FIELDS.map(({ name }) => name), TOKENIZER, FROZEN].flatMap((name): [string, string][] => {
    const key = name as keyof RunConfig;
    const value = written(config[key]);
    return value === written(DEFAULT_CONFIG[key]) ? [] : [[name, value]];
  });
}

/** Every parameter of a link that describes a run. */
export const RUN_PARAMETERS: readonly string[] = [...FIELDS.map(({ name }) => name), TOKENIZER, FROZEN, TEXT, STORY];

/** Writes the run of a query string, or takes it out (null); what is not of the run stays. */
export function writeRun(run: { config: RunConfig; text: LinkedText } | null, search: string): string {
  const query = new URLSearchParams(search);
  for (const name of RUN_PARAMETERS) query.delete(name);
  if (run) {
    for (const [name, value] of differences(run.config)) query.set(name, value);
    const { text } = run;
    if (text.kind === 'packed') query.set(STORY, text.packed);
    else query.set(TEXT, text.kind === 'sample' ? text.id : 'long');
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** A text packed for an address; null where it is too long for one. */
export async function packText(text: string): Promise<string | null> {
  if (text.length > MAX_TEXT_BYTES / 3) return null;
  const bytes = await pack(new TextEncoder().encode(text), 'deflate-raw');
  if (bytes.length > LONGEST_PACKED) return null;
  const packed = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
  return packed.length > LONGEST_PACKED ? null : packed;
}

/** The text that was packed; null where it is damaged. */
export async function unpackText(packed: string): Promise<string | null> {
  try {
    const binary = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = await unpack(
      Uint8Array.from(binary, (letter) => letter.charCodeAt(0)),
      'deflate-raw',
      MAX_TEXT_BYTES,
    );
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
