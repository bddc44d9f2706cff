import { words } from '#lexicon/words/all.ts';
import { expect, test } from '../support/app.ts';
import { Bare } from '../support/bare.ts';
import type { Tab } from '../support/bare.ts';

declare global {
  /** What happened to the page, in order. */
  var happened: string[];
}

const CONFIG = { n_layers: 1, d_model: 32, n_heads: 2, d_mlp: 64, n_ctx: 32, batch_size: 8, dropout: 0.1 };
/** Longer than any step takes, so that the engine can tell that it slept. */
const NAP_MS = 3000;
const { elsewhere } = words.en.keeping;

// Windows has no signal that stops a process and lets it go on.
test.skip(process.platform === 'win32');

let browser: Bare;
let address = '';
test.beforeEach(({ baseURL }) => {
  address = baseURL ?? '';
  browser = new Bare();
});
test.afterEach(() => browser.close());

async function open(): Promise<Tab> {
  const tab = await browser.open(`${address}?lang=en`);
  // Until its page is there, nothing can be asked in it.
  const isThere = (): Promise<boolean> => tab.evaluate(() => 'glassformer' in window, null).catch(() => false);
  await expect.poll(isThere, { timeout: 30_000 }).toBe(true);
  await tab.evaluate(async () => {
    await window.glassformer.ready;
  }, null);
  return tab;
}

const stepOf = (tab: Tab): Promise<number> => tab.evaluate(() => window.glassformer.history().step.at(-1) ?? 0, null);
const train = (tab: Tab, steps: number): Promise<number> =>
  tab.evaluate(async (count) => (await window.glassformer.train(count)).step, steps);
const play = (tab: Tab): Promise<void> =>
  tab.evaluate(() => void window.glassformer.train(10_000_000).catch(() => undefined), null);
const goesOn = async (tab: Tab): Promise<void> => {
  const before = await stepOf(tab);
  await expect.poll(() => stepOf(tab), { timeout: 30_000 }).toBeGreaterThan(before + 50);
};
/** The steps of all runs that the library holds. */
const kept = (tab: Tab): Promise<number[]> =>
  tab.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('glassformer');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const runs = await new Promise<{ step: number }[]>((resolve) => {
      const request = database.transaction('runs').objectStore('runs').getAll();
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    return runs.map(({ step }) => step);
  }, null);

/** What the page says of another tab, and the problems it tells. */
const said = (tab: Tab): Promise<string> =>
  tab.evaluate(() => Array.from(document.querySelectorAll('.elsewhere p, .toast'), (each) => each.textContent).join('\n'), null);

test('a tab that is hidden, frozen, and on a machine that sleeps trains on as if it had never stopped, to the last bit', async () => {
  const tab = await open();
  await tab.evaluate(async (config) => {
    globalThis.happened = [];
    const note = ({ type }: Event): void => void globalThis.happened.push(`${type} ${document.visibilityState}`);
    for (const name of ['visibilitychange', 'freeze', 'resume']) document.addEventListener(name, note);
    await window.glassformer.configure(config);
  }, CONFIG);
  await play(tab);
  await goesOn(tab);
  const before = await browser.open('about:blank');
  await before.front();
  await goesOn(tab);
  await tab.freeze(true);
  await new Promise((resolve) => setTimeout(resolve, 500));
  await tab.freeze(false);
  await goesOn(tab);
  browser.sleep(true);
  await new Promise((resolve) => setTimeout(resolve, NAP_MS));
  browser.sleep(false);
  await goesOn(tab);
  expect(await tab.evaluate(() => globalThis.happened.slice(0, 3), null)).toEqual([
    'visibilitychange hidden',
    'freeze hidden',
    'resume hidden',
  ]);
  await tab.front();
  await tab.evaluate(() => window.glassformer.pause(), null);
  const losses = (of: Tab): Promise<number[]> => of.evaluate(() => window.glassformer.history().loss, null);
  const slept = await losses(tab);
  expect(await said(tab)).toBe('');
  // The same model anew, from its seed.
  await tab.evaluate(async () => {
    const { seed } = window.glassformer.config();
    await window.glassformer.configure({ seed: seed + 1 });
    await window.glassformer.configure({ seed });
  }, null);
  await train(tab, slept.length);
  expect(await losses(tab)).toEqual(slept);
});

test('a tab that was frozen while another one took its run over writes nothing over it, and says where it is', async () => {
  const sleeper = await open();
  await sleeper.evaluate(async (config) => {
    await window.glassformer.configure(config);
  }, CONFIG);
  await train(sleeper, 20);
  await play(sleeper);
  const blank = await browser.open('about:blank');
  await blank.front();
  // A tab that has just saved is not in the middle of it; others would have to wait until the browser ends that.
  const before = Math.max(...(await kept(sleeper)));
  await expect.poll(async () => Math.max(...(await kept(sleeper)))).toBeGreaterThan(before);
  await sleeper.freeze(true);
  const other = await open();
  await expect.poll(() => said(other)).toContain(elsewhere.said('On the morning the fog went away'));
  await other.evaluate((name) => {
    Array.from(document.querySelectorAll('button'))
      .find(({ textContent }) => textContent === name)
      ?.click();
  }, elsewhere.takeOver);
  await expect.poll(() => said(other), { timeout: 30_000 }).toBe('');
  const taken = await stepOf(other);
  await sleeper.freeze(false);
  await expect.poll(() => said(sleeper), { timeout: 30_000 }).toBe(elsewhere.said('On the morning the fog went away'));
  expect(await train(other, 5)).toBe(taken + 5);
  expect(await kept(other), 'one run, of which the other tab writes on').toEqual([taken + 5]);
});
