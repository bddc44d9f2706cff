import type { History } from '../history.ts';

/** Points of a thinned curve: as many as a line of the library can show. */
const CURVE_POINTS = 64;
/** A name longer than this does not fit a line. */
const NAME_UNITS = 36;

/** The loss over the steps, each point the mean of an equal share of them. */
export function curveOf(history: History, rows: number): Float32Array {
  const { loss } = history.between(0, rows);
  const points = Math.min(CURVE_POINTS, loss.length);
  return Float32Array.from({ length: points }, (_, i) => {
    const share = loss.subarray(Math.floor((i * loss.length) / points), Math.floor(((i + 1) * loss.length) / points));
    return share.reduce((sum, value) => sum + value, 0) / share.length;
  });
}

/** What a run is called before anybody named it: the beginning of its text, cut where a word or a clause ends. */
export function nameOf(text: string): string {
  const line = text.trim().split(/\n/, 1)[0]?.replaceAll(/\s+/g, ' ') ?? '';
  if (line.length <= NAME_UNITS) return line.replace(/[\s\p{P}]+$/u, '');
  const cut = line.slice(0, NAME_UNITS + 1).toWellFormed();
  const space = cut.lastIndexOf(' ');
  const clause = cut.search(/[，。！？；：、,.;:!?]/u);
  const end = clause >= 3 ? clause : space > NAME_UNITS / 2 ? space : NAME_UNITS;
  return cut.slice(0, end).replaceAll('\u{FFFD}', '');
}

const COUNTED = /^(.*) · (\d+)$/u;

/** A name like this one that is not taken yet: `Fog`, `Fog · 2`, `Fog · 3`. */
export function nextName(name: string, taken: readonly string[]): string {
  const stem = COUNTED.exec(name)?.[1] ?? name;
  for (let n = 2; ; n++) {
    const next = `${stem} · ${n}`;
    if (!taken.includes(next)) return next;
  }
}
