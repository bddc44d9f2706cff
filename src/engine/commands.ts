import type { CommandName, Commands } from '#lexicon/commands.ts';
import type { GenerateArgs, ReadResult } from '#lexicon/messages.ts';
import { applyPatch, checkTrainable } from '#lexicon/check.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import { fail, problem } from '#lexicon/problems.ts';
import { tensorsOf } from '#model/flatTensors.ts';
import { askedOf } from './asked.ts';
import { benchmark } from './benchmark.ts';
import { look } from './capture.ts';
import { CATALOGUE } from './catalogue.ts';
import { progressOf } from './emit.ts';
import type { Emit } from './emit.ts';
import type { Engine } from './engine.ts';
import { folderHandlers } from './folderCommands.ts';
import { tuneHandlers } from './tuneCommands.ts';
import { examinerHandlers } from './examinerCommands.ts';
import { encodeInput, tokenTexts } from './input.ts';
import { classify, needsTwoTokens, readSlot, writeWeight } from './reading.ts';
import { Keeper } from './keep/keeper.ts';
import { keepHandlers, openFirst, startKeeping } from './keepCommands.ts';
import { openRecorded, recordRun } from './recording.ts';
import type { Run } from './run.ts';
import { SAMPLE_EVERY_MS } from './sampler.ts';
import { Scanner } from './scan.ts';
import { stopping } from './stoppable.ts';
import { apartHandlers } from './apartCommands.ts';
import { interventionHandlers } from './interventionCommands.ts';
import { writingHandlers } from './writingCommands.ts';
import { weightHandlers } from './weightCommands.ts';
import { scoreHandlers } from './scoreCommands.ts';
import { textHandlers } from './textCommands.ts';

/** The longest text drawn in one go. */
const MAX_NEW_TOKENS = 4096;

type Handlers = { [N in CommandName]: (args: Commands[N]['args']) => Promise<Commands[N]['result']> };

/** Kept steps in a sentence: all of a few, else the ends. */
function listed(steps: Float64Array): string {
  return steps.length <= 8 ? steps.join(', ') : `${steps.subarray(0, 3).join(', ')} … ${steps.subarray(-2).join(', ')}`;
}

/** Reads one named array at the newest or at a kept step. The lock is held. */
async function readNow(run: Run, name: string, step: number | undefined): Promise<ReadResult> {
  const { config, ids } = run;
  const wanted = classify(config, name);
  const kept = step === undefined || step === run.step ? undefined : run.checkpoints.exact(step);
  if (step !== undefined && step !== run.step && !kept)
    throw fail('stepNotKept', { step, kept: listed(run.checkpoints.steps()) });
  switch (wanted.kind) {
    case 'weight':
      return readSlot(kept?.weights ?? (await run.trainer.weights()), wanted.slot);
    case 'moment':
      if (kept) throw fail('stepNotKept', { step: kept.step, kept: String(run.step) });
      return readSlot((await run.trainer.state())[wanted.moment], wanted.slot);
    case 'probed': {
      if (ids.length < 2 && needsTwoTokens(name)) throw fail('gradientNeedsProbe', { name });
      const weights = kept ? tensorsOf(config, kept.weights) : run.trainer.tensors();
      const { entries, data } = await look(
        { runId: run.id, step: kept?.step ?? run.step, live: !kept, config, ...askedOf(run) },
        weights,
        [name],
      );
      return { shape: [...(entries[0]?.shape ?? [])], data };
    }
  }
}

/** @throws fieldRange, fieldType for settings that cannot be drawn with. */
function checkGeneration(args: GenerateArgs): GenerateArgs {
  const { temperature, top_k, top_p, max_new_tokens, prompt } = args;
  applyPatch(DEFAULT_CONFIG, { temperature, top_k, top_p });
  if (typeof prompt !== 'string') throw fail('inputType', { got: typeof prompt });
  if (!Number.isInteger(max_new_tokens) || max_new_tokens < 1 || max_new_tokens > MAX_NEW_TOKENS) {
    throw fail('fieldRange', { field: 'max_new_tokens', min: 1, max: MAX_NEW_TOKENS, got: String(max_new_tokens) });
  }
  return args;
}

async function fetchRun(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw fail('notRecorded', { found: `HTTP ${response.status}` });
  return new Uint8Array(await response.arrayBuffer());
}

