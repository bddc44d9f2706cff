import { SAMPLES } from '#lexicon/samples.ts';
import type { Language } from '#lexicon/words/load.ts';

export type Sample = (typeof SAMPLES)[number];

/** The sample stories, those in the page's language first. */
export function samplesOf(language: Language): readonly Sample[] {
  return SAMPLES.toSorted((a, b) => Number(b.language === language) - Number(a.language === language));
}

/** Fetches a sample's text from the app itself. */
export async function sampleText(sample: Sample): Promise<string> {
  const response = await fetch(new URL(sample.path, document.baseURI));
  if (!response.ok) throw new Error(`sampleText: ${sample.path} answered ${response.status}, 200 was expected`);
  return response.text();
}
