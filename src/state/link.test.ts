import { afterEach, describe, expect, test } from 'vitest';
import type { ToEngine } from '#lexicon/commands.ts';
import type { EventHandlers, EventName, Events, FromEngine } from '#lexicon/events.ts';
import { ProblemError, problem } from '#lexicon/problems.ts';
import { createLink, problemOf } from './link.ts';
import type { Link } from './link.ts';

type Fake = {
  link: Link;
  handled: [EventName, unknown][];
  sent: ToEngine[];
  answer: (message: FromEngine) => Promise<void>;
  engine: MessagePort;
};

const open: Fake[] = [];

/** A link whose engine is the other end of a channel. */
function createFake(): Fake {
  const { port1, port2 } = new MessageChannel();
  const handled: [EventName, unknown][] = [];
  const names = [
    'catalogue',
    'backend',
    'run',
    'text',
    'state',
    'metrics',
    'evaluations',
    'checkpoints',
    'frame',
    'samples',
    'progress',
    'failure',
  ] as const;
  const handlers = Object.fromEntries(
    names.map((name) => [name, (value: unknown) => void handled.push([name, value])]),
  ) as unknown as EventHandlers;
  const sent: ToEngine[] = [];
  port2.onmessage = ({ data }: MessageEvent<ToEngine>) => void sent.push(data);
  const link = createLink(port1, handlers);
  port1.start();
  const answer = async (message: FromEngine): Promise<void> => {
    port2.postMessage(message);
    await settle();
  };
  const fake = { link, handled, sent, answer, engine: port2 };
  open.push(fake);
  return fake;
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
const event = <N extends EventName>(name: N, value: Events[N]): FromEngine => ({ type: 'event', name, value }) as FromEngine;
const runOf = (runId: number): FromEngine =>
  event('run', { runId, step: 0, parameters: 1, config: {} as Events['run']['config'] });
const frameOf = (runId: number): Events['frame'] => ({
  runId,
  step: 1,
  live: true,
  ids: new Int32Array([1]),
  entries: [],
  data: new Float32Array(4),
});

afterEach(() => {
  for (const { link, engine } of open.splice(0)) {
    link.close(problem('internal', { message: 'the test ended' }));
    engine.close();
  }
});

describe('calls', () => {
  test('an answer reaches the call that asked, in whatever order answers come', async () => {
    const { link, sent, answer } = createFake();
    const first = link.call('probe', { input: 'a' });
    const second = link.call('train', { steps: 3 });
    await settle();
    const [a, b] = sent as { id: number; name: string; args: unknown }[];
    expect([a?.name, a?.args, b?.name, b?.args]).toEqual(['probe', { input: 'a' }, 'train', { steps: 3 }]);
    await answer({ type: 'reply', id: b?.id ?? 0, ok: true, value: 'trained' });
    await answer({ type: 'reply', id: a?.id ?? 0, ok: true, value: 'probed' });
    expect(await Promise.all([first, second])).toEqual(['probed', 'trained']);
  });

  test('a refusal arrives as a ProblemError with its code and numbers', async () => {
    const { link, answer } = createFake();
    const call = link.call('restoreRun', { runId: 5 });
    const refused = call.catch((error: unknown) => error);
    await answer({ type: 'reply', id: 1, ok: false, problem: problem('runGone', { runId: 5 }) });
    expect(await refused).toBeInstanceOf(ProblemError);
    expect(problemOf(await refused)).toEqual({ code: 'runGone', params: { runId: 5 } });
  });

  test('a closed link rejects what is open and what comes later', async () => {
    const { link } = createFake();
    const before = link.call('pause', {}).catch(problemOf);
    link.close(problem('internal', { message: 'gone' }));
    const after = link.call('pause', {}).catch(problemOf);
    expect(await before).toEqual(problem('internal', { message: 'gone' }));
    expect(await after).toEqual(problem('internal', { message: 'gone' }));
  });
});

describe('events', () => {
  test('events of the run reach their handlers, also those sent before the run is announced', async () => {
    const { handled, answer } = createFake();
    await answer(event('checkpoints', { runId: 1, steps: new Float64Array([0]) }));
    await answer(runOf(1));
    await answer(event('state', { runId: 1, state: 'idle', tokensPerSecond: 0, msPerStep: 0, trainer: '' }));
    expect(handled.map(([name]) => name)).toEqual(['checkpoints', 'run', 'state']);
  });

  test('events of a replaced run are dropped, and its frame counts as taken', async () => {
    const { handled, sent, answer } = createFake();
    await answer(runOf(1));
    await answer(runOf(2));
    await answer(event('frame', frameOf(1)));
    await answer(event('evaluations', { runId: 1, rows: [], all: true }));
    expect(handled.map(([name]) => name)).toEqual(['run', 'run']);
    expect(sent).toEqual([{ type: 'frameTaken' }]);
  });

  test('a run that is brought back is heard again', async () => {
    const { handled, answer } = createFake();
    for (const runId of [1, 2, 1]) await answer(runOf(runId));
    await answer(event('frame', frameOf(1)));
    await answer(event('frame', frameOf(2)));
    expect(handled.filter(([name]) => name === 'frame').map(([, value]) => (value as Events['frame']).runId)).toEqual([1]);
  });
});

test('anything thrown is a problem that can be said', () => {
  expect(problemOf(new Error('x'))).toEqual(problem('internal', { message: 'x' }));
  expect(problemOf(7)).toEqual(problem('internal', { message: '7' }));
});
