import { afterEach, beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import { connect } from '#state/engine.ts';
import { INITIAL_STATE, useStore } from '#state/store.ts';
import { select } from '#state/actions/look.ts';
import { listenToKeys } from './keyboard.ts';

let calls: string[];
let stop: () => void;

beforeEach(() => {
  calls = [];
  useStore.setState(INITIAL_STATE, true);
  useStore.setState({
    run: { runId: 1, config: DEFAULT_CONFIG, parameters: 1, step: 9 },
    step: 9,
    checkpoints: new Float64Array([0, 5, 9]),
  });
  connect({
    call: async (name, args) => {
      calls.push(name);
      return args as never;
    },
    frameTaken: () => undefined,
    close: () => undefined,
  });
  stop = listenToKeys(document);
  document.body.innerHTML = '<textarea></textarea><button>b</button><div role="slider" tabindex="0" aria-valuenow="1"></div>';
});

afterEach(() => {
  stop();
  document.body.innerHTML = '';
});

const focus = (selector: string): void => document.querySelector<HTMLElement>(selector)?.focus();

test('Space plays, also from a slider, but neither while typing nor on a button', async () => {
  focus('textarea');
  await userEvent.keyboard(' ');
  focus('button');
  await userEvent.keyboard(' ');
  expect(calls).toEqual([]);
  focus('[role=slider]');
  await userEvent.keyboard(' ');
  expect(calls).toEqual(['train']);
});

test('brackets walk over the kept steps', async () => {
  focus('button');
  await userEvent.keyboard('[[');
  await expect.poll(() => useStore.getState().playhead).toBe(5);
});

test('Escape frees the selection first and closes the open panel then', async () => {
  useStore.setState({ openPanel: 'ffn' });
  select({ position: 3, layer: 1 });
  focus('button');
  await userEvent.keyboard('{Escape}');
  expect(useStore.getState()).toMatchObject({ openPanel: 'ffn', selection: { position: null, layer: 1 } });
  await userEvent.keyboard('{Escape}');
  expect(useStore.getState().openPanel).toBeNull();
});

test('Escape lets go of a number alone, and of the rest then', async () => {
  select({ position: 3, cell: { name: 'hook_embed', index: [3, 0] } });
  focus('button');
  await userEvent.keyboard('{Escape}');
  expect(useStore.getState().selection).toMatchObject({ position: 3, cell: null });
  await userEvent.keyboard('{Escape}');
  expect(useStore.getState().selection.position).toBeNull();
});

test('Enter on a cell that is locked already goes into its worksheet, and Escape there leads back to the picture', async () => {
  document.body.innerHTML = `<main id="panels"><div role="grid" tabindex="0"></div></main>
    <aside class="app__right"><p class="worksheet__name" tabindex="-1"></p><button></button></aside>`;
  focus('[role=grid]');
  await userEvent.keyboard('{Enter}');
  expect(document.activeElement?.role).toBe('grid');
  select({ position: 3, cell: { name: 'hook_embed', index: [3, 0] } });
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => document.activeElement?.className).toBe('worksheet__name');
  focus('button');
  select({ cell: { name: 'wte.weight', index: [7, 0] } });
  await userEvent.keyboard('{Escape}');
  expect(useStore.getState().selection.cell).toBeNull();
  expect(document.activeElement?.role).toBe('grid');
});

test('a second Enter that comes before the worksheet leads in when it comes, unless one has gone elsewhere', async () => {
  const page = '<main id="panels"><div role="grid" tabindex="0"></div></main><aside class="app__right"></aside><button></button>';
  const arrive = (): void => {
    const column = document.querySelector('.app__right');
    if (column) column.innerHTML = '<p class="worksheet__name" tabindex="-1"></p>';
  };
  const enterTwice = async (): Promise<void> => {
    document.body.innerHTML = page;
    select({ position: 3, cell: { name: 'hook_embed', index: [3, 0] } });
    focus('[role=grid]');
    await userEvent.keyboard('{Enter}');
    // What is asked for is waited for in the next task.
    await new Promise((resolve) => setTimeout(resolve));
  };
  await enterTwice();
  arrive();
  await expect.poll(() => document.activeElement?.className).toBe('worksheet__name');
  await enterTwice();
  focus('button');
  arrive();
  await new Promise((resolve) => setTimeout(resolve));
  expect(document.activeElement?.tagName).toBe('BUTTON');
});

test('Ctrl+Z in a text box is the box’s own, elsewhere it takes the last change back', async () => {
  const side = { patch: { dropout: 0.5 }, runId: null, text: null };
  useStore.setState({ past: [{ gesture: null, before: side, after: side }] });
  focus('textarea');
  await userEvent.keyboard('{Control>}z{/Control}');
  expect(calls).toEqual([]);
  focus('button');
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.poll(() => calls).toEqual(['configure']);
});
