import { PLAIN, clean } from '#corpus/clean.ts';
import type { Preparation } from '#corpus/clean.ts';
import { prepare, prepareAgain } from '#corpus/prepare.ts';
import type { Tokenizer } from '#corpus/tokenizers/tokenizer.ts';
import { MAX_TEXT_BYTES } from '#corpus/text.ts';
import { bareText } from '#corpus/bare.ts';
import { taskOf } from '#corpus/tasks/draw.ts';
import { applyPatch, checkTrainable, checkWhole } from '#lexicon/check.ts';
import { DEFAULT_CONFIG, LEARNT_TOKENIZERS } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { BackendInfo, BackendName, BackendReason, RunInfo } from '#lexicon/messages.ts';
import { fail } from '#lexicon/problems.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { Backend } from './backend.ts';
import { consequence } from './catalogue.ts';
import { progressOf } from './emit.ts';
import type { Emit } from './emit.ts';
import { Examiner } from './examiner.ts';
import { Frames } from './frames.ts';
import { Lock } from './lock.ts';
import { Mover } from './mover.ts';
import { Player } from './player.ts';
import { Races } from './race.ts';
import { asMemory } from './refusals.ts';
import { freshRun, shelve } from './run.ts';
import type { KeptRun, Pasted, Run, RunText } from './run.ts';
import { Sampler } from './sampler.ts';

/** Earlier runs kept whole, so that a rebuild can be undone. */
const KEPT_RUNS = 4;

/** The running model and everything that may replace it. Whatever fails on the way leaves it untouched. */
export class Engine {
  readonly backend = new Backend();
  /** Held while a step runs or the model is exchanged. */
  readonly lock = new Lock();
  /** Held by everything that prepares a new model, so that changes apply in the order they came. */
  private readonly changes = new Lock();
  readonly frames: Frames;
  readonly player: Player;
  readonly sampler: Sampler;
  readonly examiner: Examiner;
  /** Called before another run takes the place of the running one. */
  beforeExchange: () => Promise<void> = async () => undefined;
  private readonly mover: Mover;
  private readonly races = new Races();
  private run: Run | null = null;
  private shelf: KeptRun[] = [];
  private nextId = 1;
  private readonly emit: Emit;

  constructor(emit: Emit) {
    this.emit = emit;
    const current = (): Run | null => this.run;
    this.frames = new Frames(this.lock, emit, current);
    this.player = new Player(this.lock, emit, this.frames, current);
    this.sampler = new Sampler(this.lock, emit, current);
    this.examiner = new Examiner(this.lock, emit, current);
    this.player.onStep = () => {
      this.sampler.consider();
      this.examiner.consider();
    };
    this.player.onRest = () => this.examiner.consider(true);
    this.mover = new Mover({
      backend: this.backend,
      lock: this.lock,
      changes: this.changes,
      emit,
      current,
      replace: (run) => {
        this.run = run;
        this.frames.request();
      },
      clear: () => this.sampler.stopAll(),
      announce: () => this.announce(),
    });
    this.player.onFailed = (error, trainer) => this.mover.failed(error, trainer);
    this.frames.onFailed = (error, trainer) => this.mover.lookFailed(error, trainer);
  }

  /** The running model. @throws when nothing has been opened yet. */
  running(): Run {
    if (!this.run) throw fail('internal', { message: 'no model has been built yet' });
    return this.run;
  }

  info(): RunInfo {
    const { id, config, step, base } = this.running();
    const { parameters } = weightLayout(config);
    return { runId: id, config, step, parameters, ...(base ? { tuned: true as const } : {}) };
  }

  /**
   * A new model on a text; the settings are those of the running model, or the defaults. Without settings a task that is
   * not made of a story is left for the story.
   */
  openText(raw: string, settings?: RunConfig, preparation: Preparation = PLAIN): Promise<{ tokens: number; d_vocab: number }> {
    return this.changes.run(async () => {
      const given = settings ?? this.run?.config ?? DEFAULT_CONFIG;
      const leaves = settings === undefined && taskOf(given.task)?.usesStory !== true;
      const config = leaves ? { ...given, task: 'story' as const } : given;
      const text = await this.prepare({ text: raw, preparation }, config);
      await this.build({ ...config, d_vocab: text.tokenizer.d_vocab }, text);
      return { tokens: text.ids.length, d_vocab: text.tokenizer.d_vocab };
    });
  }

  /** Applies settings; builds a new model only if it must. */
  configure(patch: Partial<RunConfig>): Promise<{ rebuilt: boolean }> {
    return this.changes.run(async () => {
      const from = this.running();
      const wanted = applyPatch(from.config, patch);
      const reach = consequence(from.config, wanted);
      if (reach === 'now') {
        await this.lock.run(() => {
          from.config = wanted;
          this.emit('run', this.info());
        });
        return { rebuilt: false };
      }
      const text = reach === 'model' ? from.text : await this.textFor(from, wanted, patch);
      await this.build({ ...wanted, d_vocab: text?.tokenizer.d_vocab ?? wanted.d_vocab }, text);
      return { rebuilt: true };
    });
  }

  /** The same model anew from its seed. */
  reset(): Promise<RunInfo> {
    return this.changes.run(async () => {
      const { config, text } = this.running();
      await this.build(config, text);
      return this.info();
    });
  }

  /** Brings a kept run back; the running one takes its place on the shelf. */
  restore(runId: number): Promise<RunInfo> {
    return this.changes.run(async () => {
      if (this.run?.id === runId) return this.info();
      const kept = this.shelf.find(({ id }) => id === runId);
      if (!kept) throw fail('runGone', { runId });
      await this.exchange(kept);
      this.shelf = this.shelf.filter((each) => each !== kept);
      return this.info();
    });
  }

