// @ts-check
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from './bin.mjs';

const NAME = 'virtual:precache';
/** What the first visit fetches besides the scripts: the build of the wasm backend that every current browser takes. */
const BESIDES = ['wasm/tfjs-backend-wasm-simd.wasm'];
/** What the page names besides, out of public/. */
const NAMED = ['icon.svg', 'icon-192.png', 'manifest.webmanifest'];
/** Scripts, styles, kernels, and those fonts that formulas use; fonts for older browsers and rare letters come when asked for. */
const PRECACHED = /\.(js|css|wasm)$|KaTeX_(Main-Regular|Math-Italic|Size[1-4]-Regular)-[^/]+\.woff2$/;
/** Fetched when it is asked for, and kept from then on: what makes pages to send to others, and the two slow maps. */
const RARE = /\/(standalonePage|map\.worker)-/;
const WORDS = /\/lexicon\/words\/(en|zh)[./]/;

/** @typedef {{ version: string, files: string[], languages: Record<string, string[]> }} Precache */

/**
 * The language whose words are all that a script holds.
 * @param {string[]} modules
 */
function languageOf(modules) {
  const [first, ...others] = new Set(modules.map((id) => WORDS.exec(id.replaceAll('\\', '/'))?.[1]));
  return others.length === 0 ? first : undefined;
}

/**
 * What the app needs without a net, out of a bundle: its own files, and those of one language.
 * @param {Record<string, { type: 'chunk', moduleIds: string[], code: string } | { type: 'asset', source: string | Uint8Array }>} bundle
 * @returns {Precache}
 */
export function precacheOf(bundle) {
  /** @type {Precache} */
  const list = { version: '', files: [], languages: { en: [], zh: [] } };
  const hash = createHash('sha256');
  for (const [path, part] of Object.entries(bundle).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (path !== 'index.html' && !BESIDES.includes(path) && !path.startsWith('assets/')) continue;
    hash.update(path).update(part.type === 'chunk' ? part.code : part.source);
    const language = part.type === 'chunk' ? languageOf(part.moduleIds) : undefined;
    if (language) list.languages[language]?.push(path);
    else if (path !== 'index.html' && !RARE.test(path) && (BESIDES.includes(path) || PRECACHED.test(path))) list.files.push(path);
  }
  for (const path of NAMED) hash.update(readFileSync(join(ROOT, 'public', path)));
  list.files.push(...NAMED);
  return { ...list, version: hash.digest('hex').slice(0, 12) };
}

/**
 * The service worker with the list in it, as one classic script.
 * @param {Precache} list
 */
async function bundleWorker(list) {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    root: ROOT,
    publicDir: false,
    plugins: [
      {
        name: 'precache',
        resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
        load: (id) => (id === `\0${NAME}` ? `export default ${JSON.stringify(list)};` : undefined),
      },
    ],
    build: {
      write: false,
      target: 'es2023',
      minify: true,
      lib: { entry: join(ROOT, 'src/app/offline/serviceWorker.ts'), formats: ['iife'], name: 'offline' },
    },
  });
  const [first] = [result].flat();
  const chunk = first && 'output' in first ? first.output.find((part) => part.type === 'chunk') : undefined;
  if (chunk?.type !== 'chunk') throw new Error('The service worker gave no script.');
  return chunk.code;
}

/**
 * Puts the service worker, `sw.js`, beside the built page, and the list of what it fetches into `.vite/offline.json`.
 * The dev server has none.
 * @returns {import('vite').Plugin}
 */
export function offline() {
  let ours = false;
  return {
    name: 'offline',
    apply: 'build',
    configResolved: ({ root }) => {
      ours = root === ROOT;
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        if (!ours) return;
        const list = precacheOf(bundle);
        this.emitFile({ type: 'asset', fileName: 'sw.js', source: await bundleWorker(list) });
        this.emitFile({ type: 'asset', fileName: '.vite/offline.json', source: JSON.stringify(list, null, 1) });
      },
    },
  };
}
