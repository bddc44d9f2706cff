// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, npm, program } from './bin.mjs';
import { findBrowser } from './browser.mjs';

const NPM_LIMIT_MS = 10 * 60_000;
const DOWNLOAD_LIMIT_MS = 4 * 60_000;
const APT_LIMIT_MS = 5 * 60_000;

/**
 * Runs a program in the open and says whether it succeeded.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {number} limitMs
 */
function run(command, args, limitMs) {
  console.log(`> ${[command, ...args].join(' ')}`);
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', timeout: limitMs, killSignal: 'SIGKILL' });
  return status === 0;
}

/**
 * The packages that a lock file names.
 * @param {string} path
 * @returns {Record<string, {version?: string, optional?: boolean}>}
 */
function lockedPackages(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}

/**
 * What package-lock.json names and node_modules does not hold in that version. Optional packages may be missing: they
 * are binaries for other systems.
 * @returns {string[]}
 */
function missingPackages() {
  const wanted = Object.entries(lockedPackages(join(ROOT, 'package-lock.json'))).filter(([path]) => path !== '');
  const record = join(ROOT, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return wanted.map(([path]) => path);
  const held = lockedPackages(record);
  return wanted.filter(([path, { version, optional }]) => !optional && held[path]?.version !== version).map(([path]) => path);
}

/** Installs the locked packages where node_modules is missing or holds others. Throws when that fails. */
export function ensureModules() {
  const missing = missingPackages();
  if (missing.length === 0) return;
  console.log(`Installing packages (${missing.length} missing or of another version).`);
  if (!run(...npm('ci', '--include=dev', '--no-audit', '--no-fund'), NPM_LIMIT_MS)) {
    throw new Error('npm ci did not install the packages of package-lock.json; its own words are above.');
  }
}

/**
 * Finds a Chromium for the tests or fetches one: an installed browser, else Playwright's download, else Debian's
 * package. Throws when none of them works.
 * @returns {string} its path
 */
export function ensureBrowser() {
  const found = findBrowser();
  if (found !== undefined) return found;
  console.log('No Chrome, Chromium or Edge found. Fetching one.');
  run(...program('@playwright/test', 'playwright', 'install', 'chromium'), DOWNLOAD_LIMIT_MS);
  const aptIsOurs = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (findBrowser() === undefined && aptIsOurs) {
    run('apt-get', ['update'], APT_LIMIT_MS);
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], APT_LIMIT_MS);
  }
  const fetched = findBrowser();
  if (fetched === undefined) throw new Error('No browser: install Chrome or Chromium, or name one in CHROME_PATH.');
  return fetched;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    ensureModules();
    console.log(`Packages: as locked\nBrowser: ${ensureBrowser()}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
