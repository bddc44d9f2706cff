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

/** @typedef {Record<string, {version?: string, optional?: boolean}>} Packages by their folder, as npm writes them down */

/**
 * @param {string} path of a lock file
 * @returns {Packages} nothing where the file is missing
 */
function lockedPackages(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

/**
 * What is wanted and not held in that very version. Optional packages may be missing: they are binaries for other
 * systems. The folder '' is the project itself.
 * @param {Packages} wanted
 * @param {Packages} held
 * @returns {string[]}
 */
export function missingPackages(wanted, held) {
  const folders = Object.keys(wanted).filter((folder) => folder !== '' && !wanted[folder]?.optional);
  return folders.filter((folder) => held[folder]?.version !== wanted[folder]?.version);
}

/** Installs the locked packages where node_modules is missing or holds others. Throws when that fails. */
export function ensureModules() {
  const wanted = lockedPackages(join(ROOT, 'package-lock.json'));
  const missing = missingPackages(wanted, lockedPackages(join(ROOT, 'node_modules/.package-lock.json')));
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
