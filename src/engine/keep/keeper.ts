import type { KeepingState, RunInfo } from '#lexicon/messages.ts';
import { fail, problem } from '#lexicon/problems.ts';
import type { Emit } from '../emit.ts';
import type { Engine } from '../engine.ts';
import { Lock } from '../lock.ts';
import type { Run } from '../run.ts';
import { changesSince, emptyLedger, isOnlyTried, ledgerOf } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { Ownership } from './ownership.ts';
import { baselineOf, isAsOpened, newKey, pointOf, readKept } from './moments.ts';
import type { Baseline } from './moments.ts';
import { Complaints, Pace, isTooLarge, saveWithRoom } from './room.ts';
import { Outdated } from './store.ts';
import type { KeepStore } from './store.ts';
import { nextName } from './summary.ts';

/** How often it is looked whether there is something to save. */
const LOOK_EVERY_MS = 500;

/** Saves the running model by itself: whole after each change, and every few seconds while it trains. */
export class Keeper {
  readonly own = new Ownership();
  /** Held by whoever saves or exchanges the run. */
  private readonly turn = new Lock();
  private readonly ledgers = new Map<number, Ledger>();
  private baseline: Baseline | null = null;
  /** The run of another tab that is looked at here. */
  private followed: { key: string; name: string } | null = null;
  private last: { runId: number; ledger: Ledger; fromOutside: boolean } | null = null;
  /** Where runs are kept; null until it is open, and where the browser keeps nothing. */
  store: KeepStore | null = null;
  private state: KeepingState = 'off';
  private version = 0;
  private readonly pace = new Pace();
  private looking = false;
  private exchanging = false;
  /** Another tab wants or has the run: until it is let go of here, nothing is saved. */
  private leaving = false;
  private readonly complaints: Complaints;
  private readonly engine: Engine;
  private readonly emit: Emit;

  constructor(engine: Engine, emit: Emit) {
    this.engine = engine;
    this.emit = emit;
    this.complaints = new Complaints(emit);
    this.own.onChanged = () => this.tell(true);
    this.own.onYield = (key) => void this.letGo(key, true);
    this.own.onStolen = (key) => void this.letGo(key, false);
  }

  /** Begins to keep runs in a store; null where the browser has none to give. */
  start(store: KeepStore | null, reason = ''): void {
    this.store = store;
    if (!store) {
      this.state = this.complaints.denied(reason);
      return this.tell();
    }
    this.own.listen();
    setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  /** @throws storageDenied where nothing can be kept */
  openStore(): KeepStore {
    if (!this.store) throw fail('storageDenied', { reason: this.state });
    return this.store;
  }

  /** The running model is as it came: nothing of it needs saving until it changes. Or nothing of it can be saved. */
  leaveAlone(state: KeepingState = 'untouched'): void {
    const run = this.running();
    if (run) this.baseline = baselineOf(run);
    this.followed = null;
    this.own.release();
    if (this.store) this.state = state;
    this.tell();
  }

  /** Does something that puts another run in the place of the running one, which is saved before. */
  exchange<T>(task: () => Promise<T>): Promise<T> {
    return this.turn.run(async () => {
      await this.consider(true);
      this.exchanging = true;
      try {
        return await task();
      } finally {
        this.exchanging = false;
      }
    });
  }

  /** Saves what was trained since the last save, before the engine puts another model in its place. */
  async beforeExchange(): Promise<void> {
    const run = this.running();
    if (this.exchanging || !run || (run.history.length === 0 && (run.edits ?? 0) === 0)) return;
    await this.settle();
  }

  /** Saves what is not saved yet; resolves when it is, or cannot be. */
  settle(): Promise<void> {
    return this.turn.run(() => this.consider(true));
  }

  /** Opens a kept run. @throws keptGone, keptBroken; the running model stays then */
  open(key: string): Promise<RunInfo> {
    return this.exchange(() => this.openNow(key));
  }

  /** Makes this tab the writer of the run that it only follows. */
  takeOver(): Promise<RunInfo> {
    return this.exchange(async () => {
      const key = this.followed?.key;
      if (key === undefined) return this.engine.info();
      await this.own.takeOver(key);
      await this.openStore().claim(key);
      return this.openNow(key);
    });
  }

  /** A run has left the library: what comes of it here is a run of its own. */
  forget(key: string): void {
    for (const [runId, ledger] of this.ledgers) if (ledger.key === key) this.ledgers.delete(runId);
    if (this.last?.ledger.key === key) this.last = null;
    if (this.own.key === key) this.leaveAlone();
  }

  /** What a run that came from a file is called; it is saved although nobody has changed it yet. */
  adopt(name: string): void {
    const run = this.running();
    if (!run || !this.store) return;
    const ledger = emptyLedger(run, newKey(), Date.now(), name === '' ? undefined : name);
    this.ledgers.set(run.id, ledger);
    this.last = { runId: run.id, ledger, fromOutside: true };
  }

  /** Tells the page, and with `changed` that the library is no longer what it was. */
  tell(changed = false): void {
    if (changed) this.version++;
    const run = this.running();
    const ledger = run && this.ledgers.get(run.id);
    this.emit('keeping', {
      state: this.state,
      key: this.followed?.key ?? ledger?.key ?? null,
      name: this.followed?.name ?? ledger?.name ?? '',
      step: ledger?.step ?? null,
      playhead: ledger?.playhead ?? null,
      version: this.version,
    });
  }

  /** The library has been changed by this tab. */
  changed(): void {
    this.own.tellChanged();
    this.tell(true);
  }

  /** A new name for the run in hand, which later saves carry. */
  renamed(key: string, name: string): void {
    for (const [runId, ledger] of this.ledgers) if (ledger.key === key) this.ledgers.set(runId, { ...ledger, name });
    if (this.followed?.key === key) this.followed = { key, name };
  }

  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    await this.turn.run(() => this.consider(false));
    this.looking = false;
  }

