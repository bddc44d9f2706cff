/**
 * F1 of tag sequences, from 0 to 1: the harmonic mean of precision and recall over all tags but `none`, place by place
 * and summed over the set (micro average; van Rijsbergen 1979). NaN where neither side has a tag.
 */
export function tagF1(pairs: readonly { expected: readonly string[]; got: readonly string[] }[], none: string): number {
  let [right, expectedTags, gotTags] = [0, 0, 0];
  for (const { expected, got } of pairs) {
    expected.forEach((tag, at) => {
      if (tag !== none && got[at] === tag) right++;
    });
    expectedTags += expected.filter((tag) => tag !== none).length;
    gotTags += got.filter((tag) => tag !== none).length;
  }
  return (2 * right) / (expectedTags + gotTags);
}
