// @ts-check
// Trains for 10 000 steps and tells what is held on the way: node e2e/measure/soak.mjs [--backend webgpu,wasm] [--steps 10000]
// [--config '{"d_model":16}']. Buffers of the GPU are counted at WebGPU's door, the heap is measured by the browser after a
// collection, and where the system tells (Linux) the resident memory of the browser's processes stands beside it.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { ROOT } from '../../scripts/bin.mjs';
import { QUIET_ARGS, WEBGPU_ARGS, findBrowser } from '../../scripts/browser.mjs';

const READINGS = 10;
const MIB = 2 ** 20;

/** @typedef {import('@playwright/test').Browser} Browser */

const { values } = parseArgs({
  options: {
    backend: { type: 'string', default: 'webgpu,wasm' },
    steps: { type: 'string', default: '10000' },
    config: { type: 'string', default: '{}' },
  },
});

/** Resident MiB of the processes that draw and compute; NaN where the system does not tell. @param {Browser} browser */
async function residentMiB(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = await Promise.all(
    processInfo
      .filter(({ type }) => type === 'renderer' || type === 'GPU')
      .map(({ id }) =>
        readFile(`/proc/${id}/status`, 'utf8').then(
          (status) => Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024,
          () => Number.NaN,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** @param {string} address @param {string} backend */
async function soak(address, backend) {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No Chromium is installed; CHROME_PATH names one.');
  const eager = '--enable-blink-features=ForceEagerMeasureMemory';
  const browser = await chromium.launch({ executablePath, args: [...QUIET_ARGS, ...WEBGPU_ARGS, eager] });
  try {
    const page = await browser.newPage();
    await page.goto(address);
    const start = /** @type {never} */ ({ backend, config: JSON.parse(values.config), wasmBase: `${address}wasm/` });
    await page.evaluate((given) => window.soak({ start: given }), start);
    const total = Number(values.steps);
    console.log(`\n${backend}: step, loss, GPU buffers, their MiB, tensors, their MiB, heap MiB, resident MiB`);
    const began = performance.now();
    for (let reading = 1; reading <= READINGS; reading++) {
      const held = await page.evaluate((steps) => window.soak({ train: steps }), Math.ceil(total / READINGS));
      const heap = await page.evaluate(() => window.heapBytes());
      const row = [
        held.step,
        held.loss.toFixed(3),
        held.gpuBuffers,
        (held.gpuBytes / MIB).toFixed(2),
        held.tensors,
        (held.tensorBytes / MIB).toFixed(2),
        (heap / MIB).toFixed(1),
        (await residentMiB(browser)).toFixed(0),
      ];
      console.log(row.map((cell) => String(cell).padStart(9)).join(' '));
    }
    console.log(`${((performance.now() - began) / 1000).toFixed(0)} s`);
  } finally {
    await browser.close();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'soak-'));
const shared = {
  root: join(ROOT, 'e2e/measure/soak'),
  configFile: join(ROOT, 'vite.config.ts'),
  logLevel: /** @type {const} */ ('warn'),
};
try {
  await build({
    ...shared,
    publicDir: false,
    build: { outDir: folder, emptyOutDir: true, minify: false, chunkSizeWarningLimit: 1e5 },
  });
  const server = await preview({ ...shared, build: { outDir: folder }, preview: { port: 0 } });
  try {
    const address = server.resolvedUrls?.local[0];
    if (!address) throw new Error('The page could not be served.');
    for (const backend of values.backend.split(',')) await soak(address, backend);
  } finally {
    await server.close();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
