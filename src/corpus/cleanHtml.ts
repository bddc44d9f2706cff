import type { Edit } from './cleanEdits.ts';

/** Elements without an end tag. */
const VOID = new Set(['br', 'hr', 'img', 'input', 'meta', 'link', 'wbr']);
/** Elements whose end is the end of a line. */
const BLOCKS = new Set(
  'p div li h1 h2 h3 h4 h5 h6 tr blockquote section article ul ol pre table header footer main title head body html'.split(' '),
);
/** Elements within a line. */
const INLINE = new Set(
  'a abbr b big center cite code dd del dl dt em figcaption figure font i ins kbd mark nav q ruby rb rt rp s small span strike strong sub sup tbody td th thead tt u var'.split(
    ' ',
  ),
);
/** What stands in them is no text. */
const UNREAD = ['script', 'style'] as const;
const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)\/?>/iy;
const ATTRIBUTES = /^(?:\s+[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*\/?$/;
/** Longer attributes are not looked into. */
const MOST_UNITS = 2000;

/** What stands there: a tag, or (null) a comment, a declaration, an element that is not read. */
type Found = Edit & { tag: { name: string; closes: boolean } | null };

/** The stretch of a comment, a declaration, or an element that is not read, that opens at `at`; null where none does. */
function unreadAt(text: string, at: number): Found | null {
  const upTo = (found: number, length: number): Found | null =>
    found < 0 ? null : { start: at, end: found + length, after: '', tag: null };
  if (text.startsWith('<!--', at)) return upTo(text.indexOf('-->', at + 4), 3);
  const head = text.slice(at, at + 10).toLowerCase();
  if (head.startsWith('<!doctype')) return upTo(text.indexOf('>', at), 1);
  for (const name of UNREAD) {
    if (!head.startsWith(`<${name}`) || /\w/.test(text[at + name.length + 1] ?? '')) continue;
    const close = text.indexOf(`</${name}>`, at);
    return upTo(close, name.length + 3);
  }
  return null;
}

function tagAt(text: string, at: number): Found | null {
  TAG.lastIndex = at;
  const found = TAG.exec(text);
  if (!found) return null;
  const [whole, slash = '', given = '', attributes = ''] = found;
  const name = given.toLowerCase();
  if (!VOID.has(name) && !BLOCKS.has(name) && !INLINE.has(name)) return null;
  if (attributes.length > MOST_UNITS || !ATTRIBUTES.test(attributes)) return null;
  const closes = slash !== '';
  const breaks = name === 'br' || name === 'hr' || (closes && BLOCKS.has(name));
  const end = at + whole.length;
  return { start: at, end, after: breaks && text[end] !== '\n' ? '\n' : '', tag: { name, closes } };
}

/**
 * The tags, comments and scripts of HTML. A tag is one by its name and the form of its attributes, and where it opens an
 * element that has an end, only if that stands in the text too: `a < b`, `vector<int>` and a lone `<b>` are none.
 */
export function findHtml(text: string): Edit[] {
  const edits: Found[] = [];
  const opened = new Set<string>();
  const closed = new Set<string>();
  // Once an end is missing, no later beginning has one either.
  let unreadEnds = true;
  for (let at = text.indexOf('<'); at >= 0;) {
    const unread = unreadEnds ? unreadAt(text, at) : null;
    if (!unread && /^<!|^<script|^<style/i.test(text.slice(at, at + 7))) unreadEnds = false;
    const found = unread ?? tagAt(text, at);
    if (found) {
      edits.push(found);
      if (found.tag) (found.tag.closes ? closed : opened).add(found.tag.name);
    }
    at = text.indexOf('<', found ? found.end : at + 1);
  }
  return edits.filter(({ tag }) => tag === null || VOID.has(tag.name) || (opened.has(tag.name) && closed.has(tag.name)));
}

/** Whether a text is a document in HTML: it has lines and paragraphs in it, and no script (then it is about HTML). */
export function isHtml(text: string): boolean {
  return /<\/(?:p|div|li|h[1-6]|blockquote|body)\s*>|<br\s*\/?>|<!doctype html/i.test(text) && !/<script\b/i.test(text);
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
  ensp: '\u2002',
  emsp: '\u2003',
  thinsp: '\u2009',
  shy: '\u00AD',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  sbquo: '‚',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  laquo: '«',
  raquo: '»',
  middot: '·',
  bull: '•',
  copy: '©',
  reg: '®',
  trade: '™',
  deg: '°',
  plusmn: '±',
  times: '×',
  divide: '÷',
  frac12: '½',
  sect: '§',
  para: '¶',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  agrave: 'à',
  aacute: 'á',
  acirc: 'â',
  auml: 'ä',
  ccedil: 'ç',
  egrave: 'è',
  eacute: 'é',
  ecirc: 'ê',
  euml: 'ë',
  iacute: 'í',
  ntilde: 'ñ',
  oacute: 'ó',
  ocirc: 'ô',
  ouml: 'ö',
  uacute: 'ú',
  uuml: 'ü',
  szlig: 'ß',
};

/** The character of an entity; null for what is none, for controls and for halves of a pair. */
function characterOf(entity: string): string | null {
  if (!entity.startsWith('#')) return Object.hasOwn(NAMED, entity) ? (NAMED[entity] ?? null) : null;
  const code = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number.parseInt(entity.slice(1), 10);
  const written = code >= 0x20 && code <= 0x10ffff && !(code >= 0x7f && code <= 0x9f) && !(code >= 0xd800 && code <= 0xdfff);
  return written ? String.fromCodePoint(code) : null;
}

/** The entities of HTML: `&amp;`, `&#8217;`, `&#x2019;`. */
export function findEntities(text: string): Edit[] {
  return Array.from(text.matchAll(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8}\d{0,2});/gi)).flatMap((found) => {
    const after = characterOf(found[1] ?? '');
    return after === null ? [] : [{ start: found.index, end: found.index + found[0].length, after }];
  });
}
