/**
 * What measures of text count: words, numbers and single marks; Chinese has no spaces between words, so there each
 * character counts.
 */
export function textUnits(text: string): string[] {
  return text.match(/\p{Script=Han}|[\p{L}\p{N}']+|[^\s\p{L}\p{N}]/gu) ?? [];
}
