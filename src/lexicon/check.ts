import { TOKENIZER_KINDS } from './config.ts';
import type { RunConfig } from './config.ts';
import { cost } from './cost.ts';
import { fieldOf } from './fields.ts';
import type { Field } from './fields.ts';
import { fail } from './problems.ts';
import type { ProblemError } from './problems.ts';
import { isNamed, weightLayout } from './weights.ts';

/** Smallest and largest vocabulary that can be asked for. */
export const VOCAB_SIZE_RANGE = [16, 16384] as const;
/** The most pieces of a vocabulary that came with a model out of a folder. */
const MAX_FILE_PIECES = 1 << 18;

const isOfFile = (config: Partial<RunConfig>): boolean => config.tokenizer?.kind === 'file';
/** What one model may take with its gradients, moments and one batch's activations. */
export const BUDGET_MIB = 1024;

/** What a model out of a folder may take that is only looked into: its weights, here and where they are computed with. */
const OPEN_MIB = 2048;

const MIB = 2 ** 20;

function describe(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const json = JSON.stringify(value);
  return json === undefined ? typeof value : json.length > 60 ? `${json.slice(0, 57)}…` : json;
}

/** So many times a field's range a model out of a folder may have: far more than fits, and little enough to be counted. */
const OPEN_TIMES = 1000;

/** `isOpen`: upwards the memory limits the number, as for a model that came out of a folder. */
function checkField(field: Field, value: unknown, isOpen: boolean): void {
  const got = describe(value);
  if (field.type === 'choice') {
    if (!field.options.includes(value as string))
      throw fail('fieldChoice', { field: field.name, options: field.options.join(', '), got });
    return;
  }
  if (field.type === 'boolean') {
    if (typeof value !== 'boolean') throw fail('fieldType', { field: field.name, wanted: 'true / false', got });
    return;
  }
  const whole = field.type === 'integer';
  if (typeof value !== 'number' || !Number.isFinite(value) || (whole && !Number.isInteger(value))) {
    throw fail('fieldType', { field: field.name, wanted: whole ? '1, 2, 3 …' : '0.1, 1, 10 …', got });
  }
  if (value < field.min || value > (isOpen ? OPEN_TIMES * field.max : field.max))
    throw fail('fieldRange', { field: field.name, min: field.min, max: field.max, got });
}

function checkTokenizer(value: unknown): void {
  const { kind, vocab_size } = (value ?? {}) as Partial<RunConfig['tokenizer']>;
  if (!TOKENIZER_KINDS.some((known) => known === kind)) {
    throw fail('fieldChoice', { field: 'tokenizer.kind', options: TOKENIZER_KINDS.join(', '), got: describe(kind) });
  }
  const [min, learnt] = VOCAB_SIZE_RANGE;
  const max = kind === 'file' ? MAX_FILE_PIECES : learnt;
  if (typeof vocab_size !== 'number' || !Number.isInteger(vocab_size) || vocab_size < min || vocab_size > max) {
    throw fail('fieldRange', { field: 'tokenizer.vocab_size', min, max, got: describe(vocab_size) });
  }
}

const meansSome = (name: string, weights: readonly string[]): boolean => weights.some((weight) => isNamed(weight, [name]));

/** Refuses what names no weight of the model: a misspelt name would freeze nothing and say nothing. */
function checkFrozen(value: unknown, weights: readonly string[]): void {
  if (!Array.isArray(value) || !value.every((name): name is string => typeof name === 'string'))
    throw fail('fieldType', { field: 'frozen', wanted: "['wte', 'h.0', …]", got: describe(value) });
  const unknown = value.find((name) => !meansSome(name, weights));
  if (unknown === undefined) return;
  const parts = new Set(weights.map((name) => name.replace(/^(h\.\d+|[^.]+)\..*$/, '$1')));
  throw fail('fieldChoice', { field: 'frozen', options: [...parts, ...weights].join(', '), got: describe(unknown) });
}

/** The config with its frozen weights checked where a patch sets them, and without those that its model does not have where it does not. */
function withFrozen(config: RunConfig, isSet: boolean): RunConfig {
  const weights = weightLayout(config).slots.map(({ name }) => name);
  if (isSet) checkFrozen(config.frozen, weights);
  const frozen = config.frozen.filter((name) => meansSome(name, weights));
  return frozen.length === config.frozen.length ? config : { ...config, frozen };
}

/** The numbers of heads up to 8 that divide a width evenly (rotary: into even parts). */
export function headChoices(width: number, rotary: boolean): number[] {
  return [1, 2, 3, 4, 5, 6, 7, 8].filter((heads) => width % heads === 0 && (!rotary || (width / heads) % 2 === 0));
}

