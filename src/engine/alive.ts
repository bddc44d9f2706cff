import type { Emit } from './emit.ts';

/**
 * Holds a lock for as long as this worker lives and tells the page its name: when the browser gives the lock to the page,
 * the worker is gone, however it ended (Web Locks). Where there are no locks, the page hears of errors alone.
 */
export function stayAlive(emit: Emit): void {
  const lock = `glassformer.engine.${crypto.randomUUID()}`;
  void (navigator.locks as LockManager | undefined)?.request(lock, () => {
    emit('alive', { lock });
    return new Promise(() => undefined);
  });
}
