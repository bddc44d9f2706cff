import type { ElementRef } from '#lexicon/expression.ts';
import { PANEL_IDS } from '#lexicon/selection.ts';
import type { PanelId, Selection } from '#lexicon/selection.ts';
import type { Language } from '#lexicon/words/load.ts';

/** What a link to the page holds. */
export type Place = {
  panel: PanelId | null;
  language: Language | null;
  selection: Partial<Selection>;
  /** The kept step that is shown, and the one that is subtracted from it. */
  playhead: number | null;
  versus: number | null;
};

const NUMBERS = {
  position: 'pos',
  key: 'key',
  layer: 'layer',
  head: 'head',
  neuron: 'neuron',
  dimension: 'dim',
  token: 'token',
} as const;
const KEYS = Object.keys(NUMBERS) as (keyof typeof NUMBERS)[];

function count(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** An element of a named array as a link holds it: `blocks.0.attn.hook_q-3-1-5`. */
function readCell(text: string | null): ElementRef | null {
  const [, name, index] = /^([A-Za-z_][\w.]{0,80})((?:-\d{1,9}){1,3})$/.exec(text ?? '') ?? [];
  return name === undefined || index === undefined ? null : { name, index: index.slice(1).split('-').map(Number) };
}

const writeCell = ({ name, index }: ElementRef): string => [name, ...index].join('-');

/** Reads a query string; whatever makes no sense in it is left out. */
export function readPlace(search: string): Place {
  const query = new URLSearchParams(search);
  const panel = PANEL_IDS.find((id) => id === query.get('panel')) ?? null;
  const lang = query.get('lang');
  const selection: Partial<Selection> = {};
  for (const key of KEYS) {
    const value = count(query.get(NUMBERS[key]));
    if (value !== null) selection[key] = value;
  }
  const cell = readCell(query.get('cell'));
  if (cell !== null) selection.cell = cell;
  return {
    panel,
    language: lang === 'zh' || lang === 'en' ? lang : null,
    selection,
    playhead: count(query.get('step')),
    versus: count(query.get('versus')),
  };
}

/** Writes a query string; what is not ours in the present one stays. */
export function writePlace(place: Place, search: string): string {
  const query = new URLSearchParams(search);
  const put = (key: string, value: string | null): void => {
    if (value === null) query.delete(key);
    else query.set(key, value);
  };
  put('panel', place.panel);
  put('lang', place.language);
  for (const key of KEYS) {
    const value = place.selection[key] ?? null;
    const quiet = value === null || ((key === 'layer' || key === 'head') && value === 0);
    put(NUMBERS[key], quiet ? null : String(value));
  }
  put('step', place.playhead === null ? null : String(place.playhead));
  put('versus', place.versus === null ? null : String(place.versus));
  put('cell', place.selection.cell ? writeCell(place.selection.cell) : null);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
