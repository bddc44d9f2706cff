import { LOGITS } from '#lexicon/graph.ts';
import { checkInterventions } from '#lexicon/interventions.ts';
import type { Intervention } from '#lexicon/interventions.ts';
import { fail } from '#lexicon/problems.ts';
import type { Untouched, WritingCommands } from '#lexicon/writing.ts';
import { tensorsOf } from '#model/flatTensors.ts';
import { Ablater } from './ablate.ts';
import { askedOf } from './asked.ts';
import { look } from './capture.ts';
import { progressOf } from './emit.ts';
import type { Emit } from './emit.ts';
import type { Engine } from './engine.ts';
import { Patcher } from './patching.ts';
import type { Run } from './run.ts';
import { stopping } from './stoppable.ts';
import { TwinLab } from './twins.ts';

type Part = {
  [N in 'intervene' | 'ablate' | 'stopAblate' | 'untouched' | 'twins' | 'stopTwins' | 'patch' | 'stopPatch' | 'putIn']: (
    args: WritingCommands[N]['args'],
  ) => Promise<WritingCommands[N]['result']>;
};

/** What the probe reads without the changes in force, and with them. The lock is held. */
async function untouched(run: Run, wanted: number | null, position: number): Promise<Untouched> {
  const { config } = run;
  const kept = run.checkpoints.nearest(wanted);
  const step = kept?.step ?? run.step;
  const asked = askedOf(run);
  if (!Number.isInteger(position) || position < 0 || position >= asked.ids.length)
    throw fail('fieldRange', { field: 'position', min: 0, max: asked.ids.length - 1, got: String(position) });
  const read = async (interventions: readonly Intervention[]): Promise<Untouched['changed']> => {
    const weights = kept ? tensorsOf(config, kept.weights) : run.trainer.tensors();
    const sequence = { runId: run.id, step, live: !kept, config, ...asked, interventions };
    const frame = await look(sequence, weights, [LOGITS, 'probe.loss']);
    const [logits, losses] = frame.entries.map(({ offset, length }) => frame.data.slice(offset, offset + length));
    const V = config.d_vocab;
    return {
      losses: losses ?? new Float32Array(0),
      logits: logits?.slice(position * V, (position + 1) * V) ?? new Float32Array(0),
    };
  };
  return { step, position, ...(await read([])), changed: await read(asked.interventions ?? []) };
}

/** The commands that change the forward pass, for good or for a comparison. */
export function interventionHandlers(engine: Engine, emit: Emit): Part {
  const ablater = new Ablater(engine.lock);
  const twinLab = new TwinLab(engine.lock);
  const patcher = new Patcher(engine.lock);
  const [ablating, twinning, patching] = [progressOf(emit, 'ablate'), progressOf(emit, 'twins'), progressOf(emit, 'patch')];
  return {
    intervene: ({ list }) =>
      engine.lock.run(async () => {
        const run = engine.running();
        run.interventions = checkInterventions(run.config, list);
        emit('interventions', { runId: run.id, list: run.interventions });
        engine.frames.request();
        return null;
      }),
    ablate: ({ step }) => ablater.ablate(engine.running(), step, ablating),
    stopAblate: stopping(ablater, ablating),
    untouched: ({ step, position }) => engine.lock.run(() => untouched(engine.running(), step, position)),
    twins: ({ broken, steps }) =>
      twinLab.train(engine.running(), broken, steps, twinning, (losses) => emit('twinLosses', losses)),
    stopTwins: stopping(twinLab, twinning),
    patch: (args) => patcher.map(engine.running(), args, patching),
    stopPatch: stopping(patcher, patching),
    putIn: (args) => patcher.putIn(engine.running(), args),
  };
}
