import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, TASK_LANGUAGES, LEARNT_TOKENIZERS } from '#lexicon/config.ts';
import { ProblemError } from '#lexicon/problems.ts';
import { prepare } from '../prepare.ts';
import { learnTokenizer } from '../tokenizers/make.ts';
import { clean } from '../clean.ts';
import { drawExamples } from './draw.ts';
import { encodeExamples, textOfExamples } from './encode.ts';
import { tasks } from './index.ts';
import { exampleBatch, sampleExamples, spreadExamples } from './rows.ts';
import { sentencesOf } from './nextSentence.ts';
import type { Example, Task } from './task.ts';

const STORY = Array.from({ length: 40 }, (_, i) => `The bell rang ${i} times. Nobody heard it! Did ${i} gulls?`).join(' ');
/** Of each task so many examples are looked at. */
const ENOUGH = 200;
const all: readonly Task[] = Object.values(tasks);

/** Material of the user's own, as each task that needs some reads it. */
const materialOf = (id: string): string =>
  id === 'talks' ? Array.from({ length: 160 }, (_, i) => `Ann: Bell ${i}?\nBen: It rang ${i * 7} times.`).join('\n\n') : STORY;

describe.each(all.map((task) => [task.id, task] as const))('%s', (id, task) => {
  test.each(TASK_LANGUAGES)(
    '%s: examples are different, always the same, clean, in one line, and do what the task says',
    (language) => {
      const examples = drawExamples(task, language, materialOf(id));
      expect(drawExamples(task, language, materialOf(id))).toEqual(examples);
      expect(new Set(examples.map(({ prompt }) => prompt)).size).toBe(examples.length);
      expect(examples.length).toBeGreaterThan(150);
      const isSound = ({ prompt, answer }: Example): boolean =>
        !prompt.includes('\n') &&
        !answer.includes('\n') &&
        prompt === prompt.trim() &&
        answer === answer.trimEnd() &&
        (task.labels?.[language].includes(answer) ?? true) &&
        (RULES[id]?.({ prompt, answer }) ?? true);
      expect([...examples, task.example[language]].filter((example) => !isSound(example))).toEqual([]);
      const text = textOfExamples(examples);
      expect(clean(text).text).toBe(text);
    },
  );

  test('the ids decode to the text, whatever the tokenizer, and every answer is scored and nothing else', async () => {
    const examples = drawExamples({ ...task, count: ENOUGH }, 'en', materialOf(id));
    const text = textOfExamples(examples);
    for (const kind of LEARNT_TOKENIZERS) {
      const tokenizer = await learnTokenizer(kind, text, { vocab_size: 320 });
      const { ids, spans } = await encodeExamples(tokenizer, examples, { valFraction: 0.1, task });
      expect(tokenizer.decode(ids)).toBe(text);
      const piece = (from: Int32Array, to: Int32Array, i: number) => tokenizer.decode(ids.subarray(from[i], to[i]));
      const shown = spreadExamples(0, spans.to.length, 12);
      const lines = text.split('\n');
      for (const i of shown) {
        expect(piece(spans.from, spans.to, i)).toBe(`${lines[i] ?? ''}\n`);
        const answer = piece(spans.answer, spans.scored, i);
        expect(task.labels ? task.labels.en.includes(answer) : answer.endsWith('\n')).toBe(true);
      }
      const options = { ids, spans, T: 400, objective: 'causal', maskId: null, padId: tokenizer.encode('\n')[0] ?? 0 } as const;
      const batch = exampleBatch(options, shown);
      shown.forEach((i, b) => {
        const targets = batch.targets.subarray(b * batch.T, (b + 1) * batch.T).filter((target) => target >= 0);
        expect(tokenizer.decode(targets)).toBe(piece(spans.answer, spans.scored, i));
      });
    }
  });
});

/** What must hold between a prompt and its answer, where that can be said without repeating the generator. */
const RULES: Readonly<Record<string, (example: Example) => boolean>> = {
  copy: ({ prompt, answer }) => prompt === `${answer.trim()} =`,
  reverse: ({ prompt, answer }) => prompt === `${answer.trim().split(' ').toReversed().join(' ')} <`,
  sort: ({ prompt, answer }) => prompt.slice(0, -2).split(' ').toSorted().join(' ') === answer.trim(),
  addition: ({ prompt, answer }) => {
    const [a, , b] = prompt.split(' ').map(Number);
    return (a ?? 0) + (b ?? 0) === Number(answer);
  },
  induction: ({ prompt, answer }) => prompt.split(' | ')[0] === `${prompt.at(-1) ?? ''}${answer}`,
  entities: ({ prompt, answer }) => prompt.split(' ').length - 1 === answer.trim().split(' ').length,
  questions: ({ prompt, answer }) => {
    const last = /(\p{L}+)[.。]$/u.exec(answer.replace(/^(?:是|带了|带到)/, ''))?.[1];
    return last !== undefined && prompt.includes(last);
  },
  summary: ({ prompt, answer }) =>
    answer.startsWith(' ')
      ? answer
          .trim()
          .slice(0, -1)
          .split(' ')
          .filter((word) => !['took', 'the', 'to'].includes(word))
          .every((word) => prompt.includes(word))
      : true,
};

