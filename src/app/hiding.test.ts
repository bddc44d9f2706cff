import { afterEach, expect, test, vi } from 'vitest';
import { connect } from '#state/engine.ts';
import { saveWhenHidden } from './hiding.ts';

/** A page that can be hidden, on an engine that notes what it is asked for. */
function hideable(answer: () => Promise<null>): { turn: (state: DocumentVisibilityState) => void; asked: string[] } {
  const asked: string[] = [];
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState });
  connect({
    call: (name) => {
      asked.push(name);
      return answer() as never;
    },
    frameTaken: () => undefined,
    close: () => undefined,
  });
  saveWhenHidden(page as unknown as Document);
  const turn = (state: DocumentVisibilityState): void => {
    page.visibilityState = state;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  return { turn, asked };
}

afterEach(() => vi.restoreAllMocks());

test('a page saves each time it is hidden, and not when it is seen again', () => {
  const { turn, asked } = hideable(async () => null);
  turn('hidden');
  expect(asked).toEqual(['saveNow']);
  turn('visible');
  expect(asked).toEqual(['saveNow']);
  turn('hidden');
  expect(asked).toEqual(['saveNow', 'saveNow']);
});

test('a hidden page that cannot be saved throws nothing', async () => {
  const { turn } = hideable(() => Promise.reject(new Error('the engine is gone')));
  const thrown = vi.fn<() => void>();
  process.on('unhandledRejection', thrown);
  turn('hidden');
  await new Promise((resolve) => setTimeout(resolve, 0));
  process.off('unhandledRejection', thrown);
  expect(thrown).not.toHaveBeenCalled();
});
