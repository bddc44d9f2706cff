import type { RunConfig } from '#lexicon/config.ts';
import type { ExampleSpans } from '#lexicon/messages.ts';
import { problem } from '#lexicon/problems.ts';
import type { Problem } from '#lexicon/problems.ts';
import { clean } from '../clean.ts';
import { scoredStatistics } from '../statistics.ts';
import { admit } from '../text.ts';
import type { PrepareConfig, PreparedText } from '../text.ts';
import { learnTokenizer } from '../tokenizers/make.ts';
import type { OnProgress, Tokenizer } from '../tokenizers/tokenizer.ts';
import { drawExamples } from './draw.ts';
import { encodeExamples, textOfExamples } from './encode.ts';
import { longestExample } from './rows.ts';
import type { Task } from './task.ts';

export type TaskConfig = PrepareConfig & Pick<RunConfig, 'task' | 'task_language'>;

/** The share of the whole time that learning the vocabulary takes, roughly. */
const LEARN_SHARE = 0.6;

/** Whether a token is scored, for tokens asked for in rising order. */
function scoredIn({ answer, scored }: ExampleSpans): (at: number) => boolean {
  let example = 0;
  return (at) => {
    while (example < scored.length && at >= (scored[example] ?? 0)) example++;
    return example < scored.length && at >= (answer[example] ?? 0);
  };
}

function noticesOf(spans: ExampleSpans, context: number, learnt: number, wanted: number | null): Problem[] {
  const fits = (example: number): boolean => (spans.to[example] ?? 0) - (spans.from[example] ?? 0) - 1 <= context;
  const cut = Array.from(spans.to.keys()).filter((example) => !fits(example)).length;
  return [
    ...(cut > 0 ? [problem('examplesCut', { count: cut, longest: longestExample(spans) - 1, context })] : []),
    ...(wanted !== null && learnt < wanted ? [problem('vocabularySmall', { learnt, wanted })] : []),
  ];
}

/**
 * A task's examples as a text to learn from: drawn, a vocabulary learnt on them (unless one is given), encoded, split
 * into examples trained on and held out. The user's story stays beside it.
 * @throws ProblemError `tooFewExamples`, `textEmpty`, `textTooLong` for tasks made of the story.
 */
export async function prepareTask(
  task: Task,
  raw: string,
  config: TaskConfig,
  known: Tokenizer | null,
  onProgress?: OnProgress,
): Promise<PreparedText> {
  const story = task.usesStory ? admit(raw).text : clean(raw).text;
  const examples = drawExamples(task, config.task_language, story);
  const text = textOfExamples(examples);
  const { kind, vocab_size } = config.tokenizer;
  const options = { vocab_size, mask: config.objective === 'masked' };
  const tokenizer = known ?? (await learnTokenizer(kind, text, options, (done) => onProgress?.(LEARN_SHARE * done)));
  const { ids, spans } = await encodeExamples(tokenizer, examples, { valFraction: config.val_fraction, task }, (done) =>
    onProgress?.(LEARN_SHARE + (1 - LEARN_SHARE) * done),
  );
  const trainTokens = spans.to[spans.train - 1] ?? 0;
  onProgress?.(1);
  return {
    tokenizer,
    ids,
    info: {
      text,
      story,
      examples: spans,
      cleaning: clean(text).report,
      ids,
      vocabulary: tokenizer.pieces,
      merges: tokenizer.merges,
      trainTokens,
      ...scoredStatistics(ids, scoredIn(spans), trainTokens, tokenizer.d_vocab),
      notices: noticesOf(spans, config.n_ctx, tokenizer.d_vocab, kind === 'bpe' ? vocab_size : null),
    },
  };
}
