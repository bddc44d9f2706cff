import { backend as currentBackend, getBackend } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Batch } from '#lexicon/batch.ts';
import { STEP_FIELDS } from '../../kernels/shader.ts';
import type { Evaluated, StepSettings, Trainer, TrainerFactory, TrainerState } from '../trainer.ts';
import { batchSizes } from './batchSizes.ts';
import type { BatchSizes } from './batchSizes.ts';
import { bindPasses } from './boundPasses.ts';
import type { BoundPasses } from './boundPasses.ts';
import { modelBuffers } from './buffers.ts';
import { chooseTuning } from './chooseTuning.ts';
import { listenForErrors, scoped } from './deviceErrors.ts';
import { frozenBlocks } from './frozenBlocks.ts';
import { pack, paddedLayout, unpack } from './paddedLayout.ts';
import { blueprint } from './passes.ts';
import type { Blueprint, Pass } from './passes.ts';
import { compilePipelines } from './pipelines.ts';
import { encodeReadBack } from './readBack.ts';
import type { Source } from './readBack.ts';
import { createScalarRing } from './scalarRing.ts';
import { sortTokens } from './sortTokens.ts';
import { NO_UPDATE, stepUniform } from './stepUniform.ts';
import { trainingPasses } from './trainingPasses.ts';
import type { TrainingPasses } from './trainingPasses.ts';
import type { Tuning } from './tuning.ts';
import { WEIGHT_TENSOR_SHADER, createWeightTensors } from './weightTensors.ts';

function webgpuBackend(): WebGPUBackend {
  if (getBackend() !== 'webgpu') throw new Error(`planTrainer: the backend is '${getBackend()}', 'webgpu' was wanted`);
  return currentBackend() as WebGPUBackend;
}

function checkBatch({ ids, targets, B, T }: Batch, n_ctx: number): void {
  if (!(B >= 1 && T >= 1 && T <= n_ctx))
    throw new Error(`planTrainer: a batch of ${B}×${T} came, B ≥ 1 and 1 ≤ T ≤ ${n_ctx} were wanted`);
  if (ids.length !== B * T || targets.length !== B * T) {
    throw new Error(`planTrainer: ${ids.length} ids and ${targets.length} targets came, ${B * T} of each were wanted`);
  }
}

function countScored(targets: Int32Array, vocabulary: number): number {
  let scored = 0;
  for (const target of targets) {
    if (!(target >= -1 && target < vocabulary))
      throw new Error(`planTrainer: target ${target} came, −1 … ${vocabulary - 1} was wanted`);
    if (target >= 0) scored++;
  }
  return scored;
}

type Equipment = { uniform: GPUBuffer; bound: BoundPasses; destroy: () => void };

