// @ts-check
/**
 * The benchmark, `npm run bench`: our training step beside jax-js and tfjs, in one page of one browser process, what
 * the pictures cost in the built app, and what saving costs.
 *
 *   --size S,M,preset        which sizes (these; L, eight layers of width 256 over 256 tokens, only on demand)
 *   --backend wasm,webgpu    where (both)
 *   --rounds 7               how often everyone has a turn
 *   --part steps,panels,saving   training steps, pictures, saving (all)
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
import { measurePanels } from './panels.mjs';
import { measureSaving } from './saving.mjs';
import { tables } from './table.mjs';

const PARTS = ['steps', 'panels', 'saving'];
const PACKAGES = ['@jax-js/jax', '@tensorflow/tfjs-core'];

/** @param {string} name @returns {Promise<string>} the installed version of a package */
async function versionOf(name) {
  const text = await readFile(join(ROOT, 'node_modules', name, 'package.json'), 'utf8');
  return JSON.parse(text).version;
}

/** @returns {number} how many processes want to run, averaged over the last minute */
const load = () => loadavg()[0] ?? Number.NaN;

/** @param {string} option @param {string} given @param {readonly string[]} known @returns {string[]} the words of a list */
function wordsOf(option, given, known) {
  const words = given.split(',');
  const strange = words.find((word) => !known.includes(word));
  if (strange !== undefined) throw new Error(`--${option} ${strange}: one of ${known.join(', ')} was wanted`);
  return words;
}

/** What the command line asks for. @throws for anything it does not know */
function options() {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: 'S,M,preset' },
      backend: { type: 'string', default: 'wasm,webgpu' },
      rounds: { type: 'string', default: '7' },
      part: { type: 'string', default: PARTS.join() },
      'only-ours': { type: 'boolean', default: false },
      runtime: { type: 'string', default: 'browser' },
      out: { type: 'string', default: 'test-results/bench.json' },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds ${values.rounds}: a whole number from 1 was wanted`);
  const [runtime] = wordsOf('runtime', values.runtime, ['browser', 'node']);
  return {
    asked: {
      sizes: wordsOf('size', values.size, ['S', 'M', 'preset', 'L']),
      places: wordsOf('backend', values.backend, ['wasm', 'webgpu']),
      rounds,
      peers: !values['only-ours'],
    },
    parts: wordsOf('part', values.part, PARTS),
    inNode: runtime === 'node',
    out: resolve(ROOT, values.out),
  };
}

async function main() {
  const { asked, parts, inNode, out } = options();
  const folder = await mkdtemp(join(tmpdir(), 'glassformer-bench-'));
  const before = load();
  try {
    const steps = inNode
      ? await runInNode(asked)
      : parts.includes('steps')
        ? await runInBrowser(asked, join(folder, 'page'))
        : null;
    const panels = !inNode && parts.includes('panels') ? await measurePanels(asked.rounds, join(folder, 'app')) : null;
    const saving = !inNode && parts.includes('saving') ? await measureSaving(asked, join(folder, 'saving')) : null;
    const result = {
      date: new Date().toISOString(),
      machine: { processor: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), platform: process.platform },
      load: { before, after: load() },
      versions: Object.fromEntries(await Promise.all(PACKAGES.map(async (name) => [name, await versionOf(name)]))),
      rounds: asked.rounds,
      steps,
      panels,
      saving,
    };
    await mkdir(dirname(out), { recursive: true });
    await writeFile(out, `${JSON.stringify(result, null, 2)}\n`);
    console.log(`\n${tables(result)}\n\nAll numbers: ${out}`);
    if (steps?.sizes.some(({ rows }) => rows.some(({ failure }) => failure !== undefined))) process.exitCode = 1;
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
