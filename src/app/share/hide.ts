import { HIDEABLE } from '#lexicon/hideable.ts';
import type { HideablePart } from '#lexicon/hideable.ts';

const HIDE = 'hide';

/** The parts of the page that a link leaves out; what is no part is passed over. */
export function readHidden(search: string): HideablePart[] {
  const names = new URLSearchParams(search).get(HIDE)?.split(',') ?? [];
  return HIDEABLE.filter((part) => names.includes(part));
}

/** The query string with these parts left out. */
export function writeHidden(hidden: readonly HideablePart[], search: string): string {
  const query = new URLSearchParams(search);
  if (hidden.length === 0) query.delete(HIDE);
  else query.set(HIDE, hidden.join(','));
  const text = query.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}
