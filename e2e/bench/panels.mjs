// @ts-check
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { ROOT } from '../../scripts/bin.mjs';
import { QUIET_ARGS, findBrowser } from '../../scripts/browser.mjs';
import { median } from './median.mjs';

/**
 * What the pictures cost: the built app trains the model it opens with, its panels closed, as many in view as a screen
 * of 1440 × 900 shows, and all of them in view (on a screen tall enough).
 * @typedef {'closed' | 'screen' | 'all'} View
 * @typedef {{view: View, panels: number, stepsPerSecond: number, least: number, most: number}} PanelRow
 * @typedef {{backend: string, shape: Record<string, number | boolean>, rows: PanelRow[]}} PanelReport
 */

/** @type {readonly View[]} */
const VIEWS = ['closed', 'screen', 'all'];
const WIDTH = 1440;
const HEIGHT = 900;
/** What a round of one view is to take. */
const ROUND_MS = 2000;
/** Time for a changed view to be drawn before it is measured. */
const SETTLE_MS = 700;

/** Puts the panels out of sight, or gives them a screen. @param {import('@playwright/test').Page} page @param {View} view */
async function show(page, view) {
  await page.evaluate(
    (hidden) => document.getElementById('panels')?.style.setProperty('display', hidden ? 'none' : ''),
    view === 'closed',
  );
  const more = () => {
    const main = document.getElementById('panels');
    return main ? main.scrollHeight - main.clientHeight : 0;
  };
  await page.setViewportSize({ width: WIDTH, height: HEIGHT });
  if (view === 'all') {
    // Panels take their full height only once they are drawn, so the screen grows until nothing is below its edge.
    for (let height = HEIGHT; (await page.evaluate(more)) > 0;) {
      height += await page.evaluate(more);
      await page.setViewportSize({ width: WIDTH, height });
      await page.waitForTimeout(SETTLE_MS);
    }
  }
  await page.waitForTimeout(SETTLE_MS);
}

/** @param {import('@playwright/test').Page} page @param {number} steps @returns {Promise<number>} steps a second by the wall clock */
function speed(page, steps) {
  return page.evaluate(async (count) => {
    const began = performance.now();
    await window.glassformer.train(count);
    return (1000 * count) / (performance.now() - began);
  }, steps);
}

/** @param {import('@playwright/test').Page} page @returns {Promise<number>} panels at least a part of which is on the screen */
function inView(page) {
  return page.evaluate(
    () =>
      [...document.querySelectorAll('.panel')].filter((panel) => {
        const { top, bottom, height } = panel.getBoundingClientRect();
        return height > 0 && bottom > 0 && top < innerHeight;
      }).length,
  );
}

/**
 * Builds the app into a folder and measures it in a fresh Chromium without a WebGPU adapter, view after view in turns.
 * @param {number} rounds @param {string} folder
 * @returns {Promise<PanelReport>}
 */
export async function measurePanels(rounds, folder) {
  const shared = { root: ROOT, configFile: join(ROOT, 'vite.config.ts'), logLevel: /** @type {const} */ ('warn') };
  await build({ ...shared, build: { outDir: folder, emptyOutDir: true } });
  const server = await preview({ ...shared, build: { outDir: folder }, preview: { port: 0 } });
  const executablePath = findBrowser();
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: QUIET_ARGS });
  try {
    const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
    await page.goto(`${server.resolvedUrls?.local[0]}?lang=en`);
    await page.evaluate(() => window.glassformer.ready);
    const rates = new Map(VIEWS.map((view) => [view, /** @type {number[]} */ ([])]));
    const panels = new Map();
    const steps = Math.max(20, Math.round(((await speed(page, 50)) * ROUND_MS) / 1000));
    for (let round = 0; round < rounds; round++) {
      for (const view of VIEWS) {
        await show(page, view);
        panels.set(view, await inView(page));
        rates.get(view)?.push(await speed(page, steps));
      }
    }
    const { backend, config } = await page.evaluate(() => ({
      backend: window.glassformer.backend().name,
      config: window.glassformer.config(),
    }));
    const { d_vocab: V, d_model: D, n_layers: L, n_heads: H, n_ctx: T, batch_size: B, tie_embeddings: tied } = config;
    const rows = [...rates].map(([view, all]) => ({
      view,
      panels: panels.get(view),
      stepsPerSecond: median(all),
      least: Math.min(...all),
      most: Math.max(...all),
    }));
    return { backend, shape: { V, D, L, H, T, B, tied }, rows };
  } finally {
    await browser.close();
    await server.close();
  }
}
