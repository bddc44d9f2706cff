import type { NamedArray } from '#lexicon/array.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { MetricColumns, TokenPiece } from '#lexicon/messages.ts';
import { NO_SELECTION } from '#lexicon/selection.ts';
import { words } from '#lexicon/words/all.ts';
import type { PanelProps } from './contract.ts';

const noColumns = (): MetricColumns => ({
  step: new Float64Array(0),
  loss: new Float32Array(0),
  gradNorm: new Float32Array(0),
  learningRate: new Float32Array(0),
});

/** For tests: the props of a panel that is given these tokens and arrays (shape by name) and nothing else. */
export function propsOfKnown(
  texts: readonly string[],
  arrays: Readonly<Record<string, { shape: readonly number[]; data: readonly number[] }>>,
  config: Partial<RunConfig> = {},
): PanelProps {
  const vocabulary = [...new Set(texts)];
  const tokens: TokenPiece[] = texts.map((text) => ({ id: vocabulary.indexOf(text), text }));
  const known = new Map<string, NamedArray>(
    Object.entries(arrays).map(([name, { shape, data }]) => [name, { name, shape, axes: '', data: Float32Array.from(data) }]),
  );
  return {
    read: (name) => known.get(name),
    difference: null,
    passing: null,
    version: 1,
    step: 0,
    tokens,
    targets: null,
    exam: { report: null, scores: [], busy: false, ask: () => undefined, stop: () => undefined },
    config: { ...DEFAULT_CONFIG, d_vocab: vocabulary.length, ...config },
    text: null,
    selection: NO_SELECTION,
    select: () => undefined,
    hover: () => undefined,
    followLook: () => () => undefined,
    watch: () => undefined,
    probeAt: () => undefined,
    keptSteps: new Float64Array(0),
    readAt: () => Promise.reject(new Error('propsOfKnown: nothing is kept')),
    scan: () => Promise.resolve(null),
    stopScan: () => undefined,
    score: () => Promise.resolve(null),
    stopScore: () => undefined,
    history: { version: 0, columns: noColumns, evaluations: () => [] },
    goTo: () => undefined,
    textTools: {
      reclean: () => Promise.resolve(),
      correct: () => undefined,
      proofread: () => Promise.resolve(null),
      diff: () => Promise.resolve({ total: 0, excerpts: [] }),
      split: () => Promise.resolve([]),
    },
    weights: {
      gradientNorms: () => Promise.reject(new Error('propsOfKnown: nothing is trained')),
      stateOf: () => Promise.reject(new Error('propsOfKnown: nothing is trained')),
      trace: () => Promise.resolve(null),
      set: () => undefined,
    },
    sampling: { temperature: 1, top_k: 0, top_p: 1 },
    words: words.en,
    language: 'en',
    sought: 0,
    wide: true,
    widthPx: 900,
  };
}
