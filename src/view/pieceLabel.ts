import type { TokenPiece } from '#lexicon/messages.ts';

/** A stretch of a token's label; signs that stand for invisible characters are faint. */
export type LabelPart = { text: string; faint: boolean };
/** How a token is written: `text` is all parts together, `faint` when no part of it is a real character. */
export type PieceLabel = { text: string; faint: boolean; parts: readonly LabelPart[] };

const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');

/** What stands for a character that has no ink or would act on its surroundings; null for ordinary ones. */
function standIn(character: string): string | null {
  if (character === '\n') return '⏎';
  if (character === '\t') return '⇥';
  if (character === '\r') return '␍';
  if (/^\p{Zs}$/u.test(character)) return '␣';
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (/^[\p{C}\p{Zl}\p{Zp}]$/u.test(character)) return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  return null;
}

function partsOf(text: string): LabelPart[] {
  const parts: LabelPart[] = [];
  const put = (piece: string, faint: boolean): void => {
    const last = parts.at(-1);
    if (last?.faint === faint) last.text += piece;
    else parts.push({ text: piece, faint });
  };
  // A mark that would sit on nothing sits on a dotted circle; joiners inside an emoji stay what they are.
  if (/^\p{M}/u.test(text)) put('◌', true);
  const joined = /\p{Extended_Pictographic}\u200d/u.test(text);
  for (const character of text) {
    const sign = character === '\u200d' && joined ? null : standIn(character);
    put(sign ?? character, sign !== null);
  }
  return parts;
}

/**
 * How a token of the vocabulary is written everywhere: its text, with faint signs for spaces (␣), line ends (⏎) and
 * other characters without ink; a piece of a character by its bytes, ⟨E4 B8⟩.
 */
export function pieceLabel(piece: TokenPiece): PieceLabel {
  if (piece.text === '') {
    const text = piece.bytes && piece.bytes.length > 0 ? `⟨${piece.bytes.map(hex).join(' ')}⟩` : `⟨${piece.id}⟩`;
    return { text, faint: true, parts: [{ text, faint: true }] };
  }
  const parts = piece.special ? [{ text: piece.text, faint: true }] : partsOf(piece.text);
  return { text: parts.map((part) => part.text).join(''), faint: parts.every((part) => part.faint), parts };
}

/** A run of pieces that are one character together, with that character. */
export type ByteGroup = { first: number; length: number; character: string };

/** Length of the UTF-8 sequence that a byte opens (RFC 3629, section 3), or 0 where it opens none. */
function sequenceLength(byte: number): number {
  if (byte >= 0xc2 && byte < 0xe0) return 2;
  if (byte >= 0xe0 && byte < 0xf0) return 3;
  return byte >= 0xf0 && byte < 0xf5 ? 4 : 0;
}

/** The neighbouring pieces of a sequence that together are exactly one character each. */
export function byteGroups(pieces: readonly TokenPiece[]): ByteGroup[] {
  const groups: ByteGroup[] = [];
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let first = 0;
  while (first < pieces.length) {
    const bytes: number[] = [];
    let end = first;
    const wanted = sequenceLength(pieces[first]?.bytes?.[0] ?? 0);
    while (end < pieces.length && bytes.length < wanted && pieces[end]?.text === '') bytes.push(...(pieces[end++]?.bytes ?? []));
    if (wanted > 0 && bytes.length === wanted && end > first + 1) {
      try {
        groups.push({ first, length: end - first, character: decoder.decode(new Uint8Array(bytes)) });
        first = end;
        continue;
      } catch {
        // Bytes of the right number that are no character stay single pieces.
      }
    }
    first++;
  }
  return groups;
}
