/**
 * For each place of `a` its counterpart in `b`, −1 for none: what both begin with and what both end with stands opposite
 * itself, and between them place stands opposite place from the front, as far as both reach.
 */
export function counterparts(a: ArrayLike<number>, b: ArrayLike<number>): Int32Array {
  const shorter = Math.min(a.length, b.length);
  let front = 0;
  while (front < shorter && a[front] === b[front]) front++;
  let end = 0;
  while (end < shorter - front && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const between = Math.min(a.length, b.length) - end;
  return Int32Array.from({ length: a.length }, (_, at) => {
    if (at >= a.length - end) return at - a.length + b.length;
    return at < between ? at : -1;
  });
}
