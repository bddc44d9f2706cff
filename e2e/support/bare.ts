import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { chromium } from '@playwright/test';
import type {} from '#app/console.ts';
import { QUIET_ARGS, findBrowser } from '../../scripts/browser.mjs';

type Sent = { resolve: (result: never) => void; reject: (error: Error) => void };
type Answer = { id?: number; result?: unknown; error?: { message: string } };

/** A page of a `Bare` browser. */
export type Tab = {
  /** Runs a function in the page; it sees nothing of the test but its one argument. */
  evaluate: <A, R>(task: (argument: A) => R | Promise<R>, argument: A) => Promise<R>;
  /** The browser puts it to sleep, as it does with tabs that nobody has looked at for long; or wakes it. */
  freeze: (frozen: boolean) => Promise<unknown>;
  /** Puts it before the others, which are hidden by it. */
  front: () => Promise<unknown>;
};

/**
 * A browser that hides and freezes its tabs as people's browsers do: Playwright holds every page it knows awake and in
 * sight, so this one is driven without it, over a pipe (Chrome DevTools Protocol, its messages ended by a zero).
 */
export class Bare {
  private readonly profile = mkdtempSync(join(tmpdir(), 'glassformer-bare-'));
  private readonly child = spawn(
    findBrowser() ?? chromium.executablePath(),
    [...QUIET_ARGS, '--headless=new', '--remote-debugging-pipe', `--user-data-dir=${this.profile}`],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], detached: true },
  );
  private readonly sent = new Map<number, Sent>();
  private rest = '';

  constructor() {
    (this.child.stdio[4] as Readable).on('data', (bytes: Buffer) => {
      const messages = (this.rest + bytes.toString()).split('\0');
      this.rest = messages.pop() ?? '';
      for (const message of messages) this.hear(JSON.parse(message) as Answer);
    });
  }

  /** A new tab in front of the others, once its page is drawn. */
  async open(address: string): Promise<Tab> {
    const { targetId } = await this.send<{ targetId: string }>('Target.createTarget', { url: address });
    const { sessionId } = await this.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
    const evaluate: Tab['evaluate'] = async (task, argument) => {
      const expression = `(${task.toString()})(${JSON.stringify(argument)})`;
      type Evaluated<R> = { result: { value: R }; exceptionDetails?: { exception?: { description?: string } } };
      const { result, exceptionDetails } = await this.send<Evaluated<Awaited<ReturnType<typeof task>>>>(
        'Runtime.evaluate',
        { expression, awaitPromise: true, returnByValue: true },
        sessionId,
      );
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'evaluate: thrown');
      return result.value;
    };
    return {
      evaluate,
      freeze: (frozen) => this.send('Page.setWebLifecycleState', { state: frozen ? 'frozen' : 'active' }, sessionId),
      front: () => this.send('Target.activateTarget', { targetId }),
    };
  }

  /** Stops the browser with all its processes where they are, as a machine does that goes to sleep, or lets it go on. */
  sleep(asleep: boolean): void {
    if (this.child.pid !== undefined) process.kill(-this.child.pid, asleep ? 'SIGSTOP' : 'SIGCONT');
  }

  async close(): Promise<void> {
    // A test that failed may have left it asleep.
    this.sleep(false);
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    await this.send('Browser.close', {});
    await gone;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  private send<R = unknown>(method: string, params: object, sessionId?: string): Promise<R> {
    const id = this.sent.size + 1;
    return new Promise((resolve, reject) => {
      this.sent.set(id, { resolve, reject });
      (this.child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  private hear({ id, result, error }: Answer): void {
    const asked = id === undefined ? undefined : this.sent.get(id);
    if (error) asked?.reject(new Error(error.message));
    else asked?.resolve(result as never);
  }
}
