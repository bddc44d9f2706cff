import { inOrder } from './cleanEdits.ts';
import type { Edit } from './cleanEdits.ts';

/** Marks around words within a line: what they enclose begins and ends with ink and has no such mark in it. */
const AROUND: readonly RegExp[] = [
  /(?<![\w*])(\*\*)(?=\S)([^*\n]+)(?<=\S)(\*\*)(?![\w*])/g,
  /(?<![\w_])(__)(?=\S)([^_\n]*\s[^_\n]*)(?<=\S)(__)(?![\w_])/g,
  /(?<![\w*])(\*)(?=[^\s*])([^*\n]+)(?<=\S)(\*)(?![\w*])/g,
  /(?<![\w_])(_)(?=[^\s_])([^_\n]+)(?<=\S)(_)(?![\w_])/g,
  /(?<![\w~])(~~)(?=\S)([^~\n]+)(?<=\S)(~~)(?![\w~])/g,
  /(?<!`)(`)([^`\n]+)(`)(?!`)/g,
];
/** A link or picture by its words and an address, which has a dot, a slash, a colon or a # in it: `a[i](x)` is none. */
const LINK = /(!?\[)([^[\]\n]+)(\]\((?=[^()\s]*[./:#])[^()\s]+(?: "[^"\n]*")?\))/g;
const HEADING = /^ {0,3}#{1,6}[ \t]+(?=\S)/;
const QUOTE = /^ {0,3}> (?=\S)/;
const FENCE = /^ {0,3}(?:```|~~~)/;

type Line = { start: number; text: string };

function linesOf(text: string): Line[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const here = { start, text: line };
    start += line.length + 1;
    return here;
  });
}

/** The opening and the closing mark of everything a pattern encloses in a line. */
function marksAround({ start, text }: Line, pattern: RegExp): Edit[] {
  return Array.from(text.matchAll(pattern)).flatMap((found) => {
    const [whole, open = '', , close = ''] = found;
    const from = start + found.index;
    const to = from + whole.length;
    return [
      { start: from, end: from + open.length, after: '' },
      { start: to - close.length, end: to, after: '' },
    ];
  });
}

/** Marks at the beginning of a line. A heading has an empty line before it; a comment in a program mostly has not. */
function marksBefore({ start, text }: Line, before: Line | undefined): Edit[] {
  const heading = before === undefined || before.text.trim() === '' ? HEADING.exec(text) : null;
  const found = heading ?? QUOTE.exec(text);
  return found ? [{ start, end: start + found[0].length, after: '' }] : [];
}

/**
 * The marks of Markdown: headings, emphasis, code within a line, links, quotes, and the fences of code blocks, whose
 * lines are left as they are. Products (`2 * 3 * 4`), names (`snake_case`, `__init__`) and lists stay.
 */
export function findMarkdown(text: string): Edit[] {
  const lines = linesOf(text);
  const fences = lines.filter((line) => FENCE.test(line.text));
  const fenced = fences.length % 2 === 0;
  const edits: Edit[] = [];
  let inside = false;
  lines.forEach((line, i) => {
    if (fenced && FENCE.test(line.text)) {
      inside = !inside;
      edits.push({ start: line.start, end: Math.min(text.length, line.start + line.text.length + 1), after: '' });
      return;
    }
    if (inside) return;
    edits.push(...marksBefore(line, lines[i - 1]));
    if (/[*_~`[]/.test(line.text)) for (const pattern of [LINK, ...AROUND]) edits.push(...marksAround(line, pattern));
  });
  return inOrder(edits);
}

/** Whether a text is written in Markdown: a heading, and a second one, emphasis, a link or a block of code. */
export function isMarkdown(text: string): boolean {
  const headings = linesOf(text).filter(
    (line, i, all) => HEADING.test(line.text) && (all[i - 1]?.text.trim() ?? '') === '',
  ).length;
  return (
    headings > 1 ||
    (headings === 1 && (AROUND.slice(0, 3).some((one) => text.search(one) >= 0) || text.search(LINK) >= 0 || /^```/m.test(text)))
  );
}
