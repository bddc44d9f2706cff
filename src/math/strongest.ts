/**
 * Indices of the `count` largest of many values, largest first, the earlier one at a tie; NaN is never among them.
 * One pass over N values that keeps a short sorted list, so that a whole text can be searched while one waits.
 */
export function strongest(values: ArrayLike<number>, count: number): number[] {
  const kept: number[] = [];
  const at = (index: number | undefined): number => values[index ?? -1] ?? Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(value) || (kept.length === count && value <= at(kept.at(-1)))) continue;
    let place = kept.length;
    while (place > 0 && at(kept[place - 1]) < value) place--;
    kept.splice(place, 0, index);
    if (kept.length > count) kept.pop();
  }
  return kept;
}
