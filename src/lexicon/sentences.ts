/** What ends a sentence, with the quotes and brackets that close behind it; an empty line ends one too. */
const ENDS = /[.!?…]+["'”’)\]»]*(?=\s|$)|[。！？…]+[”’」』）】》"]*|\n\s*\n|\n(?=\s*$)/gu;

/** Where each sentence of a text ends (the place behind its last mark), ascending; spaces belong to what follows, the last is the text's end. */
export function sentenceEnds(text: string): number[] {
  const ends: number[] = [];
  for (const match of text.matchAll(ENDS)) {
    const end = match.index + match[0].trimEnd().length;
    if (end > (ends.at(-1) ?? 0)) ends.push(end);
  }
  if (text.length > (ends.at(-1) ?? 0)) ends.push(text.length);
  return ends;
}

/** Where the last whole sentence of a text ends, spaces behind it left out; 0 where none does. */
export function lastSentenceEnd(text: string): number {
  let end = 0;
  for (const match of text.matchAll(ENDS)) if (match[0].trim() !== '') end = match.index + match[0].length;
  return end;
}
