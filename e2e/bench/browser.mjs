// @ts-check
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { ROOT } from '../../scripts/bin.mjs';
import { QUIET_ARGS, WEBGPU_ARGS, findBrowser } from '../../scripts/browser.mjs';

/**
 * @typedef {import('./run.ts').BenchReport & {runtime: string}} StepsReport
 * @typedef {{sizes: string[], places: string[], rounds: number, peers: boolean}} Asked
 */

const MATMUL = 'src/kernels/matmul/assembly/matmul.ts';
const BUILDS = [
  { file: 'matmul.portable.wasm', flags: [] },
  { file: 'matmul.relaxed.wasm', flags: ['--enable', 'relaxed-simd'] },
];

/** Compiles the matmul kernel as a module of its own, with the flags that the training step is built with. */
async function compileMatmul(/** @type {string} */ folder) {
  const { default: asc } = await import('assemblyscript/asc');
  for (const { file, flags } of BUILDS) {
    const options = ['-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort=', '--enable', 'simd', ...flags];
    const { error } = await asc.main([MATMUL, '--baseDir', ROOT, '--outFile', join(folder, file), ...options], {
      stdout: process.stdout,
      stderr: process.stderr,
    });
    if (error) throw new Error(`${file}: ${error.message}`);
  }
}

/**
 * Builds the benchmark's page into a folder, serves it cross-origin isolated and opens it in a fresh Chromium. Built,
 * because a page of loose files is another program than what people get; not minified, because tfjs's threads break.
 * @template R
 * @param {string} folder
 * @param {(page: import('@playwright/test').Page, address: string, browser: import('@playwright/test').Browser) => Promise<R>} task
 * @returns {Promise<R>}
 */
export async function onPage(folder, task) {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No Chromium is installed; CHROME_PATH names one.');
  const kernels = spawnSync(process.execPath, [join(ROOT, 'scripts/buildSimd.mjs')], { cwd: ROOT, stdio: 'inherit' });
  if (kernels.status !== 0) throw new Error('The kernels could not be built.');
  const shared = {
    root: join(ROOT, 'e2e/bench'),
    configFile: join(ROOT, 'vite.config.ts'),
    logLevel: /** @type {const} */ ('warn'),
  };
  await build({
    ...shared,
    publicDir: false,
    build: { outDir: folder, emptyOutDir: true, minify: false, chunkSizeWarningLimit: 1e5 },
  });
  await compileMatmul(folder);
  const server = await preview({ ...shared, build: { outDir: folder }, preview: { port: 0 } });
  const browser = await chromium.launch({ executablePath, args: [...QUIET_ARGS, ...WEBGPU_ARGS] });
  try {
    const address = server.resolvedUrls?.local[0];
    if (!address) throw new Error('The page could not be served.');
    const page = await browser.newPage();
    page.on('console', (message) => console.log(message.text()));
    await page.goto(address);
    return await task(page, address, browser);
  } finally {
    await browser.close();
    await server.close();
  }
}

/**
 * Training steps, ours and the peers'.
 * @param {Asked} asked @param {string} folder
 * @returns {Promise<StepsReport>}
 */
export function runInBrowser(asked, folder) {
  return onPage(folder, async (page, address, browser) => {
    const given = { ...asked, wasmBase: `${address}wasm/`, matmulBase: address };
    const report = await page.evaluate((options) => window.bench(/** @type {never} */ (options)), given);
    return { runtime: `Chromium ${browser.version()}`, ...report };
  });
}
