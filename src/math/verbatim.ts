/**
 * Which stretches of a short text stand verbatim in a long one: a suffix automaton of the short text (Blumer et al. 1985)
 * reads the long one once, so that nothing has to be built over the long one. Linear in both lengths.
 */
type Automaton = {
  states: number;
  length: Int32Array;
  link: Int32Array;
  /** State after each prefix of the short text. */
  prefix: Int32Array;
  step: (state: number, unit: number) => number;
};

const UNITS = 0x10000;

function automatonOf(text: string): Automaton {
  const most = 2 * Math.max(1, text.length);
  const length = new Int32Array(most);
  const link = new Int32Array(most).fill(-1);
  const prefix = new Int32Array(text.length);
  // Arrows out of a state are a linked list; those of the root, of which there are many, a table.
  const root = new Int32Array(UNITS).fill(-1);
  const first = new Int32Array(most).fill(-1);
  const next = new Int32Array(3 * most);
  const unitOf = new Uint16Array(3 * most);
  const target = new Int32Array(3 * most);
  let arrows = 0;
  let states = 1;

  const arrow = (state: number, unit: number): number => {
    for (let at = first[state] ?? -1; at >= 0; at = next[at] ?? -1) if (unitOf[at] === unit) return at;
    return -1;
  };
  const step = (state: number, unit: number): number => {
    if (state === 0) return root[unit] ?? -1;
    const at = arrow(state, unit);
    return at < 0 ? -1 : (target[at] ?? -1);
  };
  const put = (state: number, unit: number, to: number): void => {
    if (state === 0) root[unit] = to;
    else {
      const known = arrow(state, unit);
      const at = known >= 0 ? known : arrows++;
      if (known < 0) {
        next[at] = first[state] ?? -1;
        first[state] = at;
        unitOf[at] = unit;
      }
      target[at] = to;
    }
  };
  /** A state with the arrows of another, for its shorter strings. */
  const split = (state: number, shorter: number): number => {
    const copy = states++;
    length[copy] = shorter;
    link[copy] = link[state] ?? -1;
    for (let at = first[state] ?? -1; at >= 0; at = next[at] ?? -1) put(copy, unitOf[at] ?? 0, target[at] ?? -1);
    link[state] = copy;
    return copy;
  };

  let last = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const added = states++;
    length[added] = i + 1;
    let state = last;
    for (; state >= 0 && step(state, unit) < 0; state = link[state] ?? -1) put(state, unit, added);
    if (state < 0) link[added] = 0;
    else {
      const after = step(state, unit);
      const wanted = (length[state] ?? 0) + 1;
      if (length[after] === wanted) link[added] = after;
      else {
        const copy = split(after, wanted);
        for (; state >= 0 && step(state, unit) === after; state = link[state] ?? -1) put(state, unit, copy);
        link[added] = copy;
      }
    }
    last = added;
    prefix[i] = added;
  }
  return { states, length, link, prefix, step };
}

/** For each end in the short text: how long a stretch up to it (inclusive) stands in the long one, and where it begins there. */
export type Verbatim = { lengths: Int32Array; places: Int32Array };

/** Matches every end of `text` in the first `end` code units of `within`; lengths and places in code units, place −1 for none. */
export function verbatimIn(text: string, within: string, end = within.length): Verbatim {
  const { states, length, link, prefix, step } = automatonOf(text);
  const best = new Int32Array(states);
  const place = new Int32Array(states).fill(-1);
  let state = 0;
  let run = 0;
  for (let i = 0; i < end; i++) {
    const unit = within.charCodeAt(i);
    let to = step(state, unit);
    while (to < 0 && state !== 0) {
      state = link[state] ?? 0;
      run = length[state] ?? 0;
      to = step(state, unit);
    }
    if (to < 0) continue;
    state = to;
    run++;
    if (run > (best[state] ?? 0)) {
      best[state] = run;
      place[state] = i - run + 1;
    }
  }
  // What was read in a state was read, shortened, in all states of its suffixes: longest first.
  const order = Int32Array.from({ length: states }, (_, s) => s).sort((a, b) => (length[b] ?? 0) - (length[a] ?? 0));
  for (const s of order) {
    const parent = link[s] ?? -1;
    if (parent <= 0 || best[s] === 0) continue;
    const reach = Math.min(length[parent] ?? 0, best[s] ?? 0);
    if (reach > (best[parent] ?? 0)) {
      best[parent] = reach;
      place[parent] = (place[s] ?? 0) + (best[s] ?? 0) - reach;
    }
  }
  const lengths = new Int32Array(text.length);
  const places = new Int32Array(text.length).fill(-1);
  for (let i = 0; i < text.length; i++) {
    let at = prefix[i] ?? 0;
    while (at > 0 && best[at] === 0) at = link[at] ?? 0;
    if (at <= 0) continue;
    lengths[i] = best[at] ?? 0;
    places[i] = place[at] ?? -1;
  }
  return { lengths, places };
}
