import { useEffect } from 'react';
import type { PartId } from '#lexicon/course.ts';
import type { PanelId } from '#lexicon/selection.ts';
import { selectorOf } from './places.ts';

/** The pieces of the page that step back; a piece comes forward again under the pointer or with the focus in it. */
const PIECES = ['.app__left > *', '.app__right > *', '.panels > .panel', '.run > *'];
/** A number that was selected is looked at wherever the step is. */
const ALWAYS = '.worksheet__head';

/** The rules that dim all but some places; nobody is spared the contrast that they asked for. */
function rulesOf(at: readonly (PanelId | PartId)[]): string {
  const place = at.map(selectorOf).join(', ');
  const dimmed = PIECES.map((piece) => `${piece}:not(:is(${place}), :has(${place}, ${ALWAYS}), :hover, :focus-within)`);
  return `@media not (prefers-contrast: more) {
${PIECES.join(', ')} { transition: filter 300ms; }
${dimmed.join(', ')} { filter: opacity(0.42); }
}`;
}

/** Dims all of the page but a step's places; everything stays usable. By a sheet made in place, which no policy on styles forbids. */
export function Spotlight({ at }: { at: readonly (PanelId | PartId)[] }) {
  const rules = rulesOf(at);
  useEffect(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  }, [rules]);
  return null;
}
