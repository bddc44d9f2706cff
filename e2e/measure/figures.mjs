// @ts-check
// Measures the built app (`npm run build` first) in a Chromium without a GPU and prints the figures: node e2e/measure/figures.mjs
// FIGURES_URL names an app that is served already. Timings mean something on a quiet machine only.
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { QUIET_ARGS, findBrowser } from '../../scripts/browser.mjs';
import { ROOT } from '../../scripts/bin.mjs';
import { pageSizeKb } from '../../scripts/size.mjs';
import { open, quantile, say } from './page.mjs';

const PORT = 4412;
/** High enough for every panel to be on the screen, and drawn, at once: ten screens, more than anybody looks at. */
const TALL_PX = 9000;
const PLAY_MS = 6000;
const TURNS = 3;
const CLICKS = 24;
const LONG_RUN = 3000;

/** @typedef {import('@playwright/test').Page} Page */

/** Trains for a while and counts; steps are those the history gained. @param {Page} page @param {number} ms */
function play(page, ms) {
  return page.evaluate(async (duration) => {
    /** @type {number[]} */
    const gaps = [];
    /** @type {number[]} */
    const long = [];
    const observer = new PerformanceObserver((list) => long.push(...list.getEntries().map((entry) => entry.duration)));
    observer.observe({ type: 'longtask' });
    let last = performance.now();
    let running = true;
    const beat = () => {
      const now = performance.now();
      gaps.push(now - last);
      last = now;
      if (running) requestAnimationFrame(beat);
    };
    const first = window.glassformer.history().step.length;
    const began = performance.now();
    const training = window.glassformer.train(1_000_000);
    requestAnimationFrame(beat);
    await new Promise((resolve) => setTimeout(resolve, duration));
    await window.glassformer.pause();
    const { ms_per_step } = await training;
    const seconds = (performance.now() - began) / 1000;
    running = false;
    observer.disconnect();
    return {
      stepsPerSecond: (window.glassformer.history().step.length - first) / seconds,
      ms_per_step,
      gaps: gaps.slice(2),
      long,
    };
  }, ms);
}

/** Seconds from pressing Train on a new model until the loss is below half of its first. @param {Page} page */
function secondsToHalf(page) {
  return page.evaluate(async () => {
    await window.glassformer.configure({ seed: 8 });
    const began = performance.now();
    const training = window.glassformer.train(1_000_000);
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const { loss } = window.glassformer.history();
      const recent = loss.slice(-5);
      const mean = recent.reduce((sum, value) => sum + value, 0) / recent.length;
      if (loss.length > 10 && mean < 0.5 * (loss[0] ?? 0)) break;
      if (performance.now() - began > 60_000) break;
    }
    const seconds = (performance.now() - began) / 1000;
    await window.glassformer.pause();
    await training;
    return { seconds, steps: window.glassformer.history().step.length };
  });
}

