/**
 * Cuts a text into slices of about `units` code units that every tokenizer encodes as it would the whole: only
 * after a single line end between two characters that are no white space, where all of them part anyway. A text
 * without such places stays in one piece.
 */
export function* sliceText(text: string, units: number): Generator<string> {
  let from = 0;
  while (text.length - from > units) {
    let cut = text.indexOf('\n', from + units);
    while (cut >= 0 && !isPlainLineEnd(text, cut)) cut = text.indexOf('\n', cut + 1);
    if (cut < 0) break;
    yield text.slice(from, cut + 1);
    from = cut + 1;
  }
  if (from < text.length) yield text.slice(from);
}

function isPlainLineEnd(text: string, at: number): boolean {
  return at > 0 && at + 1 < text.length && !/\s/.test(text[at - 1] ?? '') && !/\s/.test(text[at + 1] ?? '');
}

/** Cuts a text into parts of at most `units` code units (2 or more), never inside a surrogate pair. */
export function* cutEvery(text: string, units: number): Generator<string> {
  let from = 0;
  while (text.length - from > units) {
    let to = from + units;
    const last = text.charCodeAt(to - 1);
    if (last >= 0xd800 && last <= 0xdbff) to--;
    yield text.slice(from, to);
    from = to;
  }
  yield text.slice(from);
}