/** What the engine does on each command. */
export function handlers(engine: Engine, emit: Emit): Handlers {
  const running = (): Run => engine.running();
  const scanner = new Scanner(engine.lock);
  const scanning = progressOf(emit, 'scan');
  const keeper = new Keeper(engine, emit);
  engine.beforeExchange = () => keeper.beforeExchange();
  return {
    boot: async ({ runUrl, text, config, backend, wasmBase, keep }) => {
      emit('catalogue', CATALOGUE);
      emit('backend', await engine.backend.start(wasmBase, backend));
      const settings = config === undefined && text === undefined ? undefined : applyPatch(DEFAULT_CONFIG, config ?? {});
      if (keep) await startKeeping(keeper);
      const link = text === undefined ? null : { text, config: settings ?? DEFAULT_CONFIG, anyText: keep?.anyText === true };
      if (keep && (await openFirst(keeper, emit, keep.key, link))) return engine.info();
      if (runUrl !== undefined && text === undefined) await engine.open((await openRecorded(await fetchRun(runUrl))).kept);
      else await engine.openText(text ?? '', settings);
      if (keep) keeper.leaveAlone();
      return engine.info();
    },
    setBackend: ({ name }) => engine.setBackend(name),
    configure: ({ patch }) => engine.configure(patch),
    loadText: async ({ text, patch, cleaning }) => {
      if (typeof text !== 'string') throw fail('inputType', { got: typeof text });
      return engine.openText(
        text,
        patch ? applyPatch(running().config, patch) : undefined,
        cleaning && { choice: cleaning, rounds: [] },
      );
    },
    ...textHandlers(engine),
    train: async ({ steps }) => {
      if (steps !== null && (!Number.isInteger(steps) || steps < 1)) {
        throw fail('fieldRange', { field: 'steps', min: 1, max: Number.MAX_SAFE_INTEGER, got: String(steps) });
      }
      checkTrainable(running().config);
      if (!running().text) throw fail('textEmpty', { tokens: 0 });
      const result = await engine.player.train(steps);
      if (steps !== null) await keeper.settle();
      return result;
    },
    pause: async () => {
      engine.sampler.stopAll();
      await engine.player.pause();
      await keeper.settle();
      return null;
    },
    reset: () => engine.reset(),
    restoreRun: ({ runId }) => engine.restore(runId),
    rewind: ({ learningRate }) => engine.rewind(learningRate),
    watch: async ({ names }) => {
      engine.frames.watched = [...names];
      engine.frames.request();
      return null;
    },
    probe: async ({ input, ofText }) => {
      const run = running();
      const all = encodeInput(run, input);
      const ids = all.slice(-run.config.n_ctx);
      if (ids.length < all.length) emit('failure', problem('inputCut', { tokens: all.length, context: run.config.n_ctx }));
      run.ids = Int32Array.from(ids);
      run.asIs = typeof input !== 'string' && ofText !== true;
      engine.frames.request();
      return { ids, tokens: tokenTexts(run, ids) };
    },
    seek: async ({ step }) => {
      const run = running();
      const kept = run.checkpoints.nearest(step);
      engine.frames.seek = kept?.step ?? null;
      engine.frames.request();
      return { step: kept?.step ?? run.step };
    },
    read: ({ name, step }) => engine.lock.run(() => readNow(running(), name, step)),
    write: ({ weight, data }) =>
      engine.lock.run(async () => {
        await writeWeight(running(), weight, data);
        engine.frames.request();
        return null;
      }),
    generate: async (args) => engine.sampler.generate(running(), checkGeneration(args), progressOf(emit, 'generate')),
    scan: async (args) => scanner.scan(running(), args, scanning),
    stopScan: stopping(scanner, scanning),
    ...scoreHandlers(engine, emit),
    ...examinerHandlers(engine, emit),
    ...apartHandlers(engine),
    ...weightHandlers(engine, emit),
    ...interventionHandlers(engine, emit),
    ...writingHandlers(engine, emit),
    record: ({ checkpoints, width = 'small', name = '', playhead = null, purpose = 'run' }) =>
      engine.lock.run(() => recordRun(running(), { checkpoints, width, name, playhead, purpose })),
    ...folderHandlers(engine, keeper),
    ...tuneHandlers(engine, keeper, emit),
    openRecorded: async ({ bytes }) => {
      const { kept, name } = await openRecorded(bytes);
      return keeper.exchange(async () => {
        const info = await engine.open(kept);
        keeper.adopt(name);
        return info;
      });
    },
    ...keepHandlers(keeper),
    sampling: async ({ everySteps, prompt, everyMs }) => {
      engine.sampler.everySteps = everySteps;
      engine.sampler.prompt = prompt;
      engine.sampler.everyMs = everyMs ?? SAMPLE_EVERY_MS;
      return null;
    },
    bench: (args) => benchmark(engine, args),
  };
}
