import {
  ACT_FNS,
  NORMALIZATIONS,
  NORM_PLACEMENTS,
  OBJECTIVES,
  OPTIMIZERS,
  POSITIONS,
  SCHEDULES,
  TASK_IDS,
  TASK_LANGUAGES,
} from './config.ts';
import type { RunConfig } from './config.ts';

/** The names of the flat config fields that one control sets (the tokenizer and the frozen weights have their own). */
export type FieldName = Exclude<keyof RunConfig, 'd_vocab' | 'tokenizer' | 'frozen'>;

/** When a change takes effect: at the next step, or by building a new model from the seed. */
export type Effect = 'now' | 'rebuilds';
export type FieldGroup = 'model' | 'training' | 'sampling' | 'task';

type Common = { name: FieldName; group: FieldGroup; effect: Effect; advanced?: true };

/** One row of the table that menus, sliders, validation and the console are drawn from. */
export type Field =
  | (Common & { type: 'integer'; min: number; max: number; step: number })
  | (Common & { type: 'number'; min: number; max: number; scale: 'linear' | 'log'; step: number })
  | (Common & { type: 'choice'; options: readonly string[] })
  | (Common & { type: 'boolean' });

export const FIELDS: readonly Field[] = [
  { name: 'n_layers', group: 'model', effect: 'rebuilds', type: 'integer', min: 1, max: 8, step: 1 },
  { name: 'n_heads', group: 'model', effect: 'rebuilds', type: 'integer', min: 1, max: 8, step: 1 },
  { name: 'd_model', group: 'model', effect: 'rebuilds', type: 'integer', min: 8, max: 512, step: 1 },
  { name: 'd_mlp', group: 'model', effect: 'rebuilds', type: 'integer', min: 8, max: 2048, step: 1 },
  { name: 'n_ctx', group: 'model', effect: 'rebuilds', type: 'integer', min: 8, max: 256, step: 1 },
  { name: 'position', group: 'model', effect: 'rebuilds', type: 'choice', options: POSITIONS },
  { name: 'act_fn', group: 'model', effect: 'rebuilds', type: 'choice', options: ACT_FNS },
  { name: 'normalization', group: 'model', effect: 'rebuilds', type: 'choice', options: NORMALIZATIONS },
  { name: 'norm_placement', group: 'model', effect: 'rebuilds', type: 'choice', options: NORM_PLACEMENTS },
  { name: 'tie_embeddings', group: 'model', effect: 'rebuilds', type: 'boolean' },
  { name: 'objective', group: 'task', effect: 'rebuilds', type: 'choice', options: OBJECTIVES },
  { name: 'task', group: 'task', effect: 'rebuilds', type: 'choice', options: TASK_IDS },
  { name: 'task_language', group: 'task', effect: 'rebuilds', type: 'choice', options: TASK_LANGUAGES },
  {
    name: 'eps',
    group: 'model',
    effect: 'rebuilds',
    type: 'number',
    min: 1e-8,
    max: 1e-2,
    scale: 'log',
    step: 0,
    advanced: true,
  },
  {
    name: 'rope_base',
    group: 'model',
    effect: 'rebuilds',
    type: 'number',
    min: 10,
    max: 1e6,
    scale: 'log',
    step: 0,
    advanced: true,
  },
  { name: 'learning_rate', group: 'training', effect: 'now', type: 'number', min: 1e-5, max: 1, scale: 'log', step: 0 },
  { name: 'batch_size', group: 'training', effect: 'now', type: 'integer', min: 1, max: 64, step: 1 },
  { name: 'dropout', group: 'training', effect: 'now', type: 'number', min: 0, max: 0.9, scale: 'linear', step: 0.01 },
  { name: 'weight_decay', group: 'training', effect: 'now', type: 'number', min: 0, max: 1, scale: 'linear', step: 0.01 },
  { name: 'grad_clip', group: 'training', effect: 'now', type: 'number', min: 0, max: 10, scale: 'linear', step: 0.1 },
  { name: 'optimizer', group: 'training', effect: 'now', type: 'choice', options: OPTIMIZERS },
  { name: 'schedule', group: 'training', effect: 'now', type: 'choice', options: SCHEDULES },
  { name: 'warmup_steps', group: 'training', effect: 'now', type: 'integer', min: 0, max: 1000, step: 1, advanced: true },
  { name: 'schedule_steps', group: 'training', effect: 'now', type: 'integer', min: 10, max: 100000, step: 10, advanced: true },
  {
    name: 'beta1',
    group: 'training',
    effect: 'now',
    type: 'number',
    min: 0,
    max: 0.999,
    scale: 'linear',
    step: 0.001,
    advanced: true,
  },
  {
    name: 'beta2',
    group: 'training',
    effect: 'now',
    type: 'number',
    min: 0,
    max: 0.9999,
    scale: 'linear',
    step: 0.0001,
    advanced: true,
  },
  {
    name: 'adam_eps',
    group: 'training',
    effect: 'now',
    type: 'number',
    min: 1e-12,
    max: 1e-2,
    scale: 'log',
    step: 0,
    advanced: true,
  },
  {
    name: 'mask_fraction',
    group: 'training',
    effect: 'now',
    type: 'number',
    min: 0.05,
    max: 0.9,
    scale: 'linear',
    step: 0.01,
    advanced: true,
  },
  {
    name: 'val_fraction',
    group: 'training',
    effect: 'rebuilds',
    type: 'number',
    min: 0,
    max: 0.5,
    scale: 'linear',
    step: 0.01,
    advanced: true,
  },
  { name: 'seed', group: 'training', effect: 'rebuilds', type: 'integer', min: 0, max: 4294967295, step: 1, advanced: true },
  { name: 'temperature', group: 'sampling', effect: 'now', type: 'number', min: 0, max: 3, scale: 'linear', step: 0.05 },
  { name: 'top_k', group: 'sampling', effect: 'now', type: 'integer', min: 0, max: 200, step: 1 },
  { name: 'top_p', group: 'sampling', effect: 'now', type: 'number', min: 0.01, max: 1, scale: 'linear', step: 0.01 },
];

/** The row of a field, or undefined for a name that is none. */
export function fieldOf(name: string): Field | undefined {
  return FIELDS.find((field) => field.name === name);
}
