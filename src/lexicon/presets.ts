import { DEFAULT_CONFIG } from './config.ts';
import type { RunConfig, TaskLanguage } from './config.ts';

/** What a preset sets besides the defaults; the vocabulary follows from the text. */
type Settings = Partial<Omit<RunConfig, 'd_vocab'>>;

/**
 * Settings, and where it has one a text, in which there is something to see. `steps`: as many as lead to the loss that
 * its sentence tells.
 */
export type Preset = {
  id: string;
  /** Where the app serves its text, by the page's language; without one the story stays. */
  text?: Readonly<Record<TaskLanguage, string>>;
  settings: Settings;
  steps: number;
  /** The mean training loss in nats of the last 50 of them from the default seed: the higher of both languages, by `e2e/measure/presets.mjs`. */
  lossNats?: number;
};

const same = (path: string): Record<TaskLanguage, string> => ({ en: path, zh: path });

/** A story: wide enough to learn words that go together, with dropout, because it is read many times. */
const STORY: Settings = { d_model: 64, d_mlp: 256, n_ctx: 48, batch_size: 16, dropout: 0.1, schedule: 'cosine' };
/** Exercises: short texts, in which distances turn the rotary pairs far enough only at a small base. */
const EXERCISE: Settings = {
  d_mlp: 64,
  n_ctx: 64,
  position: 'rope',
  rope_base: 30,
  tie_embeddings: false,
  batch_size: 32,
  learning_rate: 0.01,
  weight_decay: 0.01,
  schedule: 'cosine',
  tokenizer: { kind: 'word', vocab_size: 512 },
};

export const PRESETS = [
  {
    id: 'chinese',
    text: same('samples/zh-teahouse.txt'),
    settings: { ...STORY, tokenizer: { kind: 'word', vocab_size: 768 }, schedule_steps: 600 },
    steps: 600,
    lossNats: 0.63,
  },
  {
    id: 'english',
    text: same('samples/en-ferry.txt'),
    settings: { ...STORY, tokenizer: { kind: 'bpe', vocab_size: 384 }, schedule_steps: 600 },
    steps: 600,
    lossNats: 1.83,
  },
  {
    id: 'names',
    text: same('samples/names.txt'),
    settings: {
      tokenizer: { kind: 'char', vocab_size: 96 },
      n_ctx: 24,
      batch_size: 32,
      position: 'rope',
      rope_base: 30,
      learning_rate: 0.006,
      dropout: 0.1,
      schedule: 'cosine',
      schedule_steps: 600,
    },
    steps: 600,
    lossNats: 1.35,
  },
  { id: 'induction', settings: { ...EXERCISE, task: 'induction', schedule_steps: 1200 }, steps: 1200, lossNats: 0.002 },
  {
    id: 'dialogue',
    settings: { ...EXERCISE, task: 'dialogue', n_ctx: 72, batch_size: 16, schedule_steps: 800 },
    steps: 800,
    lossNats: 0.005,
  },
  {
    id: 'pairs',
    text: { en: 'samples/en-little-stories.txt', zh: 'samples/zh-little-stories.txt' },
    settings: { ...EXERCISE, task: 'nextSentence', schedule_steps: 900 },
    steps: 900,
    lossNats: 0.4,
  },
  {
    id: 'article',
    settings: {
      n_layers: 4,
      d_model: 512,
      d_mlp: 2048,
      n_heads: 8,
      learning_rate: 1e-3,
      batch_size: 32,
      optimizer: 'adam',
      weight_decay: 0,
      dropout: 0.1,
    },
    steps: 100,
  },
] as const satisfies readonly Preset[];

export type PresetId = (typeof PRESETS)[number]['id'];

/** All settings of a preset: what it does not name is as by default, but the seed and how texts are drawn, which stay. */
export function presetPatch(preset: Preset, language: TaskLanguage): Partial<RunConfig> {
  const { d_vocab: _vocabulary, seed: _seed, temperature: _t, top_k: _k, top_p: _p, ...defaults } = DEFAULT_CONFIG;
  return { ...defaults, task_language: language, ...preset.settings };
}
