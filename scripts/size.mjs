// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { ROOT } from './bin.mjs';

/** What the page may load before it draws, gzipped: a second on a slow line. The worker comes after, on its own thread. */
const BUDGET_KB = 200;

/**
 * The scripts a built page loads at once: those it names and those it preloads.
 * @param {string} html
 * @returns {string[]} their addresses, from the page
 */
export function pageScripts(html) {
  return [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].flatMap(([, address]) => address ?? []);
}

/**
 * Measures a built app. Throws where its page names no script.
 * @param {string} folder
 * @returns {number} kilobytes (1000 bytes), gzipped
 */
export function pageSizeKb(folder) {
  const scripts = pageScripts(readFileSync(join(folder, 'index.html'), 'utf8'));
  if (scripts.length === 0) throw new Error(`${folder}/index.html names no script.`);
  return scripts.reduce((sum, script) => sum + gzipSync(readFileSync(join(folder, script)), { level: 9 }).length, 0) / 1000;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const sizeKb = pageSizeKb(join(ROOT, 'dist'));
  console.log(`The page's script: ${sizeKb.toFixed(1)} KB gzipped, ${BUDGET_KB} KB at most`);
  if (sizeKb > BUDGET_KB) process.exitCode = 1;
}
