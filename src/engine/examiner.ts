import { taskOf } from '#corpus/tasks/draw.ts';
import { exampleBatch, spreadExamples } from '#corpus/tasks/rows.ts';
import type { RowOptions } from '#corpus/tasks/rows.ts';
import { readAnswer, scoreAnswers } from '#corpus/tasks/scoreAnswers.ts';
import type { Task } from '#corpus/tasks/task.ts';
import type { TaskReport } from '#lexicon/messages.ts';
import { fail, problem } from '#lexicon/problems.ts';
import { tensorsOf } from '#model/flatTensors.ts';
import { likeliestAt, writeOne } from './answering.ts';
import type { Pending } from './answering.ts';
import { breathe } from './breathe.ts';
import { disposeAll } from './capture.ts';
import type { Emit } from './emit.ts';
import type { Lock } from './lock.ts';
import type { Run } from './run.ts';
import { rowsOf } from './rowsOf.ts';
import { Stoppable } from './stoppable.ts';

/** Held-out examples answered by the way while training, and when asked. */
const BY_THE_WAY = 24;
/** The most that are answered in one examination. */
export const MOST_ANSWERS = 64;
/** Between two examinations by the way: time and steps. */
const EVERY_MS = 4000;
const EVERY_STEPS = 20;

type Exam = { run: Run; task: Task; rows: RowOptions; examples: readonly number[] };

/** Lets the model answer held-out examples of its task, greedily, between training steps. */
export class Examiner extends Stoppable {
  private busy = false;
  private lastMs = Number.NEGATIVE_INFINITY;
  private last: { run: Run | null; step: number } = { run: null, step: 0 };
  private readonly emit: Emit;
  private readonly current: () => Run | null;

  constructor(lock: Lock, emit: Emit, current: () => Run | null) {
    super(lock);
    this.emit = emit;
    this.current = current;
  }

  /** Examines by the way, if the run has a task and it is time; `now`: a stretch of training is over. */
  consider(now = false): void {
    const run = this.current();
    if (!run?.text?.info.examples || this.busy) return;
    const steps = run === this.last.run && run.step >= this.last.step ? run.step - this.last.step : run.step;
    const due = performance.now() - this.lastMs >= EVERY_MS && steps >= EVERY_STEPS;
    if (steps === 0 || !(now || due)) return;
    void this.examine(run, BY_THE_WAY, () => undefined).catch((error: unknown) =>
      this.emit('failure', problem('internal', { message: error instanceof Error ? error.message : String(error) })),
    );
  }

  /**
   * Answers up to `count` held-out examples (where none are held out, examples trained on) and scores the answers. A new
   * examination ends the one under way. Null when it was ended, or the model exchanged or no longer finite.
   * @throws Problem `noTask` for a model that learns the story.
   */
  async examine(run: Run, count: number, onProgress: (fraction: number) => void): Promise<TaskReport | null> {
    const task = taskOf(run.config.task);
    const rows = run.text && rowsOf(run.config, run.text);
    if (!task || !rows) throw fail('noTask', {});
    const isAwaited = this.begin();
    const isWanted = (): boolean => isAwaited() && run === this.current();
    const { train, to } = rows.spans;
    const examples = train < to.length ? spreadExamples(train, to.length, count) : spreadExamples(0, train, count);
    this.busy = true;
    this.lastMs = performance.now();
    this.last = { run, step: run.step };
    try {
      const report = await this.write({ run, task, rows, examples }, isWanted, onProgress);
      if (!report || !isWanted()) return null;
      const { step, scores } = report;
      run.history.score({ step, scores });
      this.emit('taskScores', { runId: run.id, rows: [...run.history.scores] });
      this.emit('taskReport', report);
      return report;
    } finally {
      if (isAwaited()) {
        this.busy = false;
        onProgress(1);
      }
    }
  }

  private async write(
    { run, task, rows, examples }: Exam,
    isWanted: () => boolean,
    onProgress: (fraction: number) => void,
  ): Promise<TaskReport | null> {
    const { config, text } = run;
    if (!text) return null;
    const batch = exampleBatch(rows, examples);
    const began = await this.lock.run(async () => {
      const evaluated = await run.trainer.evaluate(batch);
      const weights = tensorsOf(config, await run.trainer.weights());
      return { step: run.step, weights, lossNats: evaluated.lossSumNats / evaluated.scored };
    });
    const { from, answer, scored } = rows.spans;
    const piece = (low: number | undefined, high: number | undefined): string =>
      text.tokenizer.decode(rows.ids.subarray(low, high));
    let written: number[][];
    try {
      if (!Number.isFinite(began.lossNats)) return null;
      const fill = config.objective === 'masked' ? this.fill.bind(this) : this.continue.bind(this);
      const found = await fill({ run, task, rows, examples }, began.weights, isWanted, onProgress);
      if (!found) return null;
      written = found;
    } finally {
      disposeAll(began.weights);
    }
    const answers = examples.map((example, i) => {
      const prompt = piece(from[example], answer[example]);
      const expected = readAnswer(task, config.task_language, piece(answer[example], scored[example]));
      const got = readAnswer(task, config.task_language, text.tokenizer.decode(written[i] ?? []));
      return { prompt, expected, got, right: got === expected };
    });
    const { train, to } = rows.spans;
    return {
      runId: run.id,
      step: began.step,
      answers,
      heldOut: to.length - train,
      chance: task.labels ? 1 / task.labels[config.task_language].length : null,
      scores: scoreAnswers(task, answers, began.lossNats),
    };
  }

  /** Token by token, a turn each. */
  private async continue(
    { run, rows, examples }: Exam,
    weights: Parameters<typeof writeOne>[1],
    isWanted: () => boolean,
    onProgress: (fraction: number) => void,
  ): Promise<number[][] | null> {
    const { ids, spans } = rows;
    const texts = examples.map((example): Pending => {
      const prompt = Array.from(ids.subarray(spans.from[example], spans.answer[example]));
      return { prompt, written: [], done: false };
    });
    const most = spans.scored.reduce((longest, end, i) => Math.max(longest, end - (spans.answer[i] ?? 0)), 1);
    for (let token = 0; token < most && texts.some(({ done }) => !done); token++) {
      await this.lock.run(async () => {
        if (isWanted()) await writeOne(run.config, weights, texts, rows.padId, most);
      });
      if (!isWanted()) return null;
      onProgress((token + 1) / (most + 1));
      await breathe();
    }
    return texts.map(({ written }) => written);
  }

  /** All hidden places at once, as a masked model does. */
  private async fill(
    { run, rows, examples }: Exam,
    weights: Parameters<typeof writeOne>[1],
    isWanted: () => boolean,
  ): Promise<number[][] | null> {
    const batch = exampleBatch(rows, examples);
    const places = Array.from(batch.targets.keys()).filter((place) => (batch.targets[place] ?? -1) >= 0);
    const best = await this.lock.run(async () => (isWanted() ? likeliestAt(run.config, weights, batch, places) : null));
    if (!best) return null;
    const written = examples.map((): number[] => []);
    places.forEach((place, i) => written[Math.floor(place / batch.T)]?.push(best[i] ?? 0));
    return written;
  }
}
