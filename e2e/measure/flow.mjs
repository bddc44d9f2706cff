// @ts-check
// Measures how fast the flow is painted and lit in the built app (`npm run build` first): node e2e/measure/flow.mjs
// FIGURES_URL names an app that is served already. Timings mean something on a quiet machine only.
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { QUIET_ARGS, findBrowser } from '../../scripts/browser.mjs';
import { ROOT } from '../../scripts/bin.mjs';
import { open, quantile, say } from './page.mjs';

/** @typedef {import('./page.mjs').Page} Page */

const PORT = 4413;
const MODEL = { n_layers: 4, d_model: 64, d_mlp: 256, n_heads: 4, batch_size: 4 };
const FRAMES = 30;
const HOVERS = 80;
const PRESSES = 60;

/** Builds the model and waits until its flow is drawn. @param {Page} page @param {number} n_ctx */
async function build(page, n_ctx) {
  await page.evaluate((config) => window.glassformer.configure(config), { ...MODEL, n_ctx });
  await page.evaluate((T) => window.glassformer.probe(Array.from({ length: T }, (_, t) => (t * 7) % 200)), n_ctx);
  await page.waitForFunction((T) => document.querySelector('.flow__picture')?.getAttribute('aria-rowcount') === String(T), n_ctx);
  await page.waitForTimeout(500);
}

/** Milliseconds from clearing the picture of all cells to the pixels being handed over, a frame. @param {Page} page @param {number} frames */
function paints(page, frames) {
  return page.evaluate(async (count) => {
    /** @type {number[]} */
    const times = [];
    const prototype = CanvasRenderingContext2D.prototype;
    let began = 0;
    const own = Object.getOwnPropertyDescriptors(prototype);
    prototype.clearRect = function (...given) {
      if (this.canvas.matches('.flow__canvas--cells')) began = performance.now();
      own.clearRect.value?.apply(this, given);
    };
    prototype.putImageData = function (/** @type {any[]} */ ...given) {
      own.putImageData.value?.apply(this, /** @type {any} */ (given));
      if (this.canvas.matches('.flow__canvas--cells')) times.push(performance.now() - began);
    };
    for (let frame = 0; frame < count; frame++) {
      await window.glassformer.train(1);
      await new Promise((resolve) => setTimeout(resolve, 120));
    }
    Object.defineProperties(prototype, { clearRect: own.clearRect, putImageData: own.putImageData });
    return times;
  }, frames);
}

/**
 * Milliseconds from a move of the pointer over the picture to the cells being lit, and to the page having nothing left to
 * do for it. @param {Page} page @param {number} count
 */
function hovers(page, count) {
  return page.evaluate(async (moves) => {
    const picture = document.querySelector('.flow__picture');
    if (!picture) throw new Error('hovers: no picture');
    const box = picture.getBoundingClientRect();
    /** @type {{ lit: number[], painted: number[] }} */
    const times = { lit: [], painted: [] };
    for (let move = 0; move < moves; move++) {
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 30)));
      const [clientX, clientY] = [box.left + ((move * 97) % box.width), box.top + ((move * 61) % box.height)];
      const began = performance.now();
      picture.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX, clientY, pointerType: 'mouse' }));
      times.lit.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 0));
      times.painted.push(performance.now() - began);
    }
    return times;
  }, count);
}

/**
 * Milliseconds from a press on a number of the flow to its worksheet, recomputed and all, being painted.
 * @param {Page} page @param {number} count
 */
function worksheets(page, count) {
  return page.evaluate(async (presses) => {
    const picture = document.querySelector('.flow__picture');
    if (!picture) throw new Error('worksheets: no picture');
    const code = () => document.querySelector('.worksheet__code')?.textContent ?? '';
    /** @type {number[]} */
    const times = [];
    for (let press = 0; press < presses; press++) {
      const box = picture.getBoundingClientRect();
      const [clientX, clientY] = [box.left + ((press * 97) % box.width), box.top + ((press * 61) % box.height)];
      picture.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX, clientY, pointerType: 'mouse' }));
      await new Promise((resolve) => setTimeout(resolve, 120));
      const before = code();
      const began = performance.now();
      picture.dispatchEvent(new MouseEvent('click', { bubbles: true, clientX, clientY }));
      while (performance.now() - began < 1000) {
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
        if (code() !== before && document.querySelector('.worksheet .katex, .worksheet .worksheet__table--facts td')) {
          times.push(performance.now() - began);
          break;
        }
      }
    }
    return times;
  }, count);
}

const executablePath = findBrowser();
const given = process.env['FIGURES_URL'];
const server =
  given === undefined ? await preview({ root: ROOT, preview: { port: PORT, strictPort: true }, logLevel: 'warn' }) : undefined;
const url = given ?? `http://localhost:${PORT}/`;
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: [...QUIET_ARGS] });
try {
  for (const [query, where] of /** @type {const} */ ([
    ['', 'in the page'],
    ['?panel=flow', 'alone'],
  ])) {
    const page = await open(browser, url, query);
    for (const { T, most } of [
      { T: 64, most: 8 },
      { T: 256, most: 16 },
    ]) {
      await build(page, T);
      const painted = await paints(page, FRAMES);
      const name = `open flow ${where}, T ${T}`;
      say(`${name}: paint, median`, `${quantile(painted, 0.5).toFixed(1)} ms`, `${most} ms at most; ${painted.length} frames`);
      say(`${name}: paint, p95`, `${quantile(painted, 0.95).toFixed(1)} ms`, `${most} ms at most`);
      const { lit, painted: drawn } = await hovers(page, HOVERS);
      say(`${name}: pointer to lit cells, p95`, `${quantile(lit, 0.95).toFixed(1)} ms`, `16 ms at most`);
      say(`${name}: pointer to all pictures at rest, p95`, `${quantile(drawn, 0.95).toFixed(1)} ms`, 'for comparison');
    }
    await page.close();
  }
  const page = await open(browser, url);
  for (const how of ['at rest', 'while it trains']) {
    if (how !== 'at rest') await page.evaluate(() => void window.glassformer.train(1_000_000));
    const opened = await worksheets(page, PRESSES);
    const name = `worksheet of a number of the flow, ${how}`;
    say(`${name}, median`, `${quantile(opened, 0.5).toFixed(0)} ms`, `50 ms at most; ${opened.length} numbers`);
    say(`${name}, p95`, `${quantile(opened, 0.95).toFixed(0)} ms`, 'for comparison');
  }
} finally {
  await browser.close();
  await server?.close();
}
process.exit();
