import { useEffect, useState } from 'react';
import type { CourseWords } from '#lexicon/words/en/course.ts';
import type { Language } from '#lexicon/words/load.ts';
import { selectLanguage } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';

type Glossary = CourseWords['glossary'];
type Sources<T> = Readonly<Record<Language, () => Promise<T>>>;

const COURSES: Sources<CourseWords> = {
  en: async () => (await import('#lexicon/words/en/course.ts')).course,
  zh: async () => (await import('#lexicon/words/zh/course.ts')).course,
};
const GLOSSARIES: Sources<Glossary> = {
  en: async () => (await import('#lexicon/words/en/course/glossary.ts')).glossary,
  zh: async () => (await import('#lexicon/words/zh/course/glossary.ts')).glossary,
};

/** What one language has of something; until it is there, what was there before. */
function useOf<T>(sources: Sources<T>): T | null {
  const language = useStore(selectLanguage);
  const [there, setThere] = useState<T | null>(null);
  useEffect(() => {
    let wanted = true;
    sources[language]().then(
      (words) => wanted && setThere(() => words),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [sources, language]);
  return there;
}

/** The words of the course in the page's language; null for the moment it takes to fetch them. */
export const useCourseWords = (): CourseWords | null => useOf(COURSES);

/** The sentences of the glossary in the page's language; null for the moment it takes to fetch them. */
export const useGlossary = (): Glossary | null => useOf(GLOSSARIES);
