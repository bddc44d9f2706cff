import { tryKernel } from './trial.ts';
import type { Trial, Tried } from './trial.ts';

/** Times that each variant is timed, and what one turn should last at least: enough to outlast the clock's coarseness. */
const TURNS = 4;
const TURN_MS = 4;
/** Dispatches of one turn at most. */
const MOST_REPEATS = 256;
/** A variant that takes so many times as long as the best is not timed again. */
const HOPELESS = 2;
/** Rounding differs between variants at most; a lane that got a neighbour's value is off by far more. */
const TOLERANCE = 1e-3;

const agrees = (a: Float32Array, b: Float32Array): boolean =>
  a.every((value, i) => Math.abs(value - (b[i] ?? Number.NaN)) < TOLERANCE);

/** Dispatches that fill a turn. */
async function repeatsFor(time: (repeats: number) => Promise<number>): Promise<number> {
  let repeats = 1;
  while (repeats < MOST_REPEATS && (await time(repeats)) * repeats < TURN_MS) repeats *= 4;
  return repeats;
}

/**
 * The fastest variant whose result is that of the first, which is the portable one and has to run; another that the
 * device does not take drops out. All are timed by turns, and each by its best turn, so that what else the machine does
 * meanwhile hits them alike.
 */
export async function race<Variant>(
  device: GPUDevice,
  variants: readonly [Variant, ...Variant[]],
  trial: (variant: Variant) => Trial,
): Promise<Variant> {
  if (variants.length === 1) return variants[0];
  const [first, ...others] = variants;
  const enter = async (variant: Variant): Promise<{ variant: Variant; ms: number; tried: Tried }> => ({
    variant,
    ms: Infinity,
    tried: await tryKernel(device, trial(variant)),
  });
  const [portable, ...entered] = await Promise.all([enter(first), ...others.map((variant) => enter(variant).catch(() => null))]);
  const racers = [portable, ...entered.filter((racer) => racer !== null)];
  try {
    const sound = racers.filter(({ tried }) => agrees(tried.result, portable.tried.result));
    const repeats = await repeatsFor(portable.tried.time);
    let bestMs = Infinity;
    for (let turn = 0; turn < TURNS; turn++) {
      for (const racer of sound) {
        if (turn > 0 && racer.ms > HOPELESS * bestMs) continue;
        racer.ms = Math.min(racer.ms, await racer.tried.time(repeats));
        bestMs = Math.min(bestMs, racer.ms);
      }
    }
    return sound.reduce((best, racer) => (racer.ms < best.ms ? racer : best), portable).variant;
  } finally {
    racers.forEach(({ tried }) => tried.dispose());
  }
}
