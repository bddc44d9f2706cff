import type { Request, ToEngine } from '#lexicon/commands.ts';
import type { Events, EventName, FromEngine } from '#lexicon/events.ts';
import { ProblemError, problem } from '#lexicon/problems.ts';
import type { Problem } from '#lexicon/problems.ts';
import { handlers } from './commands.ts';
import { stayAlive } from './alive.ts';
import { Engine } from './engine.ts';

/** The worker's door: the only place on this side that posts messages. */
function send(message: FromEngine, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}

function emit<N extends EventName>(name: N, value: Events[N], transfer: Transferable[] = []): void {
  send({ type: 'event', name, value } as FromEngine, transfer);
}

const engine = new Engine(emit);
const table = handlers(engine, emit);
stayAlive(emit);

function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return problem('internal', { message: error instanceof Error ? error.message : String(error) });
}

async function answer(request: Request): Promise<void> {
  const { id, name, args } = request;
  try {
    const handler = table[name] as (given: typeof args) => Promise<unknown>;
    send({ type: 'reply', id, ok: true, value: await handler(args) });
  } catch (error) {
    send({ type: 'reply', id, ok: false, problem: problemOf(error) });
  }
}

self.onmessage = ({ data }: MessageEvent<ToEngine>) => {
  if (data.type === 'frameTaken') engine.frames.taken();
  else void answer(data);
};
// Errors nobody caught, those of threads among them, are said; left alone they would end the page's link.
self.onerror = (event) => {
  emit('failure', problemOf(event instanceof ErrorEvent ? (event.error ?? event.message) : event));
  return true;
};
self.onunhandledrejection = (event) => {
  event.preventDefault();
  emit('failure', problemOf(event.reason));
};
