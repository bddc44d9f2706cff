// @ts-check
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, npm, program } from './bin.mjs';
import { gates } from './check.mjs';
import { broken, countPlaywright, countVitest, lastLine, settle } from './counts.mjs';
import { ensureBrowser, ensureModules } from './ensure.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */

/** What hangs is ended after this many minutes in all, so that the last line is always written. */
const LIMIT_MS = Number(process.env['TEST_MINUTES'] ?? 20) * 60_000;

const started = performance.now();
const reports = mkdtempSync(join(tmpdir(), 'glassformer-test-'));

/**
 * Ends a process and all it started.
 * @param {import('node:child_process').ChildProcess} child
 */
function end(child) {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/T', '/F']);
  else process.kill(-child.pid, 'SIGKILL');
}

/**
 * Runs a program in the open until it ends or the time is up.
 * @param {[command: string, args: string[]]} command
 * @param {Record<string, string>} variables
 * @returns {Promise<boolean>} whether it exited with 0
 */
function run([file, args], variables = {}) {
  return new Promise((resolve) => {
    const env = { ...process.env, ...variables };
    const child = spawn(file, args, {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: process.platform !== 'win32',
    });
    const leftMs = LIMIT_MS - (performance.now() - started);
    const alarm = setTimeout(
      () => {
        console.log(`Ended after ${LIMIT_MS / 60_000} minutes in all.`);
        end(child);
      },
      Math.max(0, leftMs),
    );
    child.on('error', () => resolve(false));
    child.on('close', (code) => {
      clearTimeout(alarm);
      resolve(code === 0);
    });
  });
}

/**
 * Runs a test runner that writes a JSON report, and counts the report.
 * @template Report
 * @param {string} name
 * @param {(report: string) => [command: string, args: string[]]} command
 * @param {(report: Report) => Counts} count
 * @returns {Promise<Counts>}
 */
async function runSuite(name, command, count) {
  const report = join(reports, `${name.replaceAll(' ', '-')}.json`);
  const exitedWell = await run(command(report), { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  if (!existsSync(report)) return broken(name);
  return settle(name, count(JSON.parse(readFileSync(report, 'utf8'))), exitedWell);
}

/**
 * Runs commands one after the other, each as one test.
 * @param {{name: string, command: [command: string, args: string[]]}[]} commands
 * @returns {Promise<Counts>}
 */
async function runEach(commands) {
  /** @type {Counts} */
  const counts = { passed: 0, failed: [], skipped: [] };
  for (const { name, command } of commands) {
    if (await run(command)) counts.passed++;
    else counts.failed.push(name);
  }
  return counts;
}

/**
 * An older build goes first, so that nothing below is tried on it.
 * @returns {Promise<Counts>} the build, and that the page it makes is small
 */
function runBuild() {
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  return runEach([
    { name: 'build', command: npm('run', '--silent', 'build') },
    { name: 'page size', command: [process.execPath, [join(ROOT, 'scripts/size.mjs')]] },
  ]);
}

/** @returns {Promise<Counts>} */
function runGates() {
  return runEach(gates());
}

/** @param {string} project */
const vitest = (project) => (/** @type {string} */ report) =>
  program(
    'vitest',
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  );

/** @returns {Promise<Counts>} the journeys and panels against the built app */
function runPages() {
  return runSuite('pages', () => program('@playwright/test', 'playwright', 'test', '--reporter=list,json'), countPlaywright);
}

/**
 * All suites. The gates, the units and the pages need what the build makes (the compiled kernels, the app), so it comes
 * first; where it fails, the others still run and say what they find.
 * @type {[name: string, run: () => Promise<Counts>][]}
 */
const suites = [
  ['build', runBuild],
  ['gates', runGates],
  ['node', () => runSuite('node', vitest('node'), countVitest)],
  ['browser', () => runSuite('browser', vitest('browser'), countVitest)],
  ['pages', runPages],
];

/** @returns {Promise<Counts[]>} */
async function runAll() {
  try {
    ensureModules();
    ensureBrowser();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return [broken('preparation')];
  }
  /** @type {Counts[]} */
  const all = [];
  for (const [name, runOne] of suites) {
    const from = performance.now();
    console.log(`\n== ${name}`);
    const counts = await runOne();
    all.push(counts);
    console.log(`== ${name}: ${lastLine([counts])} (${((performance.now() - from) / 1000).toFixed(0)} s)`);
  }
  return all;
}

const all = await runAll();
rmSync(reports, { recursive: true, force: true });
console.log('');
for (const name of all.flatMap((counts) => counts.skipped)) console.log(`skipped: ${name}`);
for (const name of all.flatMap((counts) => counts.failed)) console.log(`FAILED: ${name}`);
console.log(lastLine(all));
process.exitCode = all.some((counts) => counts.failed.length > 0) ? 1 : 0;
