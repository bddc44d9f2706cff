import type { RunConfig, TaskId, TaskLanguage } from './config.ts';
import type { RunInfo } from './messages.ts';
import type { Turn } from './turns.ts';

/** What a trained model goes on to learn: its vocabulary and its weights stay, the rest begins anew. */
export type FineTuneArgs = {
  /** Another text; null keeps the running one. */
  text: string | null;
  /** How it is read. */
  task: TaskId;
  task_language: TaskLanguage;
  /** Weights that keep their values, by beginnings of their names up to a dot. */
  frozen: readonly string[];
  learning_rate: number;
};

/** How far a weight tensor has moved from where fine-tuning began, over its length there. */
export type TensorChange = { name: string; share: number };

/** What fine-tuning has changed up to a step: the weights, and what is written on the same prompts from the same seed. */
export type TuneReport = { step: number; changes: readonly TensorChange[]; answers: readonly TunedAnswer[] };
export type TunedAnswer = { prompt: string; before: string; after: string };

/** A turn to be answered. */
export type ReplyArgs = { language: TaskLanguage; before: readonly Turn[]; says: string; seed: number };
/** What the model answers, and how much of the talk it saw: tokens of the prompt, and how many of them fell out of its window. */
export type Replied = { reply: string; tokens: number; fallen: number };

/** Embeddings that were taken over from a kept run: how many pieces both vocabularies have, of how many. */
export type TakenOver = { taken: number; of: number };

/** The commands of fine-tuning and of talking with what came of it. */
export type TuningCommands = {
  fineTune: { args: FineTuneArgs; result: RunInfo };
  /** `prompts`: null takes prompts from the held-out part. */
  tuneReport: { args: { prompts: readonly string[] | null }; result: TuneReport };
  reply: { args: ReplyArgs; result: Replied };
  /** Where a talk stands in the model's window: its ids as they would be asked, and how many fall out. */
  talkWindow: { args: Omit<ReplyArgs, 'seed'>; result: { ids: Int32Array; fallen: number } };
  /** Gives a model that is not trained yet the embeddings that a kept run learnt for the same pieces. */
  takeEmbeddings: { args: { key: string }; result: TakenOver };
};

/** The parts of a model that can be frozen, from the bottom up, as `frozen` names them. */
export function tunableParts(config: Pick<RunConfig, 'n_layers' | 'position' | 'norm_placement' | 'tie_embeddings'>): string[] {
  return [
    'wte',
    ...(config.position === 'learned' ? ['wpe'] : []),
    ...Array.from({ length: config.n_layers }, (_, l) => `h.${l}`),
    ...(config.norm_placement === 'pre' ? ['ln_f'] : []),
    ...(config.tie_embeddings ? [] : ['lm_head']),
  ];
}