  private running(): Run | null {
    try {
      return this.engine.running();
    } catch {
      return null;
    }
  }

  private async consider(force: boolean): Promise<void> {
    const run = this.running();
    if (!this.store || this.leaving || !run?.text || isAsOpened(run, this.baseline)) return;
    if (isTooLarge(run.config)) return this.leaveAlone('large');
    if (!force && !this.pace.isDue(this.engine.player.state === 'training')) return;
    try {
      await this.write(run, await this.ledgerFor(run));
    } catch (error) {
      await this.failed(run, error);
    }
  }

  /** The ledger of the running model, with its lock held here; a new one where there is none, or where another tab has it. */
  private async ledgerFor(run: Run): Promise<Ledger> {
    const known = this.ledgers.get(run.id);
    if (known && (await this.own.acquire(known.key))) return known;
    const copied = known?.name ?? (this.baseline?.runId === run.id ? this.followed?.name : undefined);
    const taken = copied === undefined ? [] : (await this.openStore().heads()).map(({ name }) => name);
    const ledger = emptyLedger(run, newKey(), Date.now(), copied === undefined ? undefined : nextName(copied, taken));
    this.followed = null;
    this.ledgers.set(run.id, ledger);
    await this.own.acquire(ledger.key);
    return ledger;
  }

  private async write(run: Run, ledger: Ledger): Promise<void> {
    const point = await pointOf(this.engine, run, ledger);
    const began = performance.now();
    const change = point && changesSince(run, ledger, point, Date.now());
    if (!change) return;
    const gatheringMs = performance.now() - began;
    const save = { ...change.save, instead: this.replaced(run) };
    const { generation, name, busyMs, thinned } = await saveWithRoom(this.openStore(), save);
    if (thinned > 0) this.emit('failure', problem('storageThinned', { states: thinned }));
    const after = { ...change.after, generation, name, ...(thinned > 0 ? { checkpoints: ledger.checkpoints } : {}) };
    this.ledgers.set(run.id, after);
    this.last = { runId: run.id, ledger: after, fromOutside: this.last?.runId === run.id && this.last.fromOutside };
    this.pace.saved(save, gatheringMs + busyMs);
    this.state = 'kept';
    this.complaints.over();
    this.changed();
  }

  /** The run before, where it was never trained: a model that somebody only tried on the way to this one. */
  private replaced(run: Run): string | null {
    const { last } = this;
    if (!last || last.runId === run.id || last.fromOutside || !isOnlyTried(last.ledger)) return null;
    this.ledgers.delete(last.runId);
    return last.ledger.key;
  }

  private async failed(run: Run, error: unknown): Promise<void> {
    const { key } = this.ledgers.get(run.id) ?? {};
    if (error instanceof Outdated) {
      // Another tab has taken the run, of which this one, which slept, is yet to hear.
      if (error.isThere && this.own.hasLocks && key !== undefined) return void this.letGo(key, false);
      // What is stored is of somebody else now: this run is saved whole under a key of its own.
      this.ledgers.delete(run.id);
    } else {
      this.pace.failed();
      this.state = await this.complaints.say(error);
    }
    this.tell();
  }

  private async openNow(key: string): Promise<RunInfo> {
    const store = this.openStore();
    const head = await store.head(key);
    if (!head || head.deletedMs !== null) throw fail('keptGone', { key });
    const owned = await this.own.acquire(key);
    try {
      const { loaded, kept } = await readKept(store, key);
      const info = await this.engine.open(kept);
      this.opened(owned, ledgerOf(loaded, this.engine.running()));
      await store.amend(key, { openedMs: Date.now() });
      return info;
    } catch (error) {
      if (this.own.key === key) this.own.release();
      throw fail('keptBroken', { name: head.name, found: error instanceof Error ? error.message : String(error) });
    }
  }

  private opened(owned: boolean, ledger: Ledger): void {
    const run = this.engine.running();
    const { key, name } = ledger;
    if (owned) {
      this.ledgers.set(run.id, ledger);
      this.last = { runId: run.id, ledger, fromOutside: true };
    } else this.own.waitFor(key, () => void this.follow(key));
    this.baseline = owned ? null : baselineOf(run);
    this.followed = owned ? null : { key, name };
    this.state = owned ? 'kept' : 'elsewhere';
    this.tell();
  }

  /** The tab that saved the run has let go of it: it is opened here as it was left, if nothing was done to it here. */
  private async follow(key: string): Promise<void> {
    await this.exchange(async () => {
      const run = this.running();
      if (this.followed?.key === key && run && isAsOpened(run, this.baseline)) await this.openNow(key);
    });
  }

  /** Another tab has asked for a run, or taken it: training stops here, and what comes is a copy. */
  private async letGo(key: string, asked: boolean): Promise<void> {
    this.leaving = true;
    await this.engine.player.pause();
    await this.turn.run(async () => {
      this.leaving = false;
      const run = this.running();
      const ledger = run && this.ledgers.get(run.id);
      if (!run || ledger?.key !== key) return;
      if (asked && this.own.key === key) await this.consider(true);
      this.ledgers.delete(run.id);
      this.baseline = baselineOf(run);
      this.followed = { key, name: ledger.name };
      this.state = 'elsewhere';
      this.own.release();
      this.own.waitFor(key, () => void this.follow(key));
      this.tell();
    });
  }
}
