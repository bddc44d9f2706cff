import { memo } from 'react';
import { selectLanguage } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { findTerms } from './findTerms.ts';
import { Term } from './Term.tsx';
import { useGlossary } from './words.ts';

/** A sentence in which the terms of the field explain themselves. */
export const Glossed = memo(function Glossed({ text }: { text: string }) {
  const language = useStore(selectLanguage);
  const glossary = useGlossary();
  if (!glossary) return text;
  return findTerms(text, language).map(({ text: piece, term }, index) =>
    term === null ? (
      piece
    ) : (
      <Term key={index} id={term} sentence={glossary[term]}>
        {piece}
      </Term>
    ),
  );
});
