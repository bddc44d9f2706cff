import type { CleaningChoice, Correction } from '#lexicon/cleaning.ts';
import type { Evaluation, MetricColumns, SampledText, TaskScore } from '#lexicon/messages.ts';
import { isGzip, pack, unpack } from './gzip.ts';
import {
  ConfigSchema,
  EvaluationsSchema,
  PastedSchema,
  SamplesSchema,
  ScalarsSchema,
  ScoresSchema,
  TokenizerSchema,
  checked,
} from './recordedRun.schema.ts';
import type { TokenizerJson } from './recordedRun.schema.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';
import type { WritableTensor } from './safetensors.ts';

/** A text as it came, with what was chosen of its cleaning and the corrections accepted, round by round. */
type PastedText = {
  text: string;
  preparation: { choice: CleaningChoice; rounds: readonly (readonly Correction[])[] };
};

/** A run with its past, as `docs/run-file.md` describes it. */
export type RecordedRun = {
  config: Record<string, unknown>;
  /** The text as it was cut into tokens, but for what is always cleaned. */
  raw: string;
  /** The text before the cleaning that was chosen, with that choice and the corrections accepted; null where it is not known. */
  pasted: PastedText | null;
  tokenizer: TokenizerJson;
  /** What the person calls it; empty when nothing was said. */
  name: string;
  step: number;
  /** The kept step that the panels stood at; null followed the newest. */
  playhead: number | null;
  /** The probed sequence. */
  ids: Int32Array;
  weights: Float32Array;
  m: Float32Array;
  v: Float32Array;
  metrics: MetricColumns;
  evaluations: readonly Evaluation[];
  samples: readonly SampledText[];
  /** Of a task: how well its answers were, ascending by step. */
  scores: readonly TaskScore[];
  /** The weights that fine-tuning began with; null for a run that began with its seed. */
  base: Float32Array | null;
  /** Ascending in their steps. */
  checkpoints: readonly { step: number; weights: Float32Array }[];
};

/** `exact`: weights and moments at full width, so that training goes on to the last bit. `small`: rounded to half width. */
export type Width = 'exact' | 'small';

const FORMAT = 'glassformer-run';
const VERSION = '2';
/** Version 1 had half width and no name; all else is read alike. */
const READABLE = ['1', VERSION];
const METRICS = ['loss', 'gradNorm', 'learningRate'] as const;
/** What a file may unpack to: more than any model takes that the engine builds, with its past. */
export const MAX_RUN_BYTES = 512 * 2 ** 20;

const largest = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

function writePasted({ text, preparation: { choice, rounds } }: PastedText, raw: string): string {
  return JSON.stringify({ ...(text === raw ? {} : { text }), choice, rounds });
}

/** The bytes of a run before they are packed. */
export function writeRecordedRun(run: RecordedRun, width: Width): Uint8Array {
  const tensors = new Map<string, WritableTensor>();
  const put = (name: string, data: Float32Array, half: boolean): void =>
    void tensors.set(name, half ? { shape: [data.length], data, half } : { shape: [data.length], data });
  const scaled = (name: string, data: Float32Array): number => {
    const scale = largest(data) || 1;
    put(
      name,
      data.map((value) => value / scale),
      true,
    );
    return scale;
  };
  const scales: { mScale?: number; vScale?: number } = {};
  put('weights', run.weights, width === 'small');
  if (width === 'small') {
    scales.mScale = scaled('m', run.m);
    scales.vScale = scaled('sqrt_v', run.v.map(Math.sqrt));
  } else {
    put('m', run.m, false);
    put('v', run.v, false);
  }
  if (run.base) put('base', run.base, width === 'small');
  for (const { step, weights } of run.checkpoints) put(`checkpoint.${step}`, weights, true);
  tensors.set('ids', { shape: [run.ids.length], data: run.ids });
  tensors.set('metrics.step', { shape: [run.metrics.step.length], data: Int32Array.from(run.metrics.step) });
  for (const name of METRICS) put(`metrics.${name}`, run.metrics[name], false);
  return writeSafetensors(tensors, {
    format: FORMAT,
    version: VERSION,
    name: run.name,
    config: JSON.stringify(run.config),
    raw: run.raw,
    tokenizer: JSON.stringify(run.tokenizer),
    scalars: JSON.stringify({ step: run.step, ...scales, playhead: run.playhead }),
    evaluations: JSON.stringify(run.evaluations),
    samples: JSON.stringify(run.samples),
    ...(run.scores.length > 0 ? { scores: JSON.stringify(run.scores) } : {}),
    ...(run.pasted ? { pasted: writePasted(run.pasted, run.raw) } : {}),
  });
}

