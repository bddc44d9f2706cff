// @ts-check
// A visit that lasts: the built app (`npm run build` first) trains while every panel is in view and somebody uses all of
// it; what the page and its worker hold is told every so many steps: node e2e/measure/visit.mjs
// [--backend wasm] [--steps 20000] [--every 1000] [--config '{}'] [--seed 1] [--snapshots FOLDER] [--only act,act]
// [--patience 3000] [--density 1] (ms until a part of an act is given up; pixels a CSS pixel: few of them spare a busy machine)
// [--pace 1e9] (steps trained for each act at most, so that a slow machine does not train past its visitor)
// VISIT_URL names an app that is served already. Snapshots of the heap are those of the page at the first and last reading.
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { ROOT } from '../../scripts/bin.mjs';
import { QUIET_ARGS, WEBGPU_ARGS, findBrowser } from '../../scripts/browser.mjs';
import { open } from './page.mjs';
import { acts, stream } from './visitor.mjs';

const PORT = 4414;
const MIB = 2 ** 20;
/** Tall enough for every panel to be in view. */
const SCREEN = { width: 1440, height: 14_500 };

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').CDPSession} Session */

const { values } = parseArgs({
  options: {
    backend: { type: 'string', default: 'wasm' },
    steps: { type: 'string', default: '20000' },
    every: { type: 'string', default: '1000' },
    config: { type: 'string', default: '{}' },
    seed: { type: 'string', default: '1' },
    snapshots: { type: 'string' },
    only: { type: 'string' },
    patience: { type: 'string' },
    density: { type: 'string', default: '1' },
    pace: { type: 'string', default: '1e9' },
  },
});

/** The engine's worker. @param {Page} page */
function engine(page) {
  const worker = page.workers().find((each) => each.url().includes('/assets/worker-'));
  if (!worker) throw new Error('The engine has no worker.');
  return worker;
}

/** Counts the GPU's buffers at WebGPU's own door, in the worker. @param {Page} page */
function countBuffers(page) {
  return engine(page).evaluate(() => {
    /** @type {Map<object, number>} */
    const alive = new Map();
    Object.assign(globalThis, { buffersAlive: alive });
    if (!('GPUDevice' in globalThis)) return;
    const createBuffer = Reflect.get(GPUDevice.prototype, 'createBuffer');
    const destroy = Reflect.get(GPUBuffer.prototype, 'destroy');
    GPUDevice.prototype.createBuffer = function counted(descriptor) {
      const buffer = Reflect.apply(createBuffer, this, [descriptor]);
      alive.set(buffer, descriptor.size);
      return buffer;
    };
    GPUBuffer.prototype.destroy = function counted() {
      alive.delete(this);
      return Reflect.apply(destroy, this, []);
    };
  });
}

/** Resident MiB of the browser's processes that draw and compute; NaN where the system does not tell. @param {import('@playwright/test').Browser} browser */
async function residentMiB(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  let total = 0;
  for (const { id } of processInfo.filter(({ type }) => type === 'renderer' || type === 'GPU')) {
    const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
    total += Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  }
  return total;
}

/** What is held, after a collection. @param {Page} page @param {Session} session */
async function held(page, session) {
  await session.send('HeapProfiler.collectGarbage');
  const memory = await page.evaluate(async () => {
    const { breakdown } = await /** @type {any} */ (performance).measureUserAgentSpecificMemory();
    /** @type {Record<string, number>} */
    const bytes = { page: 0, worker: 0 };
    for (const { bytes: size, attribution } of breakdown) {
      const scope = attribution.some((/** @type {{scope: string}} */ each) => each.scope.includes('Worker')) ? 'worker' : 'page';
      bytes[scope] = (bytes[scope] ?? 0) + size;
    }
    return { page: bytes['page'] ?? 0, worker: bytes['worker'] ?? 0, elements: document.getElementsByTagName('*').length };
  });
  const metrics = new Map((await session.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]));
  const inWorker = await engine(page).evaluate(() => {
    const { _tfengine: tfjs, buffersAlive } = /** @type {any} */ (globalThis);
    const { numTensors, numBytes } = tfjs.memory();
    const wasm = tfjs.registry.wasm?.wasm?.HEAPU8?.byteLength ?? 0;
    return { tensors: numTensors, tensorBytes: numBytes, wasm, buffers: buffersAlive?.size ?? 0 };
  });
  return { ...memory, ...inWorker, metrics };
}

