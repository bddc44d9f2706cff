import type { TextInfo } from '#lexicon/messages.ts';
import { pieceLabel } from '#view/pieceLabel.ts';
import { firstPlaces } from './sortVocabulary.ts';

/** A field of CSV (RFC 4180): in quotes where it holds a quote, a comma or a line end. */
function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The vocabulary as CSV, one piece a line: id, text (bytes where it is no whole character), count, first token. */
export function vocabularyCsv(text: TextInfo): string {
  const firsts = firstPlaces(text);
  const lines = text.vocabulary.map((piece) => {
    const first = firsts[piece.id] ?? -1;
    const written = piece.text === '' ? pieceLabel(piece).text : piece.text;
    return [piece.id, field(written), text.counts[piece.id] ?? 0, first < 0 ? '' : first].join(',');
  });
  return `${['id,piece,count,first', ...lines].join('\r\n')}\r\n`;
}
