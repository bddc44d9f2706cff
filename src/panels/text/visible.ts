import { pieceLabel } from '#view/pieceLabel.ts';

/** A stretch of text with signs for what has no ink. */
export function visible(text: string): string {
  return text === '' ? '' : pieceLabel({ id: 0, text }).text;
}

/** The same with spaces as spaces: for what stands around a change, and for sentences. */
export function readable(text: string): string {
  return text.split(' ').map(visible).join(' ');
}
