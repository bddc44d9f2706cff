/**
 * The `d` of a curve through places `x,y`, broken where one is null; a place by itself is a closed path, which round caps
 * show as a dot. Joined at once: a text to which piece after piece is added stays a tree of its pieces for as long as it is
 * held, which takes ten times its room.
 */
export function linePath(places: readonly (string | null)[]): string {
  const isGap = (at: number): boolean => (places[at] ?? null) === null;
  return places
    .map((place, at) => {
      if (place === null) return '';
      return `${isGap(at - 1) ? 'M' : 'L'}${place}${isGap(at - 1) && isGap(at + 1) ? 'Z' : ''}`;
    })
    .join('');
}

/** The `d` of dots at places `x,y`, for round caps to show. */
export function dotsPath(places: readonly (string | null)[]): string {
  return places.map((place) => (place === null ? '' : `M${place}h0`)).join('');
}
