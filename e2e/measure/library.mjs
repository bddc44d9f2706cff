// @ts-check
// A library of two hundred runs in the built app (`npm run build` first): how long it takes to open, search, rename, delete
// and bring back, and whether the page stays quick while one of the runs trains beside it: node e2e/measure/library.mjs
// LIBRARY_URL names an app that is served already; RUNS how many.
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { ROOT } from '../../scripts/bin.mjs';
import { QUIET_ARGS, findBrowser } from '../../scripts/browser.mjs';
import { open, quantile, say } from './page.mjs';

const PORT = 4415;
const RUNS = Number(process.env['RUNS'] ?? 200);
const STEPS = 1500;

/** @typedef {import('@playwright/test').Page} Page */

/** Copies the one kept run in the database itself, under names of its own. @param {Page} page @param {number} copies */
function seed(page, copies) {
  return page.evaluate(async (count) => {
    /** @type {<T>(request: IDBRequest<T>) => Promise<T>} */
    const done = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await done(indexedDB.open('glassformer'));
    const tx = db.transaction([...db.objectStoreNames], 'readwrite');
    const [head] = await done(tx.objectStore('runs').getAll());
    const ended = new Promise((resolve) => {
      tx.oncomplete = resolve;
    });
    // Without the kept steps, which would make it gigabytes: the library does not read them.
    const rest = ['pieces', 'logs'];
    const text = await done(tx.objectStore('texts').get(head.key));
    const rows = await Promise.all(
      rest.map(async (name) => ({
        keys: await done(tx.objectStore(name).getAllKeys()),
        all: await done(tx.objectStore(name).getAll()),
      })),
    );
    for (let i = 1; i <= count; i++) {
      const key = `copy${i}`;
      const savedMs = head.savedMs - i * 3_600_000;
      const curve = head.curve.map((/** @type {number} */ loss) => loss * (1 + (i % 7) / 10));
      tx.objectStore('runs').put({
        ...head,
        key,
        savedMs,
        createdMs: savedMs,
        openedMs: 0,
        name: `Run ${i}: ${head.name}`,
        curve,
      });
      tx.objectStore('texts').put(text, key);
      rest.forEach((name, at) => {
        const { keys, all } = rows[at] ?? { keys: [], all: [] };
        keys.forEach((old, row) => tx.objectStore(name).put(all[row], [key, .../** @type {IDBValidKey[]} */ (old).slice(1)]));
      });
    }
    await ended;
    db.close();
  }, copies);
}

/** Collects the main thread's long tasks from now on. @param {Page} page */
function listen(page) {
  return page.evaluate(() => {
    /** @type {number[]} */
    const long = [];
    new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
    Object.assign(window, { long });
  });
}

/** The longest task since the last call. @param {Page} page */
const longest = (page) => page.evaluate(() => Math.max(0, .../** @type {any} */ (window).long.splice(0)));

/**
 * Does something and tells how long it takes until so many runs are listed, one of them under a name.
 * @param {Page} page @param {string} name @param {() => Promise<unknown>} act @param {{least: number, most?: number, called?: string}} shown
 */
async function time(page, name, act, { least, most = least, called = '' }) {
  await longest(page);
  const began = Date.now();
  const seen = page.waitForFunction(
    ([low, high, wanted]) => {
      const names = Array.from(document.querySelectorAll('.kept__name'), ({ textContent }) => textContent);
      return names.length >= Number(low) && names.length <= Number(high) && (wanted === '' || names.includes(String(wanted)));
    },
    [least, most, called],
  );
  await act();
  await seen;
  say(name, `${Date.now() - began} ms`, `longest task ${(await longest(page)).toFixed(0)} ms`);
}

const given = process.env['LIBRARY_URL'];
const server = given === undefined ? await preview({ root: ROOT, preview: { port: PORT, strictPort: true } }) : null;
const browser = await chromium.launch({ executablePath: findBrowser() ?? chromium.executablePath(), args: QUIET_ARGS });
try {
  const page = await open(browser, given ?? `http://localhost:${PORT}/`, '?lang=en');
  await page.evaluate((steps) => window.glassformer.train(steps), STEPS);
  await seed(page, RUNS - 1);
  const began = Date.now();
  await page.reload();
  await page.evaluate(() => window.glassformer.ready);
  say(`the page with ${RUNS} runs, until it can be used`, `${Date.now() - began} ms`, '1500 ms at most');
  await listen(page);
  await page.waitForTimeout(2000);
  const library = page.getByRole('button', { name: 'Library', exact: true });
  await time(page, 'open the library', () => library.click(), { least: RUNS });
  const search = page.getByRole('searchbox', { name: 'Search by name' });
  await time(page, 'search', () => search.fill('Run 17'), { least: 1, most: RUNS - 1 });
  await time(page, 'show all again', () => search.fill(''), { least: RUNS });
  await page.getByRole('button', { name: /^Rename “Run 1:/ }).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Merrin');
  await time(page, 'rename', () => page.keyboard.press('Enter'), { least: RUNS, called: 'Merrin' });
  const remove = page.getByRole('button', { name: 'Delete “Merrin”' });
  await time(page, 'delete', () => remove.click(), { least: RUNS - 1 });
  await time(page, 'undo', () => page.keyboard.press('Enter'), { least: RUNS });
  const duplicate = page.getByRole('button', { name: 'Duplicate “Merrin”' });
  await time(page, 'duplicate', () => duplicate.click(), { least: RUNS + 1 });
  const gaps = await page.evaluate(async () => {
    const list = document.querySelector('.library__list');
    /** @type {number[]} */
    const times = [];
    let last = performance.now();
    for (let frame = 0; frame < 120 && list; frame++) {
      list.scrollTop = (frame / 119) * list.scrollHeight;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      times.push(performance.now() - last);
      last = performance.now();
    }
    return times;
  });
  say(
    'scroll through: frame gap, p95',
    `${quantile(gaps, 0.95).toFixed(1)} ms`,
    `longest task ${(await longest(page)).toFixed(0)} ms`,
  );
  await page.evaluate(() => void window.glassformer.train(1e9));
  await page.waitForTimeout(10_000);
  await page.evaluate(() => window.glassformer.pause());
  say('10 s of training with the library open: longest task', `${(await longest(page)).toFixed(0)} ms`, '50 ms at most');
} finally {
  await browser.close();
  await server?.close();
}
process.exit();
