// @ts-check

/**
 * How many tests of a suite passed, failed and were skipped, with the names of the latter two.
 * @typedef {{passed: number, failed: string[], skipped: string[]}} Counts
 */

/** What a file or a run counts as when it never came to its tests. */
const BROKEN = '(did not run)';

/**
 * @param {string} name what could not run
 * @returns {Counts}
 */
export function broken(name) {
  return { passed: 0, failed: [`${name} ${BROKEN}`], skipped: [] };
}

/**
 * Counts Vitest's JSON report. A file that failed before its first test counts as one failure.
 * @param {{testResults: {name: string, status: string, assertionResults: {fullName: string, status: string}[]}[]}} report
 * @returns {Counts}
 */
export function countVitest(report) {
  /** @type {Counts} */
  const counts = { passed: 0, failed: [], skipped: [] };
  for (const file of report.testResults) {
    for (const { fullName, status } of file.assertionResults) {
      if (status === 'passed') counts.passed++;
      else (status === 'failed' ? counts.failed : counts.skipped).push(`${file.name}: ${fullName}`);
    }
    const failedInside = file.assertionResults.some(({ status }) => status === 'failed');
    if (file.status === 'failed' && !failedInside) counts.failed.push(`${file.name} ${BROKEN}`);
  }
  return counts;
}

/**
 * @typedef {{projectName: string, status: string}} Attempt
 * @typedef {{title: string, file: string, tests: Attempt[]}} Spec
 * @typedef {{specs?: Spec[], suites?: Suite[]}} Suite
 */

/**
 * @param {Suite} suite
 * @returns {Spec[]}
 */
function specsOf(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

/**
 * Counts Playwright's JSON report. A test that passed only when tried again (flaky) counts as failed; an error outside
 * any test (a file that does not load, a server that does not start) counts as one failure.
 * @param {{suites: Suite[], errors: {message?: string}[]}} report
 * @returns {Counts}
 */
export function countPlaywright(report) {
  /** @type {Counts} */
  const counts = { passed: 0, failed: report.errors.map(({ message }) => `${message ?? 'playwright'} ${BROKEN}`), skipped: [] };
  for (const { title, file, tests } of report.suites.flatMap(specsOf)) {
    for (const { projectName, status } of tests) {
      if (status === 'expected') counts.passed++;
      else (status === 'skipped' ? counts.skipped : counts.failed).push(`${file} [${projectName}]: ${title}`);
    }
  }
  return counts;
}

/**
 * One suite's counts after its process ended: a run that failed without naming a failed test, or that held no test at
 * all, is a failure itself, never a silent success.
 * @param {string} name
 * @param {Counts} counts
 * @param {boolean} exitedWell
 * @returns {Counts}
 */
export function settle(name, counts, exitedWell) {
  const empty = counts.passed + counts.failed.length + counts.skipped.length === 0;
  if (empty || (!exitedWell && counts.failed.length === 0))
    return { ...counts, failed: [...counts.failed, ...broken(name).failed] };
  return counts;
}

/**
 * The last line of a test run: `12 passed, 0 failed` or `12 passed, 0 failed, 3 skipped`.
 * @param {readonly Counts[]} suites
 * @returns {string}
 */
export function lastLine(suites) {
  const sum = (/** @type {(counts: Counts) => number} */ size) => suites.reduce((total, counts) => total + size(counts), 0);
  const skipped = sum((counts) => counts.skipped.length);
  const tail = skipped > 0 ? `, ${skipped} skipped` : '';
  return `${sum((counts) => counts.passed)} passed, ${sum((counts) => counts.failed.length)} failed${tail}`;
}