/** @param {Session} session @param {string} path */
async function snapshot(session, path) {
  const file = createWriteStream(path);
  const write = (/** @type {{chunk: string}} */ { chunk }) => void file.write(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', write);
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', write);
  await new Promise((resolve) => file.end(() => resolve(null)));
}

/** @param {string} url */
async function visit(url) {
  const executablePath = findBrowser() ?? chromium.executablePath();
  const args = [...QUIET_ARGS, ...WEBGPU_ARGS, '--enable-blink-features=ForceEagerMeasureMemory'];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await open(browser, url, '?lang=en', SCREEN, Number(values.density));
    page.on('pageerror', (error) => console.log(`thrown: ${error.message}`));
    page.on('console', (message) => message.type() === 'error' && console.log(`console: ${message.text()}`));
    await countBuffers(page);
    await page.evaluate((config) => window.glassformer.configure(config), JSON.parse(values.config));
    await page.evaluate((name) => window.glassformer.setBackend(name), /** @type {'wasm'} */ (values.backend));
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const random = stream(Number(values.seed));
    const every = Number(values.every);
    const only = values.only?.split(',');
    const all = Object.entries(acts(page, random, values.patience === undefined ? undefined : Number(values.patience))).filter(
      ([name]) => !only || only.includes(name),
    );
    /** @type {Map<string, number>} */
    const failed = new Map();
    let done = 0;
    const step = () => page.evaluate(() => window.glassformer.history().step.at(-1) ?? 0);
    const first = await step();
    console.log(
      `${'step'.padStart(7)}${'acts'.padStart(6)}${'page MiB'.padStart(10)}${'worker'.padStart(8)}${'wasm'.padStart(7)}${'rss'.padStart(7)}${'nodes'.padStart(8)}${'listeners'.padStart(10)}${'elements'.padStart(9)}${'tensors'.padStart(8)}${'MiB'.padStart(7)}${'buffers'.padStart(8)}`,
    );
    const began = performance.now();
    for (let reached = first, next = first; ;) {
      if (reached >= next || reached >= first + Number(values.steps)) {
        await page.evaluate(() => window.glassformer.pause());
        await page.keyboard.press('Escape');
        await page.waitForTimeout(500);
        const { metrics, ...now } = await held(page, session);
        const cells = [
          [reached, 7],
          [done, 6],
          [(now.page / MIB).toFixed(2), 10],
          [(now.worker / MIB).toFixed(1), 8],
          [(now.wasm / MIB).toFixed(0), 7],
          [(await residentMiB(browser)).toFixed(0), 7],
          [metrics.get('Nodes'), 8],
          [metrics.get('JSEventListeners'), 10],
          [now.elements, 9],
          [now.tensors, 8],
          [(now.tensorBytes / MIB).toFixed(2), 7],
          [now.buffers, 8],
        ];
        console.log(cells.map(([cell, width]) => String(cell).padStart(Number(width))).join(''));
        const isLast = reached >= first + Number(values.steps);
        if (values.snapshots && (isLast || next === first + 2 * every))
          await snapshot(session, join(values.snapshots, `page-${reached}.heapsnapshot`));
        if (isLast) break;
        next += every;
      }
      const [name, act] = all[Math.floor(random() * all.length)] ?? ['', async () => undefined];
      done++;
      await page.evaluate((steps) => void window.glassformer.train(steps).catch(() => undefined), Number(values.pace));
      await act().catch(() => failed.set(name, (failed.get(name) ?? 0) + 1));
      await page.waitForTimeout(100);
      reached = await step();
    }
    const wrong = await page.locator('.toast').allTextContents();
    console.log(`${((performance.now() - began) / 1000).toFixed(0)} s, ${done} acts`);
    console.log(
      `acts that found nothing to act on: ${[...failed].map(([name, times]) => `${name} ${times}`).join(', ') || 'none'}`,
    );
    if (wrong.length > 0) console.log(`the page says: ${wrong.join(' | ')}`);
  } finally {
    await browser.close();
  }
}

const server = process.env['VISIT_URL'] ? null : await preview({ root: ROOT, preview: { port: PORT, strictPort: true } });
try {
  await visit(process.env['VISIT_URL'] ?? `http://localhost:${PORT}/`);
} finally {
  await server?.close();
}
