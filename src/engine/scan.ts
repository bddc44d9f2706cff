import { dispose, slice } from '@tensorflow/tfjs-core';
import type { Commands } from '#lexicon/commands.ts';
import type { ScanResult } from '#lexicon/messages.ts';
import { fail } from '#lexicon/problems.ts';
import { scanWindows } from '#lexicon/scanWindows.ts';
import type { ScanWindow } from '#lexicon/scanWindows.ts';
import { activationBy } from './capture.ts';
import { inTurns } from './inTurns.ts';
import { weightsAt } from './run.ts';
import type { Run } from './run.ts';
import { Stoppable } from './stoppable.ts';

type Wanted = Commands['scan']['args'];

function check({ config }: Run, { layer, neuron }: Wanted): void {
  const ranges = [
    { field: 'layer', got: layer, max: config.n_layers - 1 },
    { field: 'neuron', got: neuron, max: config.d_mlp - 1 },
  ];
  for (const { field, got, max } of ranges) {
    if (!Number.isInteger(got) || got < 0 || got > max) throw fail('fieldRange', { field, min: 0, max, got: String(got) });
  }
}

/** Reads the whole text with one neuron in view, a few stretches a turn, by the weights of one step. */
export class Scanner extends Stoppable {
  /**
   * What a neuron gives out (`mlp.hook_post`) at every token of the text, each read with at least half a context before
   * it. A new reading ends the one under way. Null when it was ended.
   * @throws Problem `textEmpty` without a text, `fieldRange` for a layer or neuron that is not there.
   */
  async scan(run: Run, wanted: Wanted, onProgress: (fraction: number) => void): Promise<ScanResult | null> {
    check(run, wanted);
    if (!run.text) throw fail('textEmpty', { tokens: 0 });
    const isWanted = this.begin();
    const { ids } = run.text.info;
    const { config } = run;
    const windows = scanWindows(ids.length, config.n_ctx);
    const { step, weights: flat } = await this.lock.run(() => weightsAt(run, wanted.step));
    const values = new Float32Array(ids.length);
    try {
      const done = await inTurns({
        jobs: windows,
        lock: this.lock,
        isWanted,
        run: (batch) => readWindows(run, flat, ids, batch, wanted, values),
        onProgress,
      });
      if (!done) return null;
      return { step, values };
    } finally {
      if (isWanted()) onProgress(1);
    }
  }
}

/** One forward pass over stretches of one length; writes what the neuron gives out where it counts. */
async function readWindows(
  { config, interventions = [] }: Run,
  flat: Float32Array,
  text: Int32Array,
  windows: readonly ScanWindow[],
  { layer, neuron }: Wanted,
  values: Float32Array,
): Promise<void> {
  const B = windows.length;
  const T = Math.min(text.length, config.n_ctx);
  const ids = new Int32Array(B * T);
  windows.forEach(({ start }, b) => ids.set(text.subarray(start, start + T), b * T));
  const name = `blocks.${layer}.mlp.hook_post`;
  const post_BTF = activationBy(config, flat, { ids, targets: new Int32Array(0), B, T }, name, { interventions });
  const column = slice(post_BTF, [0, 0, neuron], [B, T, 1]);
  dispose(post_BTF);
  try {
    const read = await column.data<'float32'>();
    windows.forEach(({ start, from, to }, b) => {
      values.set(read.subarray(b * T + from - start, b * T + to - start), from);
    });
  } finally {
    column.dispose();
  }
}
