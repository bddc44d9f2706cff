import { fail } from '#lexicon/problems.ts';
import type { TokenPiece } from '#lexicon/messages.ts';
import type { TakenOver } from '#lexicon/tuning.ts';
import { weightLayout } from '#lexicon/weights.ts';
import type { Engine } from './engine.ts';
import type { Keeper } from './keep/keeper.ts';
import { readKept } from './keep/moments.ts';
import { writeWeight } from './reading.ts';

/** What makes two pieces the same, in whatever vocabulary: their text, their bytes, their half-byte. */
const sameness = ({ text, bytes, nibble, special }: TokenPiece): string =>
  JSON.stringify([text, bytes ?? null, nibble ?? null, special ?? false]);

/**
 * Writes into the running model's embedding table the rows that a kept run learnt for the same pieces; the others stay.
 * @throws keptGone, keptBroken, and widthsDiffer where the two tables are not equally wide
 */
export async function sharedEmbeddings(engine: Engine, keeper: Keeper, key: string): Promise<TakenOver> {
  const run = engine.running();
  if (!keeper.store || !run.text) throw fail('keptGone', { key });
  const { kept } = await readKept(keeper.store, key).catch(() => {
    throw fail('keptGone', { key });
  });
  const [D, from] = [run.config.d_model, kept.config.d_model];
  if (D !== from || !kept.text) throw fail('widthsDiffer', { here: D, there: from });
  const theirs = new Map(kept.text.info.vocabulary.map((piece) => [sameness(piece), piece.id]));
  const { offset } = weightLayout(kept.config).slots.find(({ name }) => name === 'wte.weight') ?? { offset: 0 };
  return engine.lock.run(async () => {
    const slot = run.trainer.layout.byName.get('wte.weight');
    if (!slot) throw fail('internal', { message: 'the model has no wte.weight' });
    const table = (await run.trainer.weights()).slice(slot.offset, slot.offset + slot.size);
    let taken = 0;
    for (const piece of run.text?.info.vocabulary ?? []) {
      const id = theirs.get(sameness(piece));
      if (id === undefined) continue;
      table.set(kept.state.weights.subarray(offset + id * D, offset + (id + 1) * D), piece.id * D);
      taken++;
    }
    await writeWeight(run, 'wte.weight', table);
    engine.frames.request();
    return { taken, of: run.config.d_vocab };
  });
}
