import type { Intervention } from './interventions.ts';
import type { SamplingLedger } from '#math/samplingLedger.ts';

/** What the next token is drawn by, after the given ones. */
export type NextTokenArgs = {
  /** All tokens so far; the model sees the last `n_ctx` of them. */
  ids: readonly number[];
  temperature: number;
  top_k: number;
  top_p: number;
  seed: number;
  /** How many random numbers of the seed's stream come before: the tokens written so far. */
  at: number;
  /** A kept step; null is the newest. */
  step: number | null;
};
/** A drawn token with its ledger, by the weights of `step`; tokens before `contextFrom` had fallen out of the window. */
export type NextToken = SamplingLedger & { step: number; contextFrom: number };

/**
 * Which of a written text stands verbatim in what the model was trained on. Tokens that are one character only together
 * count as one piece.
 */
export type Copied = {
  /** First token of each piece, and behind the last the number of tokens. */
  starts: Int32Array;
  /** For each piece, how many pieces up to it stand together in the training text; 0 where the piece does not. */
  lengths: Int32Array;
  /** The story's token where that run of pieces begins (first occurrence read); −1 for none. */
  places: Int32Array;
  /** How many of the story's tokens were looked through. */
  searched: number;
};

/** What is turned into points: the story's sentences, or these sequences of ids. */
export type LatentArgs = {
  /** The stream whose mean is taken: `blocks.0.hook_resid_pre`, `blocks.1.hook_resid_post`. */
  hook: string;
  sequences: readonly (readonly number[])[] | null;
  /** With more sentences than this, as many are taken at even distances. */
  most: number;
  step: number | null;
};
/** One point a sequence: the mean of the stream over its tokens, [N, D]. */
export type LatentPoints = {
  step: number;
  vectors: Float32Array;
  /** Of sentences: first token and the one behind the last in the story, [N, 2]; of sequences 0 and their length. */
  spans: Int32Array;
  /** How many sentences the story has. */
  sentences: number;
};

/** What switching one part off costs: loss in nats a token over the same stretches of the story, and predictions that change. */
export type AblationRow = {
  layer: number;
  /** null: the feed-forward network. */
  head: number | null;
  loss: number;
  /** Share of positions whose likeliest token is another one then. */
  changed: number;
};
export type Ablation = { step: number; loss: number; tokens: number; heldOut: boolean; rows: readonly AblationRow[] };

/** What can be taken out of a model to see what it was good for. */
export const BREAKS = ['noMask', 'noScale', 'noPositions', 'noResidual', 'noNorm', 'fast'] as const;
export type BreakId = (typeof BREAKS)[number];

/** One of two models trained side by side: its losses in nats a token, step by step, and what it then expects. */
export type Twin = {
  losses: Float32Array;
  /** The likeliest tokens behind the probed sequence, at T = 1; none where the numbers are no longer finite. */
  next: readonly { id: number; probability: number }[];
};
/** A broken model beside an intact one, from the same seed through the same batches. */
export type Twins = { broken: BreakId; steps: number; intact: Twin; changed: Twin; ids: Int32Array };

/** Where one text's values can be put in the place of another's, in every layer, as TransformerLens calls them. */
export const PATCH_SITES = ['resid_pre', 'attn_out', 'resid_mid', 'mlp_out', 'resid_post', 'z'] as const;
export type PatchSite = (typeof PATCH_SITES)[number];

/** The activation that is patched: `blocks.0.attn.hook_z`. */
export const patchHook = (site: PatchSite, layer: number): string =>
  `blocks.${layer}.${site === 'z' ? 'attn.hook_z' : `hook_${site}`}`;

/** Which values of another text are put into the probed one, where, and at which position the outcome is read. */
export type PatchArgs = {
  /** The other text. */
  ids: readonly number[];
  site: PatchSite;
  /** For `z` one head, or all (null). */
  head: number | null;
  /** Where the next token is asked for, in the probed sequence. */
  position: number;
  /** Tokens to follow besides those that either text makes likely. */
  tokens: readonly number[];
  step: number | null;
};
/** Of the followed tokens: logits, and probabilities at T = 1. */
export type Followed = { logits: Float32Array; probabilities: Float32Array };
/**
 * What becomes of the followed tokens [C] when the value of one layer at one position is the other text's: rows
 * [layer, position, token], NaN at positions without a counterpart. Positions behind the one that is read have no row.
 */
export type PatchMap = Followed & {
  step: number;
  site: PatchSite;
  head: number | null;
  position: number;
  /** Positions in a row: those that `position` sees. */
  positions: number;
  ids: Int32Array;
  otherIds: Int32Array;
  /** For each position of the probed sequence its counterpart, −1 for none. */
  counterparts: Int32Array;
  tokens: Int32Array;
  /** The probed text as it is, and the other one at the counterpart of `position`, or else at its end. */
  plain: Followed;
  other: Followed;
};
/** The changes that put another text's values in place of the probed one's, at these positions of one layer. */
export type PutInArgs = Pick<PatchArgs, 'ids' | 'site' | 'head' | 'step'> & { layer: number; positions: readonly number[] };

/** The losses of the probed sequence in nats, and one position's logits. */
type Read = { losses: Float32Array; logits: Float32Array };
/** What is read without the changes in force and, by the same weights, with them. */
export type Untouched = Read & { step: number; position: number; changed: Read };

/** Commands around writing and changing the forward pass. */
export type WritingCommands = {
  /** Changes values of the forward pass in all that is shown and written, until another list comes; [] ends it. */
  intervene: { args: { list: readonly Intervention[] }; result: null };
  /** Draws one token; the same arguments give the same token. */
  nextToken: { args: NextTokenArgs; result: NextToken };
  /** The token ids of a text, by the running model's tokenizer. */
  encode: { args: { text: string }; result: { ids: number[] } };
  /** Looks a written text up in the part of the story that is trained on. */
  copied: { args: { ids: readonly number[] }; result: Copied };
  /** Null when stopped. */
  latent: { args: LatentArgs; result: LatentPoints | null };
  stopLatent: { args: Record<string, never>; result: null };
  /** Switches every head and every feed-forward network off by itself; null when stopped. */
  ablate: { args: { step: number | null }; result: Ablation | null };
  stopAblate: { args: Record<string, never>; result: null };
  /** What the probe would read without the changes in force, beside what it reads, at a kept step or the newest (null). */
  untouched: { args: { step: number | null; position: number }; result: Untouched };
  /** Trains a broken model beside an intact one, both from step 0; the running model stays as it is. Null when stopped. */
  twins: { args: { broken: BreakId; steps: number }; result: Twins | null };
  stopTwins: { args: Record<string, never>; result: null };
  /** Puts another text's values into the probed one, a layer and a position at a time. Null when stopped. */
  patch: { args: PatchArgs; result: PatchMap | null };
  stopPatch: { args: Record<string, never>; result: null };
  /** The changes that do so for good when `intervene` gets them; positions without a counterpart are left out. */
  putIn: { args: PutInArgs; result: readonly Intervention[] };
};
