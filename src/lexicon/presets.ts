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
};

const same = (path: string): Record<TaskLanguage, string> => ({ en: path, zh: path });

export const PRESETS = [
  {
    id: 'chinese',
    text: same('samples/zh-teahouse.txt'),
    settings: { tokenizer: { kind: 'word', vocab_size: 640 }, d_model: 64, d_mlp: 128, n_ctx: 32, batch_size: 16, dropout: 0.1 },
    steps: 600,
  },
  {
    id: 'english',
    text: same('samples/en-ferry.txt'),
    settings: { tokenizer: { kind: 'bpe', vocab_size: 384 }, d_model: 64, d_mlp: 128, n_ctx: 48, batch_size: 16, dropout: 0.1 },
    steps: 600,
  },
  {
    id: 'names',
    text: same('samples/names.txt'),
    settings: {
      tokenizer: { kind: 'char', vocab_size: 96 },
      d_model: 32,
      d_mlp: 128,
      n_ctx: 16,
      batch_size: 32,
      position: 'rope',
    },
    steps: 600,
  },
  {
    id: 'induction',
    settings: { task: 'induction', n_ctx: 24 },
    steps: 1500,
  },
  {
    id: 'dialogue',
    settings: { task: 'dialogue', n_ctx: 64 },
    steps: 900,
  },
  {
    id: 'pairs',
    text: { en: 'samples/en-little-stories.txt', zh: 'samples/zh-little-stories.txt' },
    settings: { task: 'nextSentence', n_ctx: 40 },
    steps: 600,
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
