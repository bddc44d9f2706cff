// @ts-check
/**
 * The benchmark, `npm run bench`: our training step beside jax-js and tfjs, in one page of one browser process.
 *
 *   --size S,M,preset        which sizes (all)
 *   --backend wasm,webgpu    where (both)
 *   --rounds 7               how often everyone has a turn
 *   --only-ours              without the peers
 *   --runtime node           WebGPU without a browser, through the npm package `webgpu` (Dawn)
 *   --out file.json          where the numbers go (test-results/bench.json)
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../../scripts/bin.mjs';
import { runInBrowser } from './browser.mjs';
import { runInNode } from './node.mjs';
import { table } from './table.mjs';

const PACKAGES = ['@jax-js/jax', '@tensorflow/tfjs-core'];

/** @param {string} name @returns {Promise<string>} the installed version of a package */
async function versionOf(name) {
  const text = await readFile(join(ROOT, 'node_modules', name, 'package.json'), 'utf8');
  return JSON.parse(text).version;
}

/** @returns {number} how many processes want to run, averaged over the last minute */
const load = () => loadavg()[0] ?? Number.NaN;

async function main() {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: 'S,M,preset' },
      backend: { type: 'string', default: 'wasm,webgpu' },
      rounds: { type: 'string', default: '7' },
      'only-ours': { type: 'boolean', default: false },
      runtime: { type: 'string', default: 'browser' },
      out: { type: 'string', default: 'test-results/bench.json' },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds ${values.rounds}: a whole number from 1 was wanted`);
  if (values.runtime !== 'browser' && values.runtime !== 'node') {
    throw new Error(`--runtime ${values.runtime}: browser or node was wanted`);
  }
  const places = values.backend.split(',');
  const strange = places.find((place) => place !== 'wasm' && place !== 'webgpu');
  if (strange !== undefined) throw new Error(`--backend ${strange}: wasm or webgpu was wanted`);
  const asked = { sizes: values.size.split(','), places, rounds, peers: !values['only-ours'] };
  const before = load();
  const folder = await mkdtemp(join(tmpdir(), 'glassformer-bench-'));
  try {
    const { runtime, report } = values.runtime === 'node' ? await runInNode(asked) : await runInBrowser(asked, folder);
    const machine = { processor: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), platform: process.platform };
    const versions = Object.fromEntries(await Promise.all(PACKAGES.map(async (name) => [name, await versionOf(name)])));
    const result = {
      date: new Date().toISOString(),
      runtime,
      machine,
      load: { before, after: load() },
      versions,
      rounds,
      ...report,
    };
    const out = resolve(ROOT, values.out);
    await mkdir(dirname(out), { recursive: true });
    await writeFile(out, `${JSON.stringify(result, null, 2)}\n`);
    console.log(`\n${table(result)}\n\nAll numbers: ${out}`);
    if (result.sizes.some(({ rows }) => rows.some(({ failure }) => failure !== undefined))) process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