/** All that a model has on the device as long as it lives. */
function equip(
  device: GPUDevice,
  plan: Blueprint,
  passes: readonly Pass[],
  pipelines: ReadonlyMap<string, GPUComputePipeline>,
): Equipment {
  const model = modelBuffers(device, plan);
  const uniform = device.createBuffer({
    label: 'step',
    size: STEP_FIELDS.length * 4,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  const bound = bindPasses(device, plan, passes, pipelines, model, uniform);
  const destroy = (): void => {
    bound.dispose();
    uniform.destroy();
    model.forEach((buffer) => buffer.destroy());
  };
  return { uniform, bound, destroy };
}

/** `createPlanTrainer` with the choices that only change its speed given, for tests and measurements. */
export const createTunedPlanTrainer = async (
  tuning: Tuning,
  ...[config, state, onProgress]: Parameters<TrainerFactory>
): Promise<Trainer> => {
  const backend = webgpuBackend();
  const { device } = backend;
  const { queue } = device;
  const layout = paddedLayout(config);
  const plan = blueprint(config, layout, tuning);
  const passes = trainingPasses(plan);
  const all = Object.values(passes).flat();
  /** The same with dropout: compiled when a step first wants it. */
  const dropping = trainingPasses({ ...plan, drops: true });
  const either = [...all, ...Object.values(dropping).flat()];
  const pipelines = await compilePipelines(device, [...all.map(({ shader }) => shader), WEIGHT_TENSOR_SHADER], onProgress);
  const gatherPipeline = pipelines.get(WEIGHT_TENSOR_SHADER.code);
  if (!gatherPipeline) throw new Error('planTrainer: the gather kernel was not compiled');

  const errors = listenForErrors(device);
  const { uniform, bound, destroy } = await scoped(
    device,
    () => equip(device, plan, either, pipelines),
    (made) => {
      errors.dispose();
      made.destroy();
    },
  );
  const ring = createScalarRing(device, bound.buffer('ring'));
  const tensors = createWeightTensors(backend, layout, bound.buffer('weights'), gatherPipeline);
  const flatBytes = layout.length * 4;

  const load = ({ weights, m, v }: TrainerState): void => {
    const given = { weights, m, v };
    for (const name of ['weights', 'm', 'v'] as const) {
      const flat = given[name];
      if (flat.length !== layout.source.length)
        throw new Error(`planTrainer: ${flat.length} elements of ${name} came, ${layout.source.length} were wanted`);
      queue.writeBuffer(bound.buffer(name), 0, pack(layout, flat));
    }
  };

  let frozen: readonly string[] = [];
  /** Weights named anew are uploaded; the buffer begins with none, and settings that freeze none need no buffer. */
  const freeze = (wanted: readonly string[]): void => {
    if (wanted.length === 0 || wanted === frozen) return;
    queue.writeBuffer(bound.buffer('frozen'), 0, frozenBlocks(layout, wanted));
    frozen = wanted;
  };

  /** Uploads a batch and its settings; what is submitted next works on them. */
  const upload = (batch: Batch, settings: StepSettings, slot: number): { sizes: BatchSizes; scored: number } => {
    errors.check();
    checkBatch(batch, config.n_ctx);
    const sizes = batchSizes(batch.B, batch.T);
    const scored = countScored(batch.targets, config.d_vocab);
    const { order, starts } = sortTokens(batch.ids, config.d_vocab);
    bound.fit(sizes);
    freeze(settings.frozen ?? []);
    queue.writeBuffer(uniform, 0, stepUniform(sizes, settings, scored, slot));
    queue.writeBuffer(bound.buffer('ids'), 0, batch.ids.slice());
    queue.writeBuffer(bound.buffer('targets'), 0, batch.targets.slice());
    queue.writeBuffer(bound.buffer('order'), 0, order);
    queue.writeBuffer(bound.buffer('starts'), 0, starts);
    return { sizes, scored };
  };

  /** Runs passes (none: nothing but the copies) and fetches buffers behind them. */
  const fetch = async (
    wanted: readonly Pass[],
    sizes: BatchSizes | null,
    sources: readonly Source[],
  ): Promise<Float32Array<ArrayBuffer>[]> => {
    const encoder = device.createCommandEncoder({ label: 'fetch' });
    if (sizes) bound.encode(encoder, wanted, sizes);
    const { arrived } = encodeReadBack(device, encoder, sources);
    queue.submit([encoder.finish()]);
    const copies = await arrived();
    errors.check();
    return copies;
  };

  const fetchFlat = async (...names: string[]): Promise<Float32Array<ArrayBuffer>[]> => {
    const copies = await fetch(
      [],
      null,
      names.map((name) => ({ buffer: bound.buffer(name), bytes: flatBytes })),
    );
    return copies.map((padded) => unpack(layout, padded));
  };

  load(state);
  const stepOf = ({ forward, backward, squares, update }: TrainingPasses): Pass[] => [
    ...forward,
    ...backward,
    ...squares,
    ...update,
  ];
  const step = stepOf(passes);
  const droppingStep = stepOf(dropping);
  const scoring = [...passes.forward, ...passes.scores];
  const differentiating = [...passes.forward, ...passes.backward, ...passes.squares];

  const trainer: Trainer = {
    kind: 'plan',
    layout: layout.source,
    step: (batch, settings) => {
      const { sizes } = upload(batch, settings, ring.slot());
      const encoder = device.createCommandEncoder({ label: 'step' });
      bound.encode(encoder, settings.dropout > 0 ? droppingStep : step, sizes);
      const submitted = ring.advance(encoder);
      queue.submit([encoder.finish()]);
      submitted();
    },
    scalars: async () => {
      const scalars = await ring.drain();
      errors.check();
      return scalars;
    },
    evaluate: async (batch): Promise<Evaluated> => {
      const { sizes, scored } = upload(batch, NO_UPDATE, 0);
      const [scores = new Float32Array()] = await fetch(scoring, sizes, [
        { buffer: bound.buffer('rowScores'), bytes: sizes.rows * 8 },
      ]);
      let [lossSumNats, correct] = [0, 0];
      for (let i = 0; i < scores.length; i += 2) {
        lossSumNats += scores[i] ?? Number.NaN;
        correct += scores[i + 1] ?? Number.NaN;
      }
      return { lossSumNats, scored, correct };
    },
    gradients: async (batch) => {
      const { sizes } = upload(batch, NO_UPDATE, 0);
      const [gradient = new Float32Array()] = await fetch(differentiating, sizes, [
        { buffer: bound.buffer('gradient'), bytes: flatBytes },
      ]);
      return unpack(layout, gradient);
    },
    weights: async () => {
      const [weights = new Float32Array()] = await fetchFlat('weights');
      return weights;
    },
    state: async () => {
      const [weights = new Float32Array(), m = new Float32Array(), v = new Float32Array()] = await fetchFlat('weights', 'm', 'v');
      return { weights, m, v };
    },
    load,
    tensors: () => tensors.refresh(),
    dispose: () => {
      errors.dispose();
      tensors.dispose();
      destroy();
    },
  };
  return trainer;
};

/**
 * The training step as a static plan of compute passes on tfjs's own GPU device: buffers, pipelines and bind groups
 * are made once, a step is a few small uploads and one submit. Needs the `webgpu` backend to be the current one.
 * Rejects with the compiler's message when a kernel does not compile, and with the device's when it has no room for the
 * model; a command that the GPU refuses is thrown by the next call.
 */
export const createPlanTrainer: TrainerFactory = async (config, state, onProgress) => {
  const tuning = await chooseTuning(webgpuBackend().device, config, (tuned) => onProgress?.(tuned / 2));
  return createTunedPlanTrainer(tuning, config, state, (compiled) => onProgress?.((1 + compiled) / 2));
};
