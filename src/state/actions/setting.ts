import type { CleaningChoice } from '#lexicon/cleaning.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { Intervention } from '#lexicon/interventions.ts';
import type { BackendName, RunInfo, TextInfo } from '#lexicon/messages.ts';
import { ProblemError } from '#lexicon/problems.ts';
import { call } from '../engine.ts';
import { useStore } from '../store.ts';
import { inversePatch, moveChange, recordChange } from '../undo.ts';
import type { Change, Snapshot } from '../undo.ts';

/** Changes of the config are sent one after another, so that each knows the state it changes. */
let queue: Promise<unknown> = Promise.resolve();

function inTurn<T>(task: () => Promise<T>): Promise<T> {
  const turn = queue.then(task, task);
  queue = turn.catch(() => null);
  return turn;
}

const runId = (): number | null => useStore.getState().run?.runId ?? null;

function remember(change: Change): void {
  useStore.setState(({ past, future }) => recordChange({ past, future }, change));
}

/** Config of the run as the engine knows it. */
function settledConfig(): RunConfig {
  const { run, config } = useStore.getState();
  return run?.config ?? config;
}

/** Sends a change of the config. `ahead`: it is shown before the engine has answered, as a control that was moved must be. */
async function send(patch: Partial<RunConfig>, ahead: boolean): Promise<{ rebuilt: boolean }> {
  if (ahead) useStore.setState(({ config }) => ({ config: { ...config, ...patch } }));
  try {
    const answer = await call('configure', { patch });
    useStore.setState(({ run, config }) => {
      if (answer.rebuilt || !run) return { config: run?.config ?? config };
      const changed = { run: { ...run, config: { ...run.config, ...patch } } };
      return ahead ? changed : { ...changed, config: { ...config, ...patch } };
    });
    return answer;
  } catch (error) {
    useStore.setState({ config: settledConfig() });
    throw error;
  }
}

/**
 * Changes settings; rebuilds the model only if it must. Rejects with a `ProblemError` and leaves everything as it
 * was when the engine refuses. Changes that share a `gesture` are undone together. What comes from no control of the page
 * may be anything, and is not shown `ahead` of the engine’s answer.
 */
export function configure(patch: Partial<RunConfig>, gesture: string | null = null, ahead = true): Promise<{ rebuilt: boolean }> {
  return inTurn(async () => {
    const before: Snapshot = { patch: inversePatch(settledConfig(), patch), runId: runId(), text: null };
    const answer = await send(patch, ahead);
    const changed = JSON.stringify(before.patch) !== JSON.stringify(patch);
    const [from, to] = answer.rebuilt ? [before.runId, runId()] : [null, null];
    if (changed) remember({ gesture, before: { ...before, runId: from }, after: { patch, runId: to, text: null } });
    return answer;
  });
}

/** Shows what a rebuilding change would cost before it is made; null when the hand let go. */
export function previewPatch(preview: Partial<RunConfig> | null): void {
  useStore.setState({ preview });
}

let latest: { patch: Partial<RunConfig>; gesture: string } | null = null;
let sending = false;

/** The same while a slider is being dragged: shown at once, and only the newest value is sent. */
export async function configureWhileDragging(patch: Partial<RunConfig>, gesture: string): Promise<void> {
  useStore.setState(({ config }) => ({ config: { ...config, ...patch } }));
  latest = { patch, gesture };
  if (sending) return;
  sending = true;
  try {
    while (latest) {
      const next: { patch: Partial<RunConfig>; gesture: string } = latest;
      latest = null;
      await configure(next.patch, next.gesture);
    }
  } finally {
    sending = false;
  }
}

/** The story as it is being edited; null discards the changes. */
export function editStory(draft: string | null): void {
  useStore.setState({ draft });
}

/** The user's own story, also while a task is learnt that is not made of it. */
export function storyOf(text: TextInfo | null): string | null {
  return text?.story ?? text?.text ?? null;
}

/** What loading a text changes besides the text: the settings that come with it, or the task that is left for the story. */
function settingsWith(patch: Partial<RunConfig> | undefined): Partial<RunConfig> {
  const { task } = settledConfig();
  const { catalogue } = useStore.getState();
  const stays = task === 'story' || catalogue?.tasks.some(({ id, usesStory }) => id === task && usesStory) === true;
  return patch ?? (stays ? {} : { task: 'story' });
}

/**
 * Makes another text the one the model learns from, with other settings where `patch` names them, in one change; the old
 * run can be brought back.
 */
export function loadText(text: string, patch?: Partial<RunConfig>): Promise<{ tokens: number; d_vocab: number }> {
  return exchangeText(() => call('loadText', patch ? { text, patch } : { text }), settingsWith(patch));
}

