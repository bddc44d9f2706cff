// @ts-check
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createServer } from 'vite';
import { ROOT } from '../../scripts/bin.mjs';

/**
 * @typedef {import('./browser.mjs').Asked} Asked
 * @typedef {import('./browser.mjs').StepsReport} StepsReport
 */

/** Not a dependency: it carries a build of Dawn for each platform, and only this measurement needs it. */
const DAWN = 'webgpu';

/** @returns {Promise<GPU>} Dawn as `navigator.gpu`, with WebGPU's classes as globals */
async function openDawn() {
  const dawn = await import(DAWN).catch(() => {
    throw new Error(`--runtime node: the npm package '${DAWN}' is not installed. \`npm install --no-save ${DAWN}\` brings it.`);
  });
  Object.assign(globalThis, dawn.globals);
  return dawn.create([]);
}

/**
 * The same measurement on WebGPU without a browser. jax-js looks for `navigator.gpu` as we do, so both take part.
 * @param {Asked} asked
 * @returns {Promise<StepsReport>}
 */
export async function runInNode(asked) {
  const gpu = await openDawn();
  if (!(await gpu.requestAdapter()))
    throw new Error('--runtime node: Dawn finds no adapter. A Vulkan (or Metal, D3D12) driver is wanted.');
  const navigator = { gpu, hardwareConcurrency: 1, userAgent: `Node ${process.version}`, platform: process.platform };
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  // tfjs's modules, taken as they are for their gradients, still ask Node for its parts by `require`.
  Object.assign(globalThis, { require: createRequire(import.meta.url) });
  const server = await createServer({
    root: ROOT,
    configFile: join(ROOT, 'vite.config.ts'),
    appType: 'custom',
    logLevel: 'warn',
    optimizeDeps: { noDiscovery: true, include: [] },
    server: { middlewareMode: true, hmr: false, watch: null },
    ssr: { noExternal: [/@tensorflow\//, '@jax-js/jax'] },
  });
  try {
    /** @type {typeof import('./run.ts')} */
    const { runBench } = /** @type {any} */ (await server.ssrLoadModule('/e2e/bench/run.ts'));
    const options = { ...asked, places: /** @type {const} */ (['webgpu']), wasmBase: '', matmulBase: '' };
    return { runtime: `Node ${process.version} with Dawn`, ...(await runBench(options, console.log)) };
  } finally {
    await server.close();
  }
}
