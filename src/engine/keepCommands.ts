import { clean } from '#corpus/clean.ts';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { CommandName, Commands } from '#lexicon/commands.ts';
import type { LibraryEntry } from '#lexicon/messages.ts';
import { ProblemError, fail, problem } from '#lexicon/problems.ts';
import type { Emit } from './emit.ts';
import type { Keeper } from './keep/keeper.ts';
import { newKey } from './keep/moments.ts';
import type { RunRecord } from './keep/records.ts';
import { estimate } from './keep/room.ts';
import { KeepStore } from './keep/store.ts';
import { nextName } from './keep/summary.ts';

type Keeping = 'library' | 'openKept' | 'renameKept' | 'duplicateKept' | 'deleteKept' | 'takeOver' | 'saveNow';
type Part = { [N in Extract<CommandName, Keeping>]: (args: Commands[N]['args']) => Promise<Commands[N]['result']> };

/** What was taken out of the library stays that long, for a change of mind, and goes at a later start. */
const REMEMBERED_MS = 10 * 60_000;
const LONGEST_NAME = 120;

function entryOf(head: RunRecord, own: string | null, open: ReadonlySet<string>): LibraryEntry {
  const { key, name, createdMs, savedMs, step, config, parameters, bytes, curve } = head;
  const where = key === own ? 'here' : open.has(key) ? 'elsewhere' : null;
  return { key, name, createdMs, savedMs, step, config, parameters, bytes, curve, open: where };
}

/** Opens the store of kept runs; a browser that has none to give is told once, and everything else works. */
export async function startKeeping(keeper: Keeper): Promise<void> {
  if (keeper.store) return;
  try {
    const store = await KeepStore.open(() => keeper.start(null, 'closed'));
    await store.sweep(Date.now() - REMEMBERED_MS);
    keeper.start(store);
  } catch (error) {
    keeper.start(null, error instanceof Error ? error.message : String(error));
  }
}

/** The run that a link describes. */
type Described = { text: string; config: RunConfig; anyText: boolean };

/** Whether a kept run is what a link describes, however far it has been trained. */
async function isDescribed(keeper: Keeper, head: RunRecord, { text, config, anyText }: Described): Promise<boolean> {
  if (
    JSON.stringify(sorted({ ...DEFAULT_CONFIG, ...head.config, d_vocab: 0 })) !==
    JSON.stringify(sorted({ ...config, d_vocab: 0 }))
  )
    return false;
  const kept = await keeper.openStore().text(head.key);
  return anyText || (kept !== undefined && clean(kept.raw).text === clean(text).text);
}

const sorted = (config: RunConfig): [string, unknown][] => Object.entries(config).toSorted(([a], [b]) => (a < b ? -1 : 1));

/** The run to begin with: the one asked for, else the one that was saved or opened last if that is what a link describes. */
async function firstKept(keeper: Keeper, key: string | null, link: Described | null): Promise<RunRecord | null> {
  const heads = (await keeper.openStore().heads()).filter(({ deletedMs }) => deletedMs === null);
  const asked = heads.find((head) => head.key === key);
  const newest = heads.toSorted((a, b) => Math.max(b.savedMs, b.openedMs) - Math.max(a.savedMs, a.openedMs))[0];
  if (asked || !newest || link === null) return asked ?? newest ?? null;
  return (await isDescribed(keeper, newest, link)) ? newest : null;
}

/** Opens the kept run that the page begins with; false where there is none, or where it is broken, which is said. */
export async function openFirst(keeper: Keeper, emit: Emit, key: string | null, link: Described | null): Promise<boolean> {
  try {
    const head = keeper.store ? await firstKept(keeper, key, link) : null;
    if (head) await keeper.open(head.key);
    return head !== null;
  } catch (error) {
    emit('failure', error instanceof ProblemError ? error.problem : problem('internal', { message: String(error) }));
    return false;
  }
}

/** The part of the engine's table that has to do with kept runs. */
export function keepHandlers(keeper: Keeper): Part {
  return {
    library: async () => {
      const heads = await keeper.openStore().heads();
      const open = await keeper.own.openKeys();
      const { usage, quota } = await estimate();
      return {
        entries: heads.filter(({ deletedMs }) => deletedMs === null).map((head) => entryOf(head, keeper.own.key, open)),
        usedBytes: usage ?? null,
        quotaBytes: quota ?? null,
      };
    },
    openKept: ({ key }) => keeper.open(key),
    renameKept: async ({ key, name }) => {
      const wanted = name.trim().toWellFormed().slice(0, LONGEST_NAME);
      if (wanted === '') return null;
      if (!(await keeper.openStore().amend(key, { name: wanted }))) throw fail('keptGone', { key });
      keeper.renamed(key, wanted);
      keeper.changed();
      return null;
    },
    duplicateKept: async ({ key }) => {
      const store = keeper.openStore();
      await keeper.settle();
      const heads = await store.heads();
      const name = heads.find((head) => head.key === key)?.name;
      if (name === undefined) throw fail('keptGone', { key });
      const to = {
        key: newKey(),
        name: nextName(
          name,
          heads.map((head) => head.name),
        ),
        createdMs: Date.now(),
      };
      if (!(await store.duplicate(key, to))) throw fail('keptGone', { key });
      keeper.changed();
      return { key: to.key };
    },
    deleteKept: async ({ key, deleted }) => {
      await keeper.settle();
      if (!(await keeper.openStore().amend(key, { deletedMs: deleted ? Date.now() : null }))) throw fail('keptGone', { key });
      if (deleted) keeper.forget(key);
      keeper.changed();
      return null;
    },
    takeOver: () => keeper.takeOver(),
    saveNow: async () => {
      await keeper.settle();
      return null;
    },
  };
}
