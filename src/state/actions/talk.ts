import type { TaskLanguage } from '#lexicon/config.ts';
import type { RunInfo } from '#lexicon/messages.ts';
import { talkPrompt, writeTalks } from '#lexicon/turns.ts';
import type { FineTuneArgs, TakenOver } from '#lexicon/tuning.ts';
import { call } from '../engine.ts';
import { useStore } from '../store.ts';
import { asLearnt, learnable, useTalk } from '../talk.ts';
import type { Exchange } from '../talk.ts';
import { exchangeText, reset, storyOf } from './setting.ts';
import { train } from './train.ts';

/** Prompts at which a talk's replies are compared. */
const COMPARED = 4;

function changeExchange(key: number, change: Partial<Exchange>): void {
  useTalk.setState(({ exchanges }) => ({
    exchanges: exchanges.map((each) => (each.key === key ? { ...each, ...change } : each)),
  }));
}

/** Says something to the model and waits for its reply, which stands then in the talk. */
export async function sayTo(says: string, language: TaskLanguage): Promise<void> {
  const { exchanges, nextKey, asked } = useTalk.getState();
  const line = says.replaceAll(/\s+/g, ' ').trim();
  if (asked !== null || line === '') return;
  useTalk.setState({ asked: line });
  try {
    const { seed } = useStore.getState().config;
    const before = exchanges.map(asLearnt);
    const { reply, tokens, fallen } = await call('reply', { language, before, says: line, seed: seed + nextKey });
    const exchange: Exchange = { key: nextKey, says: line, reply, tokens, fallen, approved: false, corrected: null };
    useTalk.setState((talk) => ({ exchanges: [...talk.exchanges, exchange], nextKey: nextKey + 1, asked: null }));
  } catch (error) {
    useTalk.setState({ asked: null });
    throw error;
  }
}

/** Takes the newest exchange back, to say something else. Answers with what had been said. */
export function takeBack(): string {
  const { exchanges } = useTalk.getState();
  useTalk.setState({ exchanges: exchanges.slice(0, -1) });
  return exchanges.at(-1)?.says ?? '';
}

export function clearTalk(): void {
  useTalk.setState({ exchanges: [] });
}

/** Says that a reply was right, or no longer. */
export function approve(key: number, approved: boolean): void {
  changeExchange(key, { approved, corrected: null });
}

/** What a reply should have been; empty takes the correction back. */
export function correct(key: number, words: string, language: TaskLanguage): void {
  const line = words.replaceAll(/\s+/g, ' ').trim();
  changeExchange(key, { corrected: line === '' ? null : `${language === 'en' ? ' ' : ''}${line}`, approved: false });
}

/** The running model goes on to learn something else, with its vocabulary and its weights; can be taken back. */
export function fineTune(args: FineTuneArgs): Promise<RunInfo> {
  useTalk.setState({ report: null });
  const { text: _text, ...settings } = args;
  return exchangeText(() => call('fineTune', args), { ...settings, frozen: [...args.frozen] });
}

/** Looks at what fine-tuning has changed up to now. */
export async function compareTuned(prompts: readonly string[] | null = null): Promise<void> {
  const runId = useStore.getState().run?.runId;
  useTalk.setState({ comparing: true });
  try {
    const report = await call('tuneReport', { prompts });
    if (runId !== undefined) useTalk.setState({ report: { runId, report } });
  } finally {
    useTalk.setState({ comparing: false });
  }
}

/** Fine-tunes for so many steps and shows what that changed. */
export async function fineTuneAndTrain(args: FineTuneArgs, steps: number): Promise<void> {
  await fineTune(args);
  await train(steps);
  await compareTuned();
}

/**
 * Makes what was approved and corrected in the talk the model's next lesson, behind the talks that it learns from already,
 * trains on it, and compares the replies before and after.
 */
export async function learnFromTalk(language: TaskLanguage, frozen: readonly string[], steps: number): Promise<void> {
  const talks = learnable(useTalk.getState().exchanges);
  const { text, config } = useStore.getState();
  const earlier = config.task === 'talks' ? `${storyOf(text) ?? ''}\n\n` : '';
  const learnt = `${earlier}${writeTalks(talks, language)}`;
  const rate = config.task === 'talks' ? config.learning_rate : config.learning_rate / 3;
  await fineTune({ text: learnt, task: 'talks', task_language: language, frozen, learning_rate: rate });
  await train(steps);
  const prompts = talks.flatMap((turns) => turns.map(({ says }, at) => talkPrompt(language, turns.slice(0, at), says)));
  await compareTuned(prompts.slice(-COMPARED));
}

/** What of a talk the model sees when it answers `says` now. */
export function talkWindow(says: string, language: TaskLanguage): Promise<{ ids: Int32Array; fallen: number }> {
  return call('talkWindow', { language, before: useTalk.getState().exchanges.map(asLearnt), says });
}

/** A new model from the seed, with a kept run's embeddings for the pieces that both vocabularies have; can be taken back. */
export async function takeEmbeddings(key: string): Promise<TakenOver> {
  await reset();
  return call('takeEmbeddings', { key });
}
