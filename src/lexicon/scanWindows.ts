/** A stretch that the model reads in one go, and the part of it whose values count: positions in the whole text. */
export type ScanWindow = { start: number; from: number; to: number };

/**
 * How a text of N tokens is read through a context of `context`: stretches that overlap by half, each of whose tokens
 * counts once, with at least half a context before it (the first stretch counts whole). Every stretch is as long as the
 * others; the last is moved back to end with the text.
 */
export function scanWindows(tokens: number, context: number): ScanWindow[] {
  const length = Math.min(tokens, context);
  const stride = Math.max(1, Math.floor(length / 2));
  const windows: ScanWindow[] = [];
  for (let from = 0, start = 0; from < tokens; start += stride) {
    const moved = Math.min(start, tokens - length);
    windows.push({ start: moved, from, to: moved + length });
    from = moved + length;
  }
  return windows;
}

/** The stretch in which a token of the text counts. */
export function windowOf(index: number, tokens: number, context: number): ScanWindow {
  const found = scanWindows(tokens, context).find(({ from, to }) => index >= from && index < to);
  if (!found) throw new Error(`windowOf: token ${index}, wanted 0 … ${tokens - 1}`);
  return found;
}
