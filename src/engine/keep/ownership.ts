/** What tabs tell each other: the library has changed, or one asks another to save a run and let go of it. */
type Word = { type: 'changed' } | { type: 'yield'; key: string };

const CHANNEL = 'glassformer.library';
const PREFIX = 'glassformer.run.';
/** How long another tab may take to save what it has before the run is taken from it. */
const PATIENCE_MS = 3000;
/** Longer than a page takes to be loaded again. */
const LOOK_EVERY_MS = 3000;

type Held = { key: string; release: () => void };

/**
 * Which tab saves a run: the one that holds the run's lock (Web Locks). A tab that closes or crashes lets go by itself.
 * Where the browser has no locks (not a secure context) every tab believes it is alone; the database still refuses the
 * second writer of a run.
 */
export class Ownership {
  private held: Held | null = null;
  private waiting: ReturnType<typeof setInterval> | undefined;
  private readonly locks = globalThis.navigator?.locks as LockManager | undefined;
  private channel: BroadcastChannel | null = null;
  /** Another tab has changed the library. */
  onChanged: () => void = () => undefined;
  /** Another tab asks for the run that this one saves. */
  onYield: (key: string) => void = () => undefined;
  /** The run was taken without asking, or while this tab was asleep. */
  onStolen: (key: string) => void = () => undefined;

  /** Begins to hear the other tabs. */
  listen(): void {
    this.channel ??= new BroadcastChannel(CHANNEL);
    this.channel.addEventListener('message', ({ data }: MessageEvent<Word>) => {
      if (data.type === 'changed') this.onChanged();
      else if (data.key === this.held?.key) this.onYield(data.key);
    });
  }

  /** Whether a tab hears, sooner or later, that its run was taken. */
  get hasLocks(): boolean {
    return this.locks !== undefined;
  }

  get key(): string | null {
    return this.held?.key ?? null;
  }

  /** Tells the other tabs that the library has changed. */
  tellChanged(): void {
    this.channel?.postMessage({ type: 'changed' } satisfies Word);
  }

  /** Takes a run's lock if it is free, letting go of the one before; false when another tab has it. */
  async acquire(key: string): Promise<boolean> {
    this.stopWaiting();
    if (this.held?.key === key) return true;
    this.release();
    return this.request(key, { ifAvailable: true });
  }

  /** Asks the tab that has a run to save it and let go; takes it by force when nobody answers. */
  async takeOver(key: string): Promise<void> {
    this.stopWaiting();
    if (this.held?.key === key) return;
    this.release();
    this.channel?.postMessage({ type: 'yield', key } satisfies Word);
    const given = await this.request(key, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => false);
    if (!given) await this.request(key, { steal: true });
  }

  /**
   * Calls back when a run that another tab has becomes free and stays so: a tab that is reloaded shall find its run where
   * it left it. The lock is then held here.
   */
  waitFor(key: string, then: () => void): void {
    this.stopWaiting();
    let wasFree = false;
    const look = async (): Promise<void> => {
      const isFree = !(await this.openKeys()).has(key);
      if (!isFree || !wasFree) wasFree = isFree;
      else if (await this.acquire(key)) then();
      else this.waitFor(key, then);
    };
    this.waiting = setInterval(() => void look(), LOOK_EVERY_MS);
  }

  release(): void {
    this.stopWaiting();
    this.held?.release();
    this.held = null;
  }

  /** Keys of the runs that some tab has open. */
  async openKeys(): Promise<ReadonlySet<string>> {
    const { held = [] } = (await this.locks?.query()) ?? {};
    return new Set(held.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [])));
  }

  private stopWaiting(): void {
    clearInterval(this.waiting);
  }

  private request(key: string, options: LockOptions): Promise<boolean> {
    const { locks } = this;
    if (!locks) {
      this.held = { key, release: () => undefined };
      return Promise.resolve(true);
    }
    return new Promise((resolve, reject) => {
      let mine: Held | null = null;
      locks
        .request(PREFIX + key, options, (lock) => {
          if (lock === null) return resolve(false);
          return new Promise<void>((release) => {
            mine = { key, release };
            this.held = mine;
            resolve(true);
          });
        })
        .catch((error: unknown) => {
          // After it was held, an error means that another tab took it.
          if (mine === null) return reject(error instanceof Error ? error : new Error(String(error)));
          if (this.held !== mine) return undefined;
          this.held = null;
          this.onStolen(key);
          return undefined;
        });
    });
  }
}
