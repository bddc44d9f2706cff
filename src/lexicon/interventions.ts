import type { ModelConfig } from './config.ts';
import { graph, shapeOf } from './graph.ts';
import type { GraphNode } from './graph.ts';
import { fail } from './problems.ts';

/**
 * One change to a value of the forward pass, made where the value arises, so that all behind it reads the changed one.
 * Exactly one of `scale`, `value` and `add` says how. Without `head` or `position` it is made in all of them.
 */
export type Intervention = {
  /** The activation's name: `blocks.0.attn.hook_z`. */
  hook: string;
  /** For activations that have heads, from 0. */
  head?: number;
  /** The position in the sequence, from 0; a negative one counts from the sequence's end. Where there is none, nothing happens. */
  position?: number;
  /** What the value is multiplied by; 0 switches it off. */
  scale?: number;
  /**
   * What stands there instead: one number, or one for each entry along the last axis. For attention one for each key from
   * the first on: keys behind the list's end get 0, and what the list has for keys that are not there is left out.
   */
  value?: number | readonly number[] | Float32Array;
  /** What is added: one number, or one for each entry along the last axis; for attention as with `value`. */
  add?: number | readonly number[] | Float32Array;
};

const DEEDS = ['scale', 'value', 'add'] as const;
/** More than anybody means, and few enough to stay quick. */
const MOST = 256;

const shown = (value: unknown): string => {
  const json = JSON.stringify(value);
  return json === undefined ? String(value) : json.length > 60 ? `${json.slice(0, 57)}…` : json;
};

function checkIndex(field: string, got: unknown, min: number, max: number): void {
  if (typeof got !== 'number' || !Number.isInteger(got) || got < min || got > max)
    throw fail('fieldRange', { field, min, max, got: shown(got) });
}

const isFinite = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);

/** How many numbers a list may have: none where one number is wanted, else from `least` to `most`. */
type Lengths = { least: number; most: number } | null;

function checkNumbers(field: string, got: unknown, lengths: Lengths): void {
  if (isFinite(got)) return;
  const list = Array.isArray(got) || got instanceof Float32Array ? Array.from(got as ArrayLike<unknown>) : null;
  const fits = list !== null && lengths !== null && list.length >= lengths.least && list.length <= lengths.most;
  if (fits && list.every(isFinite)) return;
  const many = lengths && (lengths.least === lengths.most ? `${lengths.most}` : `${lengths.least}–${lengths.most}`);
  const wanted = many === null ? '0, 0.5, 2 …' : `0, 0.5, 2 … / [${many} × 0.5 …]`;
  const came = list && !fits ? `[${list.length} × …]` : shown(got);
  throw fail('fieldType', { field, wanted, got: came });
}

function checkOne(config: ModelConfig, rows: ReadonlyMap<string, GraphNode>, one: unknown, index: number): void {
  const at = `interventions[${index}]`;
  if (typeof one !== 'object' || one === null) throw fail('fieldType', { field: at, wanted: '{hook, …}', got: shown(one) });
  const given = one as Intervention;
  const node = rows.get(given.hook);
  if (!node) throw fail('unknownName', { name: shown(given.hook), examples: [...rows.keys()].slice(0, 3).join(', ') });
  const known = new Set(['hook', 'head', 'position', ...DEEDS]);
  const strange = Object.keys(given).find((key) => !known.has(key));
  if (strange !== undefined) throw fail('unknownField', { field: `${at}.${strange}` });
  const deeds = DEEDS.filter((deed) => given[deed] !== undefined);
  const [deed] = deeds;
  if (deeds.length !== 1 || deed === undefined)
    throw fail('fieldType', { field: at, wanted: DEEDS.join(' / '), got: deeds.join(' + ') || '–' });
  if (given.head !== undefined) {
    if (!node.axes.includes('H')) throw fail('fieldType', { field: `${at}.head`, wanted: '–', got: shown(given.head) });
    checkIndex(`${at}.head`, given.head, 0, config.n_heads - 1);
  }
  if (given.position !== undefined) checkIndex(`${at}.position`, given.position, -config.n_ctx, config.n_ctx - 1);
  const last = shapeOf(node.axes, config, config.n_ctx).at(-1) ?? 1;
  // How many keys there are changes with the sequence.
  const lengths = node.axes.endsWith('S') ? { least: 1, most: config.n_ctx } : { least: last, most: last };
  checkNumbers(`${at}.${deed}`, given[deed], deed === 'scale' ? null : lengths);
}

/**
 * The list as it can be applied to a model. Throws a ProblemError, and nothing is changed, for names the model does not
 * have, heads and positions outside it, and numbers that do not fit.
 */
export function checkInterventions(config: ModelConfig, list: unknown): readonly Intervention[] {
  if (!Array.isArray(list)) throw fail('fieldType', { field: 'interventions', wanted: '[{hook, …}, …]', got: shown(list) });
  if (list.length > MOST)
    throw fail('fieldRange', { field: 'interventions.length', min: 0, max: MOST, got: String(list.length) });
  const rows = new Map(graph(config).map((node) => [node.name, node]));
  list.forEach((one: unknown, index) => checkOne(config, rows, one, index));
  return list as Intervention[];
}
