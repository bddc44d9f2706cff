// @ts-check
// What keeping a run is worth (`npm run build` first; what it costs: `npm run bench -- --part saving`): node e2e/measure/keep.mjs
// Kills the engine's worker, the page, and the browser itself with a signal it cannot hear, at random moments while it
// trains; opens it again and looks whether what is there is whole, and how much was lost. KEEP_URL names an app that is
// served already; KILLS says how often.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { ROOT } from '../../scripts/bin.mjs';
import { QUIET_ARGS, findBrowser } from '../../scripts/browser.mjs';

/** @typedef {import('@playwright/test').Page} Page */

const PORT = 4413;
const KILLS = Number(process.env['KILLS'] ?? 50);
const LONGEST_MS = 8000;
const VICTIMS = ['engine', 'page', 'browser'];
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

/**
 * The loss of every step that the history holds: of a very long run not of all.
 * @param {Page} page @returns {Promise<Map<number, number>>}
 */
async function losses(page) {
  const { step, loss } = await page.evaluate(() => {
    const history = window.glassformer.history();
    return { step: history.step, loss: history.loss };
  });
  return new Map(step.map((at, index) => [at, loss[index] ?? Number.NaN]));
}

/** @param {Map<number, number>} run */
const lastOf = (run) => [...run.keys()].at(-1) ?? 0;

/** Whether two states of a run agree in every step that both hold. @param {Map<number, number>} one @param {Map<number, number>} other */
const agree = (one, other) => [...one].every(([step, loss]) => !other.has(step) || loss === other.get(step));

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
  /** What the run has been so far, bit by bit. */
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
    const isWhole = lastOf(found) >= lastOf(known) && agree(known, found) && agree(seen, found);
    if (!isWhole) throw new Error(`kill ${i + 1}, of the ${by}: what is there is not what was`);
    const gone = Math.max(0, lastOf(seen) - lastOf(found));
    lost.push({ by, steps: gone, ms: (ms * gone) / Math.max(1, lastOf(seen) - lastOf(known)) });
    known = found;
  }
  for (const by of VICTIMS) {
    const of = lost.filter((each) => each.by === by);
    const worst = Math.max(...of.map(({ ms }) => ms));
    const mean = of.reduce((sum, { ms }) => sum + ms, 0) / Math.max(1, of.length);
    console.log(
      `${of.length} kills of the ${by}: all whole; ${(mean / 1000).toFixed(1)} s lost on the mean, ${(worst / 1000).toFixed(1)} s at worst`,
    );
  }
  console.log(`${lastOf(known)} steps in all, each loss the same to the last bit after every return`);
  kill();
  await browser.close().catch(() => undefined);
} finally {
  await server?.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