test('a pair of sentences follows each other exactly where the label says so', () => {
  const sentences = sentencesOf(STORY);
  expect(sentences.slice(0, 3)).toEqual(['The bell rang 0 times.', 'Nobody heard it!', 'Did 0 gulls?']);
  const examples = drawExamples(tasks.nextSentence, 'en', STORY);
  const isTrue = ({ prompt, answer }: Example): boolean => {
    const [first = '', second = ''] = prompt.replace(' Next?', '').split(' | ');
    const follows = sentences.some((sentence, i) => sentence === first && sentences[i + 1] === second);
    // The one sentence that stands there often has more than one successor.
    return answer === ' yes' ? follows : !follows || first.startsWith('Nobody');
  };
  expect(examples.filter((example) => !isTrue(example))).toEqual([]);
  const share = examples.filter(({ answer }) => answer === ' yes').length / examples.length;
  expect(Math.abs(share - 0.5)).toBeLessThan(0.1);
});

test('a story of a hundred thousand sentences is paired like a short one', () => {
  const story = Array.from({ length: 100_000 }, (_, i) => `Bell ${i}.`).join(' ');
  expect(drawExamples(tasks.nextSentence, 'en', story)).toHaveLength(tasks.nextSentence.count);
});

test('a story of few sentences is refused with what was found and what is needed', () => {
  expect(() => drawExamples(tasks.nextSentence, 'en', 'One. Two. Three.')).toThrow(ProblemError);
});

test('training draws from the training examples alone, the same by seed and step; the held-out ones come behind', async () => {
  const { ids, info, tokenizer } = await prepare('', { ...DEFAULT_CONFIG, task: 'copy', val_fraction: 0.1 });
  const spans = info.examples;
  if (!spans) throw new Error('no spans came');
  expect(spans.train).toBe(5400);
  expect(info.trainTokens).toBe(spans.from[spans.train]);
  const base = { ids, spans, T: 32, objective: 'causal', maskId: null, padId: tokenizer.encode('\n')[0] ?? 0 } as const;
  const draw = (seed: number, step: number) => sampleExamples({ ...base, B: 8, seed, step });
  expect(draw(1, 1)).toEqual(draw(1, 1));
  expect(draw(1, 2)).not.toEqual(draw(1, 1));
  expect(draw(2, 1)).not.toEqual(draw(1, 1));
  const only = { ...spans, train: 1 };
  const first = exampleBatch({ ...base, spans: only }, [0]);
  expect(sampleExamples({ ...base, spans: only, B: 1, seed: 1, step: 9 })).toEqual(first);
});

test('where an example is longer than the context its beginning falls off, never its answer', async () => {
  const { ids, info, tokenizer } = await prepare('', { ...DEFAULT_CONFIG, task: 'questions', n_ctx: 16 });
  const spans = info.examples;
  if (!spans) throw new Error('no spans came');
  expect(info.notices.map(({ code }) => code)).toContain('examplesCut');
  const options = { ids, spans, T: 16, objective: 'causal', maskId: null, padId: 0 } as const;
  const batch = exampleBatch(options, [0, 1, 2]);
  expect(batch.T).toBe(16);
  [0, 1, 2].forEach((i) => {
    const scored = batch.targets.subarray(i * 16, i * 16 + 16).filter((target) => target >= 0);
    expect(tokenizer.decode(scored)).toBe(tokenizer.decode(ids.subarray(spans.answer[i], spans.scored[i])));
  });
});

test('with the masked objective the answer is hidden and asked for at its own place', async () => {
  const { ids, info, tokenizer } = await prepare('', { ...DEFAULT_CONFIG, task: 'copy', objective: 'masked' });
  const { maskId } = tokenizer;
  const spans = info.examples;
  if (!spans || maskId === null) throw new Error('no spans or no [MASK] came');
  const batch = exampleBatch({ ids, spans, T: 32, objective: 'masked', maskId, padId: 0 }, [0]);
  batch.ids.forEach((id, t) => expect(id === maskId).toBe((batch.targets[t] ?? -1) >= 0));
  const restored = batch.ids.map((id, t) => (id === maskId ? (batch.targets[t] ?? 0) : id));
  expect(tokenizer.decode(restored.subarray(0, spans.to[0]))).toBe(tokenizer.decode(ids.subarray(0, spans.to[0])));
});