function needsMiB(config: RunConfig): number {
  return cost(config).bytes / MIB;
}

/** Whether a model is too large to be trained, however small the batch; one out of a folder may still be looked into. */
export function isBeyondTraining(config: RunConfig): boolean {
  return needsMiB({ ...config, batch_size: 1 }) > BUDGET_MIB;
}

/** What says that a model is too large to be trained. */
export function trainingRefusal(config: RunConfig): ProblemError {
  const neededMiB = Math.ceil(needsMiB({ ...config, batch_size: 1 }));
  return fail('tooLargeToTrain', { neededMiB, budgetMiB: BUDGET_MIB });
}

/** @throws tooLargeToTrain for a model that can only be looked into */
export function checkTrainable(config: RunConfig): void {
  if (isBeyondTraining(config)) throw trainingRefusal(config);
}

/** Whether a model that came out of a folder can be looked into, though not trained. */
function canOnlyBeOpened(config: RunConfig): boolean {
  return isOfFile(config) && isBeyondTraining(config) && (8 * weightLayout(config).length) / MIB <= OPEN_MIB;
}

/** The largest value of one field with which the model still fits, all else as it is. */
function largestThatFits(config: RunConfig, name: 'd_model' | 'd_mlp' | 'n_ctx' | 'n_layers' | 'batch_size' | 'd_vocab'): number {
  const stride = name === 'd_model' ? config.n_heads : 1;
  let low = 0;
  let high = Math.floor(config[name] / stride);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (needsMiB({ ...config, [name]: middle * stride }) <= BUDGET_MIB) low = middle;
    else high = middle - 1;
  }
  return low * stride;
}

const SIZE_FIELDS = ['d_model', 'd_mlp', 'n_ctx', 'n_layers', 'batch_size', 'd_vocab'] as const;

/** The field whose lowering helps, changed ones first, with the largest value that fits; 0 where no single field is enough. */
function remedy(config: RunConfig, changed: readonly string[]): { field: string; largest: number } {
  const order = [
    ...SIZE_FIELDS.filter((name) => changed.includes(name)),
    ...SIZE_FIELDS.filter((name) => !changed.includes(name)),
  ];
  for (const field of order) {
    const row = fieldOf(field);
    const smallest = row?.type === 'integer' ? row.min : 2;
    const largest = largestThatFits(config, field);
    if (largest >= smallest) return { field, largest };
  }
  return { field: order[0] ?? 'd_model', largest: 0 };
}

/** Refuses a config whose parts do not fit together or that needs more memory than allowed. */
export function checkWhole(config: RunConfig, changed: readonly string[] = []): void {
  const { n_heads, d_model, position } = config;
  if (d_model % n_heads !== 0) {
    throw fail('headsDivide', { heads: n_heads, width: d_model, choices: headChoices(d_model, false).join(', ') });
  }
  if (position === 'rope' && (d_model / n_heads) % 2 !== 0) throw fail('ropeEven', { headWidth: d_model / n_heads });
  const neededMiB = needsMiB(config);
  if (neededMiB > BUDGET_MIB && !canOnlyBeOpened(config)) {
    throw fail('tooLarge', { neededMiB: Math.ceil(neededMiB), budgetMiB: BUDGET_MIB, ...remedy(config, changed) });
  }
}

/**
 * The config that a patch leads to. Throws a ProblemError, and changes nothing, for unknown fields,
 * values of a wrong type or outside their range, and wholes that do not fit together.
 */
export function applyPatch(config: RunConfig, patch: Partial<RunConfig>): RunConfig {
  if (typeof patch !== 'object' || patch === null)
    throw fail('fieldType', { field: 'config', wanted: '{…}', got: describe(patch) });
  const next = { ...config, ...patch };
  for (const [name, value] of Object.entries(patch)) {
    if (name === 'tokenizer') checkTokenizer(value);
    else if (name === 'd_vocab') {
      const max = isOfFile(next) ? MAX_FILE_PIECES : VOCAB_SIZE_RANGE[1];
      if (!Number.isInteger(value) || (value as number) < 2 || (value as number) > max) {
        throw fail('fieldRange', { field: name, min: 2, max, got: describe(value) });
      }
    } else if (name !== 'frozen') {
      const field = fieldOf(name);
      if (!field) throw fail('unknownField', { field: name });
      checkField(field, value, isOfFile(next) && field.group === 'model');
    }
  }
  checkWhole(next, Object.keys(patch));
  return withFrozen(next, patch.frozen !== undefined);
}
