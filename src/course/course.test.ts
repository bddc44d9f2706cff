import { describe, expect, test } from 'vitest';
import { BOX_IDS, CHAPTER_IDS, COURSE, PART_IDS, stepBeside, stepNamed, stepOfPanel } from '#lexicon/course.ts';
import { PANEL_IDS } from '#lexicon/selection.ts';
import { TERMS } from '#lexicon/terms.ts';
import { course as en } from '#lexicon/words/en/course.ts';
import type { StepWords } from '#lexicon/words/en/course/step.ts';
import { course as zh } from '#lexicon/words/zh/course.ts';
import { steps } from './index.ts';
import { piecesOf } from './markup.ts';

const LANGUAGES = { en, zh } as const;
const IDS = COURSE.map(({ id }) => id);

function sentencesOf(said: StepWords): string[] {
  const { title, text, task, done, before, after, says, ask } = said;
  return [
    title,
    ...text,
    task,
    done,
    before,
    after,
    ...(says === undefined ? [] : [says]),
    ...(ask ? [ask.question, ...ask.options, ask.reveal] : []),
  ];
}

const marked = (said: StepWords, kind: 'term' | 'fact'): string[] =>
  sentencesOf(said)
    .flatMap(piecesOf)
    .flatMap((piece) =>
      piece.kind === 'term' && kind === 'term' ? [piece.term] : piece.kind === 'fact' && kind === 'fact' ? [piece.fact] : [],
    );

describe('the course', () => {
  test('each step stands once in the plan, in a panel or a part of the page that exists, and in the order of its chapters', () => {
    expect(new Set(IDS).size).toBe(IDS.length);
    for (const { id, at } of COURSE) expect([...PANEL_IDS, ...PART_IDS], id).toContain(at);
    const chapters = COURSE.map(({ chapter }) => CHAPTER_IDS.indexOf(chapter));
    expect(chapters).toEqual(chapters.toSorted((a, b) => a - b));
  });

  test('every station of the map and every chapter has steps', () => {
    for (const box of BOX_IDS)
      expect(
        COURSE.some((step) => step.box === box),
        box,
      ).toBe(true);
    for (const chapter of CHAPTER_IDS)
      expect(
        COURSE.some((step) => step.chapter === chapter),
        chapter,
      ).toBe(true);
  });

  test.each(IDS)('%s knows its name, and asks exactly where its words ask', (id) => {
    expect(steps[id].id).toBe(id);
    for (const said of [en.steps[id], zh.steps[id]]) {
      expect(said.ask !== undefined).toBe(steps[id].right !== undefined);
      expect(sentencesOf(said).every((sentence) => sentence.trim() !== '')).toBe(true);
    }
  });

  test.each(IDS)('%s says in Chinese what it says in English: as many paragraphs and options, the same numbers', (id) => {
    const [one, other] = [en.steps[id], zh.steps[id]];
    expect(other.text.length).toBe(one.text.length);
    expect(other.ask?.options.length).toBe(one.ask?.options.length);
    expect(new Set(marked(other, 'fact'))).toEqual(new Set(marked(one, 'fact')));
    expect(new Set(marked(other, 'term'))).toEqual(new Set(marked(one, 'term')));
  });

  test.each(Object.entries(LANGUAGES))('every term that is marked is in the glossary (%s)', (_language, words) => {
    for (const id of IDS) for (const term of marked(words.steps[id], 'term')) expect(Object.keys(TERMS), id).toContain(term);
    expect(Object.keys(words.glossary).toSorted()).toEqual(Object.keys(TERMS).toSorted());
  });

  test('Chinese sentences use full-width punctuation, and no English sentence has slipped in', () => {
    for (const id of IDS)
      for (const sentence of sentencesOf(zh.steps[id])) {
        const plain = piecesOf(sentence)
          .map((piece) => (piece.kind === 'fact' ? '1' : piece.text))
          .join('');
        expect(plain, id).not.toMatch(/\p{Script=Han}\s*[,;:?!]|\p{Script=Han}\.(?!\d)/u);
        expect(plain, id).toMatch(/\p{Script=Han}/u);
      }
  });

  test('a step is found by its name, its panel and its neighbour, and nothing beyond either end', () => {
    expect(stepNamed('splitting')).toBe('splitting');
    expect(stepNamed('no such step')).toBeUndefined();
    expect(stepOfPanel('text')).toBe('cleaning');
    for (const panel of PANEL_IDS) expect(stepOfPanel(panel), panel).toBeDefined();
    expect(stepBeside('cleaning', -1)).toBe('story');
    expect(stepBeside('story', -1)).toBeUndefined();
    expect(stepBeside(IDS.at(-1) ?? 'story', 1)).toBeUndefined();
  });
});
