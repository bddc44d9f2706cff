import { LOGITS } from '#lexicon/graph.ts';
import { checkInterventions } from '#lexicon/interventions.ts';
import type { GenerateArgs, GenerateResult } from '#lexicon/messages.ts';
import { ProblemError, fail, problem } from '#lexicon/problems.ts';
import { tensorsOf } from '#model/flatTensors.ts';
import { breathe } from './breathe.ts';
import type { Emit } from './emit.ts';
import { Generation } from './generation.ts';
import type { Lock } from './lock.ts';
import { weightsAt } from './run.ts';
import type { Run } from './run.ts';
import { encodeInput, decodeIds } from './input.ts';

/** Tokens of a text sampled by itself while training. */
const SAMPLE_TOKENS = 48;
/** However fast the steps go, texts follow no faster than one can glance at them. */
export const SAMPLE_EVERY_MS = 3000;
/** Tokens of the story that a sampled text starts from when no prompt was given. */
const PROMPT_TOKENS = 3;

/** Whether what was written holds one of the texts that end it. */
function stopsAt(run: Run, { ids }: Generation, promptLength: number, stops: readonly string[] = []): boolean {
  if (stops.length === 0) return false;
  const written = decodeIds(run, ids.slice(promptLength));
  return stops.some((stop) => written.includes(stop));
}

/** Draws texts from the model: those asked for, and one every so many steps while it trains. */
export class Sampler {
  everySteps = 100;
  everyMs = SAMPLE_EVERY_MS;
  prompt = '';
  private readonly running = new Set<Generation>();
  private lastMs = Number.NEGATIVE_INFINITY;
  private lastStep = 0;
  private sampling = false;
  private readonly lock: Lock;
  private readonly emit: Emit;
  private readonly current: () => Run | null;

  constructor(lock: Lock, emit: Emit, current: () => Run | null) {
    this.lock = lock;
    this.emit = emit;
    this.current = current;
  }

  /** Continues a prompt; when stopped early it answers with what there is. */
  async generate(run: Run, args: GenerateArgs, onProgress?: (fraction: number) => void): Promise<GenerateResult> {
    if (run.config.objective === 'masked') throw fail('maskedGeneration', {});
    checkInterventions(run.config, args.interventions ?? []);
    const prompt = args.prompt === '' ? this.opening(run) : encodeInput(run, args.prompt);
    // Tensors of its own: those of a trainer may show newer weights by and by.
    const generation = await this.lock.run(async () => {
      const { step = null } = args;
      const weights =
        step === null && run.trainer.kind === 'still'
          ? run.trainer.tensors()
          : tensorsOf(run.config, (await weightsAt(run, step)).weights);
      return new Generation(run.config, weights, prompt, args, run.interventions);
    });
    this.running.add(generation);
    try {
      while (!generation.done) {
        // A turn a token: training steps take theirs in between.
        await this.lock.run(() => generation.advance());
        if (stopsAt(run, generation, prompt.length, args.stop)) break;
        onProgress?.(generation.steps.length / args.max_new_tokens);
        await breathe();
      }
    } finally {
      onProgress?.(1);
      generation.stop();
      this.running.delete(generation);
    }
    if (generation.broken) throw fail('diverged', { step: run.step, tensor: LOGITS, lastGood: run.lastGood.step });
    return { text: decodeIds(run, generation.ids), ids: generation.ids, steps: generation.steps };
  }

  /** Ends all texts being drawn. */
  stopAll(): void {
    for (const generation of this.running) generation.stop();
  }

  /** Starts the next sampled text if one is due. */
  consider(): void {
    const run = this.current();
    if (!run || this.everySteps === 0 || this.sampling || run.config.objective === 'masked') return;
    if (run.step < this.lastStep) this.lastStep = 0;
    const now = performance.now();
    if (run.step - this.lastStep < this.everySteps || now - this.lastMs < this.everyMs) return;
    this.lastStep = run.step;
    this.lastMs = now;
    this.sampling = true;
    void this.sample(run).finally(() => {
      this.sampling = false;
    });
  }

  private async sample(run: Run): Promise<void> {
    const { config, step } = run;
    const { temperature, top_k, top_p, seed } = config;
    const args = { prompt: this.prompt, max_new_tokens: SAMPLE_TOKENS, temperature, top_k, top_p, seed: seed + step };
    try {
      const { text, steps } = await this.generate(run, args);
      if (steps.length === 0 || run !== this.current()) return;
      const row = { step, prompt: this.prompt, text };
      run.history.samples.push(row);
      this.emit('samples', { runId: run.id, rows: [row], all: false });
    } catch (error) {
      // That the model has diverged is said by the player, with the tensor that was first.
      if (error instanceof ProblemError && error.problem.code === 'diverged') return;
      this.emit('failure', problem('internal', { message: error instanceof Error ? error.message : String(error) }));
    }
  }

  /** Where a text without a prompt begins: as the story does, or with what the first held-out example of a task asks. */
  private opening(run: Run): number[] {
    if (!run.text) throw fail('inputEmpty', {});
    const spans = run.text.info.examples;
    const first = spans && Math.min(spans.train, spans.to.length - 1);
    if (spans && first !== undefined) return Array.from(run.text.ids.subarray(spans.from[first], spans.answer[first]));
    return Array.from(run.text.ids.subarray(0, PROMPT_TOKENS));
  }
}
