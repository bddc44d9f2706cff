import type { Evaluation, MetricColumns, SampledText } from '#lexicon/messages.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';
import type { WritableTensor } from './safetensors.ts';

/**
 * A run with its past in one safetensors file. Weights, moments and kept steps are rounded to half
 * width: opening one gives the run with its numbers rounded so, which is then the running model.
 * `m` and `sqrt(v)` are stored over their largest size, so that half's range is used.
 */
export type RecordedRun = {
  config: Record<string, unknown>;
  /** The text as it was pasted. */
  raw: string;
  tokenizer: unknown;
  step: number;
  /** The probed sequence. */
  ids: Int32Array;
  weights: Float32Array;
  m: Float32Array;
  v: Float32Array;
  metrics: MetricColumns;
  evaluations: readonly Evaluation[];
  samples: readonly SampledText[];
  checkpoints: readonly { step: number; weights: Float32Array }[];
};

const FORMAT = 'glassformer-run';
const VERSION = '1';
const METRICS = ['loss', 'gradNorm', 'learningRate'] as const;

const largest = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** The bytes of a run's file. */
export function writeRecordedRun(run: RecordedRun): Uint8Array {
  const tensors = new Map<string, WritableTensor>();
  const half = (name: string, data: Float32Array): void => void tensors.set(name, { shape: [data.length], data, half: true });
  const scaled = (name: string, data: Float32Array): number => {
    const scale = largest(data) || 1;
    half(
      name,
      data.map((value) => value / scale),
    );
    return scale;
  };
  half('weights', run.weights);
  const mScale = scaled('m', run.m);
  const vScale = scaled('sqrt_v', run.v.map(Math.sqrt));
  for (const { step, weights } of run.checkpoints) half(`checkpoint.${step}`, weights);
  tensors.set('ids', { shape: [run.ids.length], data: run.ids });
  tensors.set('metrics.step', { shape: [run.metrics.step.length], data: Int32Array.from(run.metrics.step) });
  for (const name of METRICS) tensors.set(`metrics.${name}`, { shape: [run.metrics[name].length], data: run.metrics[name] });
  return writeSafetensors(tensors, {
    format: FORMAT,
    version: VERSION,
    config: JSON.stringify(run.config),
    raw: run.raw,
    tokenizer: JSON.stringify(run.tokenizer),
    scalars: JSON.stringify({ step: run.step, mScale, vScale }),
    evaluations: JSON.stringify(run.evaluations),
    samples: JSON.stringify(run.samples),
  });
}

/** @throws Error (also SafetensorsError) when the bytes are no run's file of this version; the message says what was found. */
export function readRecordedRun(bytes: Uint8Array): RecordedRun {
  const { tensors, metadata } = readSafetensors(bytes);
  const { format, version, config, raw, tokenizer, scalars, evaluations, samples } = metadata;
  if (format !== FORMAT || version !== VERSION) throw new Error(`format ${format ?? 'none'}, version ${version ?? 'none'}`);
  const floats = (name: string): Float32Array => {
    const tensor = tensors.get(name);
    if (!tensor || tensor.dtype === 'I32') throw new Error(`no numbers under ${name}`);
    return tensor.data;
  };
  const whole = (name: string): Int32Array => {
    const tensor = tensors.get(name);
    if (tensor?.dtype !== 'I32') throw new Error(`no whole numbers under ${name}`);
    return tensor.data;
  };
  const parse = (name: string, json: string | undefined): unknown => {
    if (json === undefined) throw new Error(`no ${name}`);
    return JSON.parse(json);
  };
  const { step, mScale, vScale } = parse('scalars', scalars) as { step: number; mScale: number; vScale: number };
  if (![step, mScale, vScale].every(Number.isFinite)) throw new Error('scalars that are no numbers');
  return {
    config: parse('config', config) as Record<string, unknown>,
    raw: raw ?? '',
    tokenizer: parse('tokenizer', tokenizer),
    step,
    ids: whole('ids'),
    weights: floats('weights'),
    m: floats('m').map((value) => value * mScale),
    v: floats('sqrt_v').map((value) => (value * vScale) ** 2),
    metrics: {
      step: Float64Array.from(whole('metrics.step')),
      loss: floats('metrics.loss'),
      gradNorm: floats('metrics.gradNorm'),
      learningRate: floats('metrics.learningRate'),
    },
    evaluations: parse('evaluations', evaluations) as Evaluation[],
    samples: parse('samples', samples) as SampledText[],
    checkpoints: [...tensors.keys()]
      .filter((name) => name.startsWith('checkpoint.'))
      .map((name) => ({ step: Number(name.slice('checkpoint.'.length)), weights: floats(name) }))
      .toSorted((a, b) => a.step - b.step),
  };
}