  /** Opens a run that came from a file; it gets a number of its own. */
  open(kept: Omit<KeptRun, 'id'>): Promise<RunInfo> {
    return this.changes.run(async () => {
      checkWhole(kept.config);
      await this.exchange({ ...kept, id: this.nextId++ });
      await this.preferFaster();
      return this.info();
    });
  }

  /** Back to the newest state whose numbers were finite, with a new learning rate. */
  rewind(learningRate: number): Promise<RunInfo> {
    return this.changes.run(async () => {
      const run = this.running();
      const config = applyPatch(run.config, { learning_rate: learningRate });
      await this.lock.run(() => {
        const { step, state } = run.lastGood;
        run.trainer.load(state);
        run.config = config;
        run.step = step;
        run.history.truncate(step);
        run.checkpoints.truncate(step);
        this.announce();
      });
      return this.info();
    });
  }

  /** Carries the running model over to another backend. */
  setBackend(name: BackendName, reason: BackendReason = 'chosen'): Promise<BackendInfo> {
    return this.changes.run(async () => {
      const { name: current, available } = this.backend.info();
      if (!available.includes(name)) throw fail('backendMissing', { name: String(name), available: available.join(', ') });
      if (current === name) this.emit('backend', this.backend.keep(reason));
      else await this.mover.carryOver(name, reason);
      return this.backend.info();
    });
  }

  /** The vocabulary that came with a model from a file, which is kept as long as the settings say so; null where one is to be learnt. */
  private tokenizerOfFile({ tokenizer: { kind }, objective }: RunConfig): Tokenizer | null {
    if (kind !== 'file') return null;
    const own = this.run?.text?.tokenizer;
    if (own?.kind !== 'file')
      throw fail('fieldChoice', { field: 'tokenizer.kind', options: LEARNT_TOKENIZERS.join(', '), got: kind });
    if (objective === 'masked' && own.maskId === null) throw fail('fileObjective', { objective });
    return own;
  }

  private async prepare(pasted: Pasted, config: RunConfig): Promise<RunText> {
    // What is too long is refused before anything is done to it.
    const cleaned = pasted.text.length <= MAX_TEXT_BYTES ? clean(pasted.text, pasted.preparation) : null;
    const raw = cleaned?.text ?? pasted.text;
    const onProgress = progressOf(this.emit, 'tokenize');
    try {
      const ofFile = this.tokenizerOfFile(config);
      const prepared = await (ofFile ? prepareAgain(ofFile, raw, config, onProgress) : prepare(raw, config, onProgress));
      if (prepared.info.text !== cleaned?.text) return { ...prepared, raw };
      return { ...prepared, info: { ...prepared.info, cleaning: cleaned.report }, raw, pasted };
    } finally {
      onProgress(1);
    }
  }

  private async textFor(run: Run, wanted: RunConfig, patch: Partial<RunConfig>): Promise<RunText | null> {
    if (patch.d_vocab !== undefined || !run.text) return null;
    return this.prepare(run.text.pasted ?? { text: run.text.raw, preparation: PLAIN }, wanted);
  }

  private async build(wanted: RunConfig, text: RunText | null): Promise<void> {
    // What fine-tuning left as it was is nothing worth keeping in a model that begins anew.
    const config = this.run?.base ? { ...wanted, frozen: [] } : wanted;
    checkWhole(config);
    checkTrainable(config);
    try {
      await this.exchange(freshRun(this.nextId++, config, text));
    } catch (error) {
      throw asMemory(error, config);
    }
    await this.preferFaster();
  }

  /** Puts a run in the place of the running one, which is kept; training, if it plays, goes on with the new. */
  private async exchange(next: KeptRun): Promise<void> {
    await this.beforeExchange();
    await this.lock.run(async () => {
      const onProgress = progressOf(this.emit, 'build');
      const replacement = await this.mover.build(next, onProgress).finally(() => onProgress(1));
      this.sampler.stopAll();
      if (this.run) this.shelf = [...this.shelf, await shelve(this.run)].slice(-KEPT_RUNS);
      this.run = replacement;
      this.frames.seek = null;
      this.frames.other = null;
      this.frames.held = null;
      this.announce();
    });
  }

  /** With a real GPU and nobody's choice, a model is timed on GPU and CPU unless earlier races tell; the faster gets it. */
  private async preferFaster(): Promise<void> {
    const { reason } = this.backend.info();
    if ((reason !== 'gpu' && reason !== 'fasterCpu') || this.running().trainer.kind === 'still') return;
    const known = this.races.known(this.running().config);
    if (reason === 'fasterCpu') {
      if (known === 'cpu') return;
      try {
        await this.mover.carryOver('webgpu', 'gpu');
      } catch {
        return; // The GPU is gone: the model stays where it is.
      }
    }
    const winner = known ?? (await this.lock.run(() => this.races.race(this.running())));
    if (winner === 'cpu') await this.mover.carryOver('wasm', 'fasterCpu');
  }

  /** Tells the page all there is to know of the running model. */
  private announce(): void {
    const { id: runId, config, text, history, checkpoints } = this.running();
    this.emit('run', this.info());
    this.emit('text', { ...(text?.info ?? bareText(config.d_vocab)), runId });
    this.emit('metrics', { runId, columns: history.since(0), all: true });
    this.emit('evaluations', { runId, rows: history.evaluations, all: true });
    this.emit('samples', { runId, rows: history.samples, all: true });
    this.emit('taskScores', { runId, rows: history.scores });
    this.emit('checkpoints', { runId, steps: checkpoints.steps() });
    this.emit('interventions', { runId, list: this.running().interventions ?? [] });
    this.player.rebase(history.length);
    this.frames.request();
  }
}
