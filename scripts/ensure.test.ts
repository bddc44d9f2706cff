import { existsSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { findBrowser } from './browser.mjs';
import { missingPackages } from './ensure.mjs';

describe('the packages', () => {
  const wanted = { '': {}, a: { version: '1.0.0' }, b: { version: '2.0.0' }, other: { version: '1.0.0', optional: true } };

  test('nothing is missing where every package is held in the locked version', () => {
    expect(missingPackages(wanted, { a: { version: '1.0.0' }, b: { version: '2.0.0' } })).toEqual([]);
  });

  test('an absent package and one of another version are missing, a binary for another system is not', () => {
    expect(missingPackages(wanted, { b: { version: '2.0.1' } })).toEqual(['a', 'b']);
  });
});

describe('the browser', () => {
  const before = process.env['CHROME_PATH'];
  afterEach(() => {
    if (before === undefined) delete process.env['CHROME_PATH'];
    else process.env['CHROME_PATH'] = before;
  });

  test('CHROME_PATH goes before every other place', () => {
    process.env['CHROME_PATH'] = process.execPath;
    expect(findBrowser()).toBe(process.execPath);
  });

  test('a CHROME_PATH that leads nowhere is passed over', () => {
    process.env['CHROME_PATH'] = '/nowhere/chrome';
    const found = findBrowser();
    expect(found).not.toBe('/nowhere/chrome');
    expect(found === undefined || existsSync(found)).toBe(true);
  });
});
