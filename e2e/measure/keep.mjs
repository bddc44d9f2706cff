// @ts-check
// What keeping a run is worth and what it costs (`npm run build` first): node e2e/measure/keep.mjs
// Kills the engine's worker, the page, and the browser itself with a signal it cannot hear, at random moments while it
// trains; opens it again and looks whether what is there is whole, and how much was lost. KEEP_URL names an app that is
// served already; KILLS how often, ROUNDS how often the cost of saving is measured, which means something on a quiet
// machine only.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { ROOT } from '../../scripts/bin.mjs';
import { QUIET_ARGS, findBrowser } from '../../scripts/browser.mjs';
import { quantile } from './page.mjs';

/** @typedef {import('@playwright/test').Page} Page */

const PORT = 4413;
const KILLS = Number(process.env['KILLS'] ?? 50);
const LONGEST_MS = 8000;
const VICTIMS = ['engine', 'page', 'browser'];
const COST_MS = 8000;
const REST_MS = 1000;
const ROUNDS = Number(process.env['ROUNDS'] ?? 9);
/** The larger of the two usual sizes: 3.6 MB of weights, 11 MB of state. */
const LARGE = { d_model: 128, n_layers: 4, n_heads: 4, d_mlp: 512, n_ctx: 128, batch_size: 8, dropout: 0.1 };
/** The smaller. */
const USUAL = { d_model: 64, n_layers: 2, n_heads: 4, d_mlp: 256, n_ctx: 64, batch_size: 8, dropout: 0 };
const SMALL = { d_model: 32, n_layers: 1, n_heads: 2, d_mlp: 64, n_ctx: 24, batch_size: 4, dropout: 0.1 };
const STORY = 'The fog lifted over the harbour, and the boats came home one by one.\n'.repeat(40);

const profile = mkdtempSync(join(tmpdir(), 'glassformer-keep-'));
const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A browser on the one profile, as a process that can be killed. */
async function start() {
  const portFile = join(profile, 'DevToolsActivePort');
  rmSync(portFile, { force: true });
  const args = [...QUIET_ARGS, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'];
  const child = spawn(findBrowser() ?? chromium.executablePath(), args, { stdio: 'ignore', detached: true });
  for (let tries = 0; !existsSync(portFile); tries++) {
    if (tries === 200) throw new Error('start: the browser opened no port in 20 seconds');
    await pause(100);
  }
  const [port] = readFileSync(portFile, 'utf8').split('\n');
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const [context] = browser.contexts();
  if (!context) throw new Error('start: the browser has no context');
  const kill = () => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  return { browser, context, kill };
}

/** @param {import('@playwright/test').BrowserContext} context @param {string} address */
async function open(context, address) {
  const page = await context.newPage();
  await page.goto(address);
  await page.evaluate(() => window.glassformer.ready);
  return page;
}

/** Ends the engine's worker without a word, and waits until its successor answers. @param {Page} page */
async function replaced(page) {
  const engine = page.workers().find((worker) => worker.url().includes('/assets/worker-'));
  const gone = page.waitForEvent('worker');
  await engine?.evaluate(() => self.close()).catch(() => undefined);
  await gone;
  const answers = () =>
    page.evaluate(() =>
      window.glassformer.read('ln_f.bias').then(
        () => true,
        () => false,
      ),
    );
  while (!(await answers())) await pause(50);
}

/** @param {Page} page */
const losses = (page) => page.evaluate(() => window.glassformer.history().loss);

/** Trains and counts. @param {Page} page @param {number} ms */
const stepsIn = (page, ms) =>
  page.evaluate(async (duration) => {
    const first = window.glassformer.history().step.length;
    const began = performance.now();
    const training = window.glassformer.train(1_000_000);
    await new Promise((resolve) => setTimeout(resolve, duration));
    await window.glassformer.pause();
    await training;
    return ((window.glassformer.history().step.length - first) * 1000) / (performance.now() - began);
  }, ms);

/** Closes the engine's database from outside, so that nothing is saved any more. @param {Page} page */
const deny = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open('glassformer', 99);
        request.onsuccess = () => {
          request.result.close();
          resolve(null);
        };
        request.onerror = () => reject(request.error);
      }),
  );

