import type { TokenPiece } from './messages.ts';

/**
 * How pieces become text again. A piece is a whole text (`text`), some bytes of UTF-8 that are no whole
 * character (`bytes`), or half a byte (`nibble`, high half first). Pieces of the latter kinds gather until
 * a character is whole.
 */

/** A run of tokens, `from` to before `to`, that together are whole characters, and their text. */
export type PieceGroup = { from: number; to: number; text: string };

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const utf8Strict = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

/** The text of bytes if they are whole characters of UTF-8, else undefined. */
export function wholeText(bytes: readonly number[] | Uint8Array): string | undefined {
  // Most of a vocabulary of bytes are single ones, and a refusal by the decoder costs as much as a thousand of these.
  const [only] = bytes;
  if (bytes.length === 1 && only !== undefined) return only < 0x80 ? String.fromCharCode(only) : undefined;
  try {
    return utf8Strict.decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}

/** How many bytes the UTF-8 character that starts with `lead` has; 1 for a byte that cannot start one. */
function lengthByLead(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 1;
}

/** Whether the bytes end where a character ends, as far as lead bytes tell. */
function endsWhole(bytes: readonly number[]): boolean {
  let at = 0;
  while (at < bytes.length) at += lengthByLead(bytes[at] ?? 0);
  return at === bytes.length;
}

/**
 * The smallest runs of tokens that are whole characters, in order, covering all ids; bytes that make no
 * character (a model may write such) become U+FFFD. Throws on an id outside the vocabulary.
 */
export function groupPieces(pieces: readonly TokenPiece[], ids: ArrayLike<number>): PieceGroup[] {
  const groups: PieceGroup[] = [];
  let bytes: number[] = [];
  let half = -1;
  let from = 0;
  const close = (to: number): void => {
    if (to > from)
      groups.push({ from, to, text: utf8.decode(Uint8Array.from(half >= 0 && bytes.length === 0 ? [0xff] : bytes)) });
    bytes = [];
    half = -1;
    from = to;
  };
  for (let i = 0; i < ids.length; i++) {
    const piece = pieces[ids[i] ?? -1];
    if (!piece) throw new Error(`groupPieces: id ${String(ids[i])} outside the vocabulary of ${pieces.length}`);
    if (piece.nibble !== undefined) {
      if (half < 0) {
        half = piece.nibble;
        continue;
      }
      bytes.push(half * 16 + piece.nibble);
      half = -1;
    } else if (piece.bytes) {
      if (half >= 0) close(i);
      bytes.push(...piece.bytes);
    } else {
      close(i);
      groups.push({ from: i, to: i + 1, text: piece.text });
      from = i + 1;
      continue;
    }
    if (endsWhole(bytes)) close(i + 1);
  }
  close(ids.length);
  return groups;
}

/** The text of a sequence of ids. */
export function textOfPieces(pieces: readonly TokenPiece[], ids: ArrayLike<number>): string {
  let text = '';
  for (const group of groupPieces(pieces, ids)) text += group.text;
  return text;
}
