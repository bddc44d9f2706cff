// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { ROOT } from './bin.mjs';

/**
 * What the page may load before it draws, gzipped: a second on a slow line; its own script, the words of one language,
 * the first panel. The worker comes after, on its own thread.
 */
const BUDGET_KB = 200;

/**
 * The scripts a built page loads at once: those it names and those it preloads.
 * @param {string} html
 * @returns {string[]} their addresses, from the page
 */
export function pageScripts(html) {
  return [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].flatMap(([, address]) => address ?? []);
}

/** What the page asks for by itself before it draws: one of the first two, and the third. */
const LANGUAGES = ['src/lexicon/words/en.ts', 'src/lexicon/words/zh.ts'];
const FIRST_PANEL = 'src/panels/flow/Flow.tsx';

/** @typedef {Record<string, { file: string, imports?: string[] }>} Manifest */

/**
 * The scripts that come with a module of the build, itself the first.
 * @param {Manifest} manifest
 * @param {string} source the module's path in the repository
 * @returns {string[]}
 */
function scriptsOf(manifest, source) {
  const entry = manifest[source];
  if (!entry) throw new Error(`The build has no ${source}: what comes before the first picture cannot be measured.`);
  return [entry.file, ...(entry.imports ?? []).flatMap((other) => scriptsOf(manifest, other))];
}

/**
 * Measures what a built app loads before it draws, in the language with more words. Throws where its page names no script.
 * @param {string} folder
 * @returns {number} kilobytes (1000 bytes), gzipped
 */
export function pageSizeKb(folder) {
  const scripts = pageScripts(readFileSync(join(folder, 'index.html'), 'utf8'));
  if (scripts.length === 0) throw new Error(`${folder}/index.html names no script.`);
  /** @type {Manifest} */
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));
  const sizes = LANGUAGES.map((language) => {
    const asked = [...scriptsOf(manifest, FIRST_PANEL), ...scriptsOf(manifest, language)].map((file) => `./${file}`);
    const files = new Set([...scripts, ...asked]);
    return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0);
  });
  return Math.max(...sizes) / 1000;
}

/** What a first visit may transfer in all, gzipped: the app whole, as it then works without a net, and the opening run. */
const VISIT_BUDGET_MB = 1.5;

/**
 * Measures what a first visit fetches, what the service worker puts by for later included, in the language with more of
 * it. Throws where the build has no such list.
 * @param {string} folder
 * @returns {number} megabytes (a million bytes), gzipped
 */
export function visitSizeMb(folder) {
  /** @type {{ files: string[], languages: Record<string, string[]> }} */
  const { files, languages } = JSON.parse(readFileSync(join(folder, '.vite/offline.json'), 'utf8'));
  const sizes = Object.entries(languages).map(([language, own]) =>
    ['index.html', 'sw.js', `runs/${language}.gfrun`, ...files, ...own].reduce(
      (sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length,
      0,
    ),
  );
  return Math.max(...sizes) / 1e6;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const sizeKb = pageSizeKb(join(ROOT, 'dist'));
  console.log(`The page's script: ${sizeKb.toFixed(1)} KB gzipped, ${BUDGET_KB} KB at most`);
  const visitMb = visitSizeMb(join(ROOT, 'dist'));
  console.log(`A first visit, all in all: ${visitMb.toFixed(3)} MB gzipped, ${VISIT_BUDGET_MB} MB at most`);
  if (sizeKb > BUDGET_KB || visitMb > VISIT_BUDGET_MB) process.exitCode = 1;
}