const server = process.env['KEEP_URL'] ? null : await preview({ root: ROOT, preview: { port: PORT, strictPort: true } });
const address = `${process.env['KEEP_URL'] ?? `http://localhost:${PORT}/`}?lang=en`;
try {
  /** Steps lost, and the seconds they took. @type {{by: string, steps: number, ms: number}[]} */
  const lost = [];
  let { browser, context, kill } = await start();
  let page = await open(context, address);
  await page.evaluate((config) => window.glassformer.configure(config), SMALL);
  await page.evaluate((text) => window.glassformer.loadText(text), STORY);
  await page.evaluate(() => window.glassformer.train(1));
  /** What the run has been so far, bit by bit. @type {number[]} */
  let known = await losses(page);
  for (let i = 0; i < KILLS; i++) {
    const training = page.evaluate(() => void window.glassformer.train(10_000_000).catch(() => undefined));
    const ms = Math.random() * LONGEST_MS;
    await training;
    await pause(ms);
    const seen = await losses(page);
    const by = VICTIMS[i % VICTIMS.length] ?? 'page';
    if (by === 'engine') await replaced(page);
    else {
      if (by === 'page') await page.close();
      else {
        kill();
        await browser.close().catch(() => undefined);
        ({ browser, context, kill } = await start());
      }
      page = await open(context, address);
    }
    const found = await losses(page);
    const steps = await page.evaluate(() => window.glassformer.history().step);
    const whole = steps.every((step, at) => step === at + 1);
    const same =
      seen.every((loss, at) => at >= found.length || loss === found[at]) && known.every((loss, at) => loss === found[at]);
    if (!whole || !same || found.length < known.length) throw new Error(`kill ${i + 1}: what is there is not what was`);
    const gone = Math.max(0, seen.length - found.length);
    lost.push({ by, steps: gone, ms: (ms * gone) / Math.max(1, seen.length - known.length) });
    known = found;
  }
  for (const by of KILLS > 0 ? VICTIMS : []) {
    const of = lost.filter((each) => each.by === by);
    const worst = Math.max(...of.map(({ ms }) => ms));
    const mean = of.reduce((sum, { ms }) => sum + ms, 0) / Math.max(1, of.length);
    console.log(
      `${of.length} kills of the ${by}: all whole; ${(mean / 1000).toFixed(1)} s lost on the mean, ${(worst / 1000).toFixed(1)} s at worst`,
    );
  }
  console.log(`${known.length} steps in all, each loss the same to the last bit after every return`);

  // Another page that cannot save trains the same model by turns with this one, so that both meet the same machine.
  const elsewhere = await browser.newContext();
  const other = await open(elsewhere, address);
  for (const [name, config] of Object.entries(ROUNDS > 0 ? { small: USUAL, large: LARGE } : {})) {
    for (const each of [page, other]) await each.evaluate((given) => window.glassformer.configure(given), config);
    if (name === 'small') await deny(other);
    /** @type {number[]} */ const shares = [];
    /** @type {number[]} */ const speeds = [];
    for (let round = 0; round < ROUNDS; round++) {
      /** @type {Map<Page, number>} */
      const measured = new Map();
      for (const each of round % 2 === 0 ? [page, other] : [other, page]) {
        await each.bringToFront();
        await stepsIn(each, REST_MS);
        measured.set(each, await stepsIn(each, COST_MS));
      }
      const [saved, unsaved] = [measured.get(page) ?? Number.NaN, measured.get(other) ?? Number.NaN];
      speeds.push(saved);
      shares.push(1 - saved / unsaved);
    }
    console.log(
      `saving the ${name} model takes ${(100 * quantile(shares, 0.5)).toFixed(1)} % of the time (median of ${ROUNDS} pairs, quartiles ${(100 * quantile(shares, 0.25)).toFixed(1)} and ${(100 * quantile(shares, 0.75)).toFixed(1)} %; ${quantile(speeds, 0.5).toFixed(1)} steps/s; 3 % at most)`,
    );
  }
  kill();
  await browser.close().catch(() => undefined);
} finally {
  await server?.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