/** Pasted text becomes the one the model learns from, cleaned as chosen; the old run can be brought back. */
export function takeText(text: string, cleaning: CleaningChoice): Promise<{ tokens: number; d_vocab: number }> {
  return exchangeText(() => call('loadText', { text, cleaning }), settingsWith(undefined));
}

/** Anything that puts another text in the place of the running one, with what it changes of the settings, as one change. */
export function exchangeText<T>(ask: () => Promise<T>, settings: Partial<RunConfig> = {}): Promise<T> {
  return inTurn(async () => {
    const story = storyOf(useStore.getState().text);
    const before: Snapshot = { patch: inversePatch(settledConfig(), settings), runId: runId(), text: story };
    const answer = await ask();
    useStore.setState({ draft: null });
    const after: Snapshot = { patch: settings, runId: runId(), text: storyOf(useStore.getState().text) };
    remember({ gesture: null, before, after });
    return answer;
  });
}

/** A new model from the seed, on the same text and config; the trained one can be brought back. */
export function reset(): Promise<RunInfo> {
  return inTurn(async () => {
    const before: Snapshot = { patch: {}, runId: runId(), text: null };
    const run = await call('reset', {});
    remember({ gesture: null, before, after: { patch: {}, runId: run.runId, text: null } });
    return run;
  });
}

/**
 * Sets one number of a weight by hand, `at` counted row-major, while the steps of a training that plays stay as they are.
 * Taking it back takes away what was added and leaves what was trained since.
 */
export function changeWeight(name: string, at: number, value: number): Promise<void> {
  return inTurn(async () => {
    const { before, after } = await call('setWeight', { weight: name, at, change: { to: value } });
    const side = (by: number): Snapshot => ({ patch: {}, runId: null, text: null, weight: { runId: runId(), name, at, by } });
    remember({ gesture: null, before: side(before - after), after: side(after - before) });
  });
}

async function showVersus(step: number | null): Promise<number | null> {
  const answer = await call('compare', { step });
  useStore.setState({ versus: answer.step });
  return answer.step;
}

/**
 * Compares with the kept step nearest to `step`: panels show A − B; null ends it. Can be taken back; changes that share a
 * `gesture` together.
 */
export function compareWith(step: number | null, gesture: string | null = null): Promise<void> {
  return inTurn(async () => {
    const before = useStore.getState().versus;
    const after = await showVersus(step);
    if (after === before) return;
    const side = (at: number | null): Snapshot => ({ patch: {}, runId: null, text: null, versus: { runId: runId(), step: at } });
    remember({ gesture, before: side(before), after: side(after) });
  });
}

/**
 * Changes values of the forward pass in all that is shown and written; [] ends it. Can be taken back; changes that share a
 * `gesture` together.
 */
export function intervene(list: readonly Intervention[], gesture: string | null = null): Promise<void> {
  return inTurn(async () => {
    const before = useStore.getState().interventions;
    await call('intervene', { list });
    const side = (now: readonly Intervention[]): Snapshot => {
      return { patch: {}, runId: null, text: null, interventions: { runId: runId(), list: now } };
    };
    if (before.length > 0 || list.length > 0) remember({ gesture, before: side(before), after: side(list) });
  });
}

/** Brings one side of a change back: the run itself while it is kept, else its settings and text. */
async function apply(side: Snapshot): Promise<void> {
  // The number of a run that is gone has no place in the model that was built in its stead.
  if (side.versus && side.versus.runId === runId()) await showVersus(side.versus.step);
  if (side.interventions && side.interventions.runId === runId()) await call('intervene', { list: side.interventions.list });
  if (side.weight && side.weight.runId === runId()) {
    const { name, at, by } = side.weight;
    await call('setWeight', { weight: name, at, change: { by } });
  }
  if (side.runId !== null) {
    try {
      await call('restoreRun', { runId: side.runId });
      useStore.setState({ draft: null });
      return;
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.code !== 'runGone') throw error;
    }
  }
  const isChanged = Object.keys(side.patch).length > 0;
  if (side.text !== null) await call('loadText', isChanged ? { text: side.text, patch: side.patch } : { text: side.text });
  else if (isChanged) await send(side.patch, true);
}

function travel(direction: 'undo' | 'redo'): Promise<void> {
  return inTurn(async () => {
    const { past, future } = useStore.getState();
    const moved = moveChange({ past, future }, direction);
    if (!moved) return;
    await apply(direction === 'undo' ? moved.change.before : moved.change.after);
    useStore.setState(moved.history);
  });
}

/** Takes the newest change of a setting, text or model back, trained weights included. */
export const undo = (): Promise<void> => travel('undo');

/** Does again what was taken back. */
export const redo = (): Promise<void> => travel('redo');

/** Another backend for the same model, optimizer state and step. */
export async function setBackend(name: BackendName): Promise<void> {
  await call('setBackend', { name });
}
