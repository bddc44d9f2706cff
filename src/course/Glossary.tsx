import { useState } from 'react';
import { TERMS } from '#lexicon/terms.ts';
import type { TermId } from '#lexicon/terms.ts';
import type { CourseWords } from '#lexicon/words/en/course.ts';
import { selectLanguage } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { namesOf } from './Term.tsx';

const IDS = Object.keys(TERMS) as TermId[];

/** The terms whose name in either language, or whose sentence, holds what was typed. */
function found(typed: string, glossary: CourseWords['glossary']): TermId[] {
  const wanted = typed.trim().toLowerCase();
  return IDS.filter((id) => [TERMS[id].en, TERMS[id].zh, glossary[id]].some((text) => text.toLowerCase().includes(wanted)));
}

/** All terms in both languages with a sentence each, found by any part of them. */
export function Glossary({ words }: { words: CourseWords }) {
  const language = useStore(selectLanguage);
  const [typed, setTyped] = useState('');
  const { frame, glossary } = words;
  const ids = found(typed, glossary);
  return (
    <>
      <input
        type="search"
        className="course__search"
        aria-label={frame.search}
        placeholder={frame.search}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <p className="unseen" aria-live="polite">
        {ids.length === 0 ? frame.noTerm : frame.termsFound(ids.length)}
      </p>
      {ids.length === 0 && <p className="quiet">{frame.noTerm}</p>}
      <dl className="course__terms">
        {ids.map((id) => {
          const { own, other, otherLang } = namesOf(id, language);
          return (
            <div key={id}>
              <dt>
                {own}
                {own !== other && (
                  <span className="term__other" lang={otherLang}>
                    {other}
                  </span>
                )}
              </dt>
              <dd>{glossary[id]}</dd>
            </div>
          );
        })}
      </dl>
    </>
  );
}
