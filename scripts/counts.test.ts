import { describe, expect, test } from 'vitest';
import { broken, countPlaywright, countVitest, lastLine, settle } from './counts.mjs';

const file = (name: string, status: string, ...statuses: string[]) => ({
  name,
  status,
  assertionResults: statuses.map((each, index) => ({ fullName: `law ${index}`, status: each })),
});

const spec = (title: string, ...statuses: string[]) => ({
  title,
  file: 'a.spec.ts',
  tests: statuses.map((status) => ({ projectName: 'wasm', status })),
});

describe('counting tests', () => {
  test('passed, failed and skipped tests of Vitest are counted one by one', () => {
    const counts = countVitest({
      testResults: [file('a', 'failed', 'passed', 'failed'), file('b', 'passed', 'passed', 'skipped', 'todo')],
    });
    expect(counts).toEqual({ passed: 2, failed: ['a: law 1'], skipped: ['b: law 1', 'b: law 2'] });
  });

  test('a file that fails before its first test is one failure', () => {
    expect(countVitest({ testResults: [file('a', 'failed'), file('b', 'failed', 'passed')] }).failed).toEqual([
      'a (did not run)',
      'b (did not run)',
    ]);
  });

  test('tests of Playwright are counted in nested suites, and a flaky one has failed', () => {
    const suites = [
      { suites: [{ specs: [spec('one', 'expected', 'skipped')] }], specs: [spec('two', 'flaky'), spec('three', 'unexpected')] },
    ];
    expect(countPlaywright({ suites, errors: [] })).toEqual({
      passed: 1,
      failed: ['a.spec.ts [wasm]: two', 'a.spec.ts [wasm]: three'],
      skipped: ['a.spec.ts [wasm]: one'],
    });
  });

  test('an error outside any test of Playwright is one failure', () => {
    expect(countPlaywright({ suites: [], errors: [{ message: 'no server' }] }).failed).toEqual(['no server (did not run)']);
  });

  test('a suite without tests, or one that exits badly without naming a failure, has failed', () => {
    const none = { passed: 0, failed: [], skipped: [] };
    expect(settle('node', none, true).failed).toEqual(['node (did not run)']);
    expect(settle('node', { ...none, passed: 3 }, false).failed).toEqual(['node (did not run)']);
    expect(settle('node', { ...none, passed: 3 }, true).failed).toEqual([]);
    expect(settle('node', { ...none, failed: ['a'] }, false).failed).toEqual(['a']);
  });

  test('the last line sums the suites and names skipped tests only where there are some', () => {
    expect(lastLine([{ passed: 2, failed: [], skipped: [] }, broken('pages')])).toBe('2 passed, 1 failed');
    expect(lastLine([{ passed: 2, failed: [], skipped: ['gpu'] }])).toBe('2 passed, 0 failed, 1 skipped');
  });
});
