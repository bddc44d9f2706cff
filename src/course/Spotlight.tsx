import type { PanelId } from '#lexicon/selection.ts';
import type { PartId } from '#lexicon/course.ts';
import { selectorOf } from './places.ts';

/** The pieces of the page that step back; a piece comes forward again under the pointer or with the focus in it. */
const PIECES = ['.app__left > *', '.app__right > *', '.panels > .panel', '.run > *'];

/** Dims all of the page but a step's places; everything stays usable, and nothing is dimmed for who asked for contrast. */
export function Spotlight({ at }: { at: readonly (PanelId | PartId)[] }) {
  const place = at.map(selectorOf).join(', ');
  const dimmed = PIECES.map((piece) => `${piece}:not(:is(${place}), :has(${place}), :hover, :focus-within)`).join(',\n');
  const all = PIECES.join(',\n');
  return (
    <style>{`@media not (prefers-contrast: more) {
${all} { transition: filter 300ms; }
${dimmed} { filter: opacity(0.42); }
}`}</style>
  );
}
