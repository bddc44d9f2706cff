import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { testEngine } from '../fixtures/engine.ts';
import type { TestEngine } from '../fixtures/engine.ts';

/** Locks as a browser shares them among its tabs; that one was stolen is heard only when a test says so. */
class Locks {
  private readonly held = new Map<string, { rob: () => void }>();
  private readonly unheard: (() => void)[] = [];

  request(name: string, { ifAvailable, steal }: LockOptions, grant: (lock: Lock | null) => Promise<void>): Promise<void> {
    const holder = this.held.get(name);
    if (holder && ifAvailable) return grant(null);
    if (holder && !steal) return Promise.reject(new DOMException('nobody let go of it', 'TimeoutError'));
    return new Promise((resolve, reject) => {
      if (holder) this.unheard.push(holder.rob);
      const mine = { rob: () => reject(new DOMException('it was stolen', 'AbortError')) };
      this.held.set(name, mine);
      void grant({ name, mode: 'exclusive' })?.then(() => {
        if (this.held.get(name) === mine) this.held.delete(name);
        resolve();
      });
    });
  }

  async query(): Promise<LockManagerSnapshot> {
    return { held: Array.from(this.held.keys(), (name) => ({ name })), pending: [] };
  }

  /** Whoever slept hears what was taken from it. */
  wake(): void {
    for (const rob of this.unheard.splice(0)) rob();
  }
}

let locks: Locks;

beforeEach(() => {
  locks = new Locks();
  globalThis.indexedDB = new IDBFactory();
  vi.stubGlobal('navigator', { locks });
  // Nobody answers what tabs ask each other: all but one are asleep.
  vi.stubGlobal(
    'BroadcastChannel',
    class extends EventTarget {
      postMessage(): void {}
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

/** A tab whose run has three steps, saved, and another one that has taken the run over, of which the first has not heard. */
async function takenWhileAsleep(): Promise<{ sleeper: TestEngine; other: TestEngine; key: string }> {
  const sleeper = testEngine();
  await sleeper.start({ keep: { key: null } });
  await sleeper.call.train({ steps: 3 });
  const key = sleeper.last('keeping').key ?? '';
  const other = testEngine();
  await other.start({ keep: { key } });
  expect(other.last('keeping')).toMatchObject({ state: 'elsewhere', key });
  await other.call.takeOver({});
  expect(other.last('keeping')).toMatchObject({ state: 'kept', key });
  return { sleeper, other, key };
}

const kept = async ({ call }: TestEngine) => (await call.library({})).entries.map(({ key, name, step }) => ({ key, name, step }));

test('a tab that slept while its run was taken over writes nothing over it, whatever it hears first, and says where it is', async () => {
  const { sleeper, other, key } = await takenWhileAsleep();
  const name = 'The bell rang three times';
  // It wakes in the middle of its training, and saves.
  await sleeper.engine.player.train(2);
  await sleeper.call.saveNow({});
  await vi.waitFor(() => expect(sleeper.last('keeping')).toMatchObject({ state: 'elsewhere', key, name }));
  locks.wake();
  await sleeper.call.saveNow({});
  expect(sleeper.last('keeping')).toMatchObject({ state: 'elsewhere', key, name });
  expect(await kept(other)).toEqual([{ key, name, step: 3 }]);
  expect(sleeper.engine.running().step, 'what it has trained meanwhile is still there to see').toBe(5);
  await other.call.train({ steps: 4 });
  expect(await kept(other)).toEqual([{ key, name, step: 7 }]);
});

test('it stops training when it hears of it, and what it trains from then on is a copy with a name of its own', async () => {
  const { sleeper, key } = await takenWhileAsleep();
  const training = sleeper.call.train({ steps: 1_000_000 });
  locks.wake();
  await training;
  await vi.waitFor(() => expect(sleeper.last('keeping')).toMatchObject({ state: 'elsewhere', key }));
  const { step } = sleeper.engine.running();
  await sleeper.call.train({ steps: 2 });
  const name = 'The bell rang three times';
  expect((await kept(sleeper)).toSorted((a, b) => a.step - b.step)).toEqual([
    { key, name, step: 3 },
    { key: expect.any(String), name: `${name} · 2`, step: step + 2 },
  ]);
});