/** Tensors and metadata of a file, asked for by name. */
function opened(bytes: Uint8Array) {
  const { tensors, metadata } = readSafetensors(bytes);
  const { format, version } = metadata;
  if (format !== FORMAT || !READABLE.includes(version ?? ''))
    throw new Error(`format ${format ?? 'none'}, version ${version ?? 'none'}`);
  const floats = (name: string, length?: number): Float32Array => {
    const tensor = tensors.get(name);
    if (!tensor || tensor.dtype === 'I32') throw new Error(`no numbers under ${name}`);
    if (length !== undefined && tensor.data.length !== length)
      throw new Error(`${tensor.data.length} numbers under ${name}, ${length} were wanted`);
    return tensor.data;
  };
  const whole = (name: string): Int32Array => {
    const tensor = tensors.get(name);
    if (tensor?.dtype !== 'I32') throw new Error(`no whole numbers under ${name}`);
    return tensor.data;
  };
  const parse = (name: string): unknown => {
    const json = metadata[name];
    if (json === undefined) throw new Error(`no ${name}`);
    return JSON.parse(json);
  };
  return { names: [...tensors.keys()], metadata, floats, whole, parse };
}

const finite = (name: string, values: Float32Array): Float32Array => {
  if (!values.every(Number.isFinite)) throw new Error(`${name} that are not finite`);
  return values;
};

function readMetrics({ floats, whole }: ReturnType<typeof opened>, step: number): MetricColumns {
  const steps = Float64Array.from(whole('metrics.step'));
  if (steps.some((each, i) => each < 0 || each > step || each <= (steps[i - 1] ?? -1)))
    throw new Error('metrics of steps that do not ascend to the newest');
  return {
    step: steps,
    loss: floats('metrics.loss', steps.length),
    gradNorm: floats('metrics.gradNorm', steps.length),
    learningRate: floats('metrics.learningRate', steps.length),
  };
}

function readPasted({ metadata, parse }: ReturnType<typeof opened>): PastedText | null {
  const { raw = '', pasted } = metadata;
  if (pasted === undefined) return null;
  const { text = raw, choice, rounds } = checked('pasted', PastedSchema, parse('pasted'));
  return { text, preparation: { choice, rounds } };
}

/** @throws Error (also SafetensorsError) when the bytes are no run of a version that is read; the message says what was found. */
export function readRecordedRun(bytes: Uint8Array): RecordedRun {
  const file = opened(bytes);
  const { names, metadata, floats, whole, parse } = file;
  const { step, mScale, vScale, playhead } = checked('scalars', ScalarsSchema, parse('scalars'));
  const weights = finite('weights', floats('weights'));
  const { length } = weights;
  const v = names.includes('v') ? floats('v', length) : floats('sqrt_v', length).map((value) => (value * vScale) ** 2);
  return {
    config: checked('config', ConfigSchema, parse('config')),
    raw: metadata['raw'] ?? '',
    pasted: readPasted(file),
    tokenizer: checked('tokenizer', TokenizerSchema, parse('tokenizer')),
    name: metadata['name'] ?? '',
    step,
    playhead,
    ids: whole('ids'),
    weights,
    m: finite(
      'moments',
      floats('m', length).map((value) => value * mScale),
    ),
    v: finite('moments', v),
    metrics: readMetrics(file, step),
    base: names.includes('base') ? finite('weights to begin with', floats('base', length)) : null,
    evaluations: checked('evaluations', EvaluationsSchema, parse('evaluations')),
    samples: checked('samples', SamplesSchema, parse('samples')),
    scores: metadata['scores'] === undefined ? [] : checked('scores', ScoresSchema, parse('scores')),
    checkpoints: names
      .filter((name) => /^checkpoint\.\d{1,15}$/.test(name))
      .map((name) => ({ step: Number(name.slice('checkpoint.'.length)), weights: floats(name, length) }))
      .filter((kept) => kept.step <= step)
      .toSorted((a, b) => a.step - b.step),
  };
}

/** The file of a run, packed. */
export function writeRunFile(run: RecordedRun, width: Width): Promise<Uint8Array> {
  return pack(writeRecordedRun(run, width), 'gzip');
}

/** A run of a file, packed or not. @throws Error when it is none; the message says what was found. */
export async function readRunFile(bytes: Uint8Array): Promise<RecordedRun> {
  return readRecordedRun(isGzip(bytes) ? await unpack(bytes, 'gzip', MAX_RUN_BYTES) : bytes);
}
