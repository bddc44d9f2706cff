import type { GenerateArgs, GenerateResult } from '#lexicon/messages.ts';
import type { Copied, LatentArgs, LatentPoints } from '#lexicon/writing.ts';
import { call } from '../engine.ts';
import { useStore } from '../store.ts';
import { append, beginWriting, changeWriting, instead, pathOf, useWriting } from '../writing.ts';

/** Tokens of the story with which a text begins when nothing else was given, as in the run bar. */
const OPENING = 3;
/** A text that nobody stops ends here. */
const MOST = 2000;

/** Begins a text; without a prompt, as the story begins. What was written before can be brought back. */
export async function beginText(prompt: string, seed: number): Promise<void> {
  const { run, text } = useStore.getState();
  if (!run || !text) return;
  const ids = prompt === '' ? Array.from(text.ids.subarray(0, OPENING)) : (await call('encode', { text: prompt })).ids;
  changeWriting(beginWriting({ runId: run.runId, vocabulary: text.vocabulary, prompt: ids, seed }));
}

async function writeOne(goesOn: boolean): Promise<boolean> {
  const { writing } = useWriting.getState();
  const { config, playhead } = useStore.getState();
  if (!writing) return false;
  const path = pathOf(writing);
  if (path.length >= MOST) return false;
  const { temperature, top_k, top_p } = config;
  const ids = [...writing.prompt, ...path.map(({ id }) => id)];
  const ledger = await call('nextToken', { ids, at: path.length, seed: writing.seed, temperature, top_k, top_p, step: playhead });
  // Another text or branch was chosen meanwhile: the token belongs nowhere.
  if (useWriting.getState().writing !== writing) return false;
  changeWriting(append(writing, { id: ledger.id, ledger, byHand: false }), goesOn);
  return true;
}

/** Writes one token. */
export async function writeToken(): Promise<void> {
  await writeOne(false);
}

/** Writes on until it is stopped. */
export async function playText(): Promise<void> {
  if (useWriting.getState().playing) return;
  useWriting.setState({ playing: true });
  try {
    for (let goesOn = false; useWriting.getState().playing; goesOn = true) if (!(await writeOne(goesOn))) break;
  } finally {
    useWriting.setState({ playing: false });
  }
}

/** Stops writing; the text stays. */
export function stopText(): void {
  useWriting.setState({ playing: false });
}

/** Takes another candidate at a written token: the text branches there. */
export function chooseInstead(at: number, id: number): void {
  const { writing } = useWriting.getState();
  const drawn = writing && pathOf(writing)[at];
  if (!writing || !drawn) return;
  stopText();
  changeWriting(instead(writing, at, { id, ledger: drawn.ledger, byHand: id !== drawn.ledger.id }));
}

/** Goes on with another branch. */
export function goToBranch(key: number): void {
  const { writing } = useWriting.getState();
  if (!writing || writing.current === key) return;
  stopText();
  changeWriting({ ...writing, current: key });
}

/** A text written aside: the page’s own texts stay as they are. */
export function writeAside(args: GenerateArgs): Promise<GenerateResult> {
  return call('generate', args);
}

/** Looks ids up in what the model was trained on. */
export function lookUp(ids: readonly number[]): Promise<Copied> {
  return call('copied', { ids });
}

/** Sentences, or sequences of ids, as points of a stream, at the step under the playhead; null when stopped. */
export function latentPoints(args: Omit<LatentArgs, 'step'>): Promise<LatentPoints | null> {
  return call('latent', { ...args, step: useStore.getState().playhead });
}

/** Ends the reading of the sentences. */
export async function stopLatent(): Promise<void> {
  await call('stopLatent', {});
}
