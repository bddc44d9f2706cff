import { dispatch } from '#lexicon/events.ts';
import type { CommandName, Commands, ToEngine } from '#lexicon/commands.ts';
import type { EventHandlers, EventName, Events, FromEngine, Reply } from '#lexicon/events.ts';
import { ProblemError, problem } from '#lexicon/problems.ts';
import type { Problem } from '#lexicon/problems.ts';

/** What the link needs of a worker or of one end of a `MessageChannel`. */
export type Port = {
  postMessage: (message: ToEngine, transfer: Transferable[]) => void;
  addEventListener: (type: 'message', listener: (event: MessageEvent<FromEngine>) => void) => void;
  removeEventListener: (type: 'message', listener: (event: MessageEvent<FromEngine>) => void) => void;
};

/** The page's only way to the engine: typed calls out, events of the current run in. */
export type Link = {
  /** Sends a command; resolves with its result or rejects with a `ProblemError`. */
  call: <N extends CommandName>(name: N, args: Commands[N]['args']) => Promise<Commands[N]['result']>;
  /** Tells the engine that a frame has been drawn, so that it may send another. */
  frameTaken: () => void;
  /** Rejects every call that is still open and stops listening. */
  close: (reason: Problem) => void;
};

type Open = { resolve: (value: never) => void; reject: (error: ProblemError) => void };

/** Runs that a newer `run` event has replaced; what still arrives of them is dropped. */
function createStaleness(): {
  announce: (runId: number) => void;
  isStale: (name: EventName, value: Events[EventName]) => boolean;
} {
  const replaced = new Set<number>();
  let current: number | null = null;
  return {
    announce(runId) {
      if (current !== null && current !== runId) replaced.add(current);
      replaced.delete(runId);
      current = runId;
    },
    isStale: (name, value) => name !== 'run' && 'runId' in value && replaced.has(value.runId),
  };
}

/**
 * Binds a port to handlers. Events of replaced runs never reach a handler; such a frame counts as taken. A run brought back by `restoreRun` is announced by its `run` event and current again.
 */
export function createLink(port: Port, handlers: EventHandlers): Link {
  const open = new Map<number, Open>();
  const staleness = createStaleness();
  let nextId = 1;
  let closed: Problem | null = null;

  const frameTaken = (): void => {
    if (closed === null) port.postMessage({ type: 'frameTaken' }, []);
  };

  const settle = (reply: Reply): void => {
    const waiting = open.get(reply.id);
    open.delete(reply.id);
    if (reply.ok) waiting?.resolve(reply.value as never);
    else waiting?.reject(new ProblemError(reply.problem));
  };

  const receive = ({ data: message }: MessageEvent<FromEngine>): void => {
    if (message.type === 'reply') return settle(message);
    if (message.name === 'run') staleness.announce(message.value.runId);
    if (staleness.isStale(message.name, message.value)) {
      if (message.name === 'frame') frameTaken();
      return;
    }
    dispatch(handlers, message.name, message.value);
  };

  port.addEventListener('message', receive);
  return {
    call(name, args) {
      if (closed !== null) return Promise.reject(new ProblemError(closed));
      const id = nextId++;
      return new Promise((resolve, reject) => {
        open.set(id, { resolve, reject });
        port.postMessage({ type: 'call', id, name, args } as ToEngine, []);
      });
    },
    frameTaken,
    close(reason) {
      closed = reason;
      port.removeEventListener('message', receive);
      for (const { reject } of open.values()) reject(new ProblemError(reason));
      open.clear();
    },
  };
}

/** What went wrong, as a problem, whatever was thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return problem('internal', { message: error instanceof Error ? error.message : String(error) });
}