/** Milliseconds from a click on a token to the picture that shows it selected, while it trains. @param {Page} page */
function clicksToPaint(page) {
  return page.evaluate(async (count) => {
    const training = window.glassformer.train(1_000_000);
    await new Promise((resolve) => setTimeout(resolve, 500));
    /** @type {number[]} */
    const times = [];
    for (let index = 0; index < count; index++) {
      const chips = document.querySelectorAll('[data-panel=text] [role=option][data-index]');
      const chip = chips[5 + 6 * index];
      if (!(chip instanceof HTMLElement)) break;
      const began = performance.now();
      chip.click();
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      times.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    await window.glassformer.pause();
    await training;
    return times;
  }, CLICKS);
}

/** Heap of the page and of its workers after a collection, in MB. @param {Page} page */
async function heapMb(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { result } = await session.send('Runtime.evaluate', {
    expression: 'crossOriginIsolated ? performance.measureUserAgentSpecificMemory().then(({ bytes }) => bytes) : -1',
    awaitPromise: true,
  });
  await session.detach();
  return { page: usedSize / 1e6, all: Number(result.value) / 1e6 };
}

const executablePath = findBrowser();
const given = process.env['FIGURES_URL'];
const server =
  given === undefined ? await preview({ root: ROOT, preview: { port: PORT, strictPort: true }, logLevel: 'warn' }) : undefined;
const url = given ?? `http://localhost:${PORT}/`;
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: [...QUIET_ARGS, '--enable-blink-features=ForceEagerMeasureMemory'],
});
try {
  say('page script, gzipped', `${pageSizeKb(process.env['FIGURES_DIST'] ?? `${ROOT}/dist`).toFixed(0)} KB`, '200 KB at most');

  /** @type {number[]} */
  const frames = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const fresh = await open(browser, url);
    frames.push(await fresh.evaluate(() => performance.now()));
    await fresh.close();
  }
  say(
    'first frame of the recorded run after navigation, median',
    `${(quantile(frames, 0.5) / 1000).toFixed(2)} s`,
    '1.5 s at most',
  );

  const opened = await open(browser, url);
  const tall = await open(browser, url, '', { width: 1440, height: TALL_PX });
  const closed = await open(browser, url, '?panel=text');
  await closed.evaluate(() => document.querySelector('.panels')?.setAttribute('style', 'display: none'));
  /** @type {number[]} */ const withPanels = [];
  /** @type {number[]} */ const withAll = [];
  /** @type {number[]} */ const without = [];
  /** @type {number[]} */ const gaps = [];
  /** @type {number[]} */ const long = [];
  for (let turn = 0; turn < TURNS; turn++) {
    await closed.bringToFront();
    without.push((await play(closed, PLAY_MS)).stepsPerSecond);
    await tall.bringToFront();
    withAll.push((await play(tall, PLAY_MS)).stepsPerSecond);
    await opened.bringToFront();
    const played = await play(opened, PLAY_MS);
    withPanels.push(played.stepsPerSecond);
    gaps.push(...played.gaps);
    long.push(...played.long);
  }
  const { batch_size, n_ctx } = await opened.evaluate(() => window.glassformer.config());
  const [alive, alone] = [quantile(withPanels, 0.5), quantile(without, 0.5)];
  say('default preset, panels closed', `${alone.toFixed(0)} steps/s`, '25 at least');
  say(
    'default preset, the page as it opens',
    `${alive.toFixed(0)} steps/s`,
    `${Math.round(alive * batch_size * n_ctx)} tokens/s`,
  );
  say('speed of the page as it opens, of that without panels', `${((100 * alive) / alone).toFixed(0)} %`, '85 % at least');
  say(
    'speed with every panel on one screen of 9000 px',
    `${((100 * quantile(withAll, 0.5)) / alone).toFixed(0)} %`,
    'for comparison',
  );
  const over = long.filter((ms) => ms > 50);
  say(
    `main-thread tasks over 50 ms in ${(TURNS * PLAY_MS) / 1000} s`,
    `${over.length}`,
    `none; longest ${Math.max(0, ...long).toFixed(0)} ms`,
  );
  say('frame gap while it trains, p95', `${quantile(gaps, 0.95).toFixed(1)} ms`, '34 ms at most');
  await closed.close();
  await tall.close();

  const clicks = await clicksToPaint(opened);
  say(`click on a token to paint, p95 of ${clicks.length}`, `${quantile(clicks, 0.95).toFixed(0)} ms`, '100 ms at most');
  const { seconds, steps } = await secondsToHalf(opened);
  say('new model: loss below half of its start', `${seconds.toFixed(2)} s`, `10 s at most; ${steps} steps`);

  const before = await heapMb(opened);
  for (let turn = 0; turn < 3; turn++) {
    await opened.evaluate((count) => window.glassformer.train(count), LONG_RUN / 3);
    const now = await heapMb(opened);
    const all = now.all > 0 ? `with workers ${before.all.toFixed(1)} → ${now.all.toFixed(1)} MB` : 'page alone';
    say(
      `heap after ${((turn + 1) * LONG_RUN) / 3} steps`,
      `${now.page.toFixed(1)} MB`,
      `from ${before.page.toFixed(1)} MB; ${all}`,
    );
  }
} finally {
  await browser.close();
  await server?.close();
}
process.exit();
