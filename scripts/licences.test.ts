import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './bin.mjs';
import { PERMISSIVE, besidesOf, licencesPage, partsOf, readLock } from './licences.mjs';

test('every package that comes with the app is under a licence that asks for its notice alone', () => {
  const parts = partsOf(readLock());
  expect(parts.length).toBeGreaterThan(20);
  expect(parts.filter(({ licence }) => !licence.split(' AND ').every((each) => PERMISSIVE.includes(each)))).toEqual([]);
});

test('docs/licences.md lists what is installed; node scripts/licences.mjs writes it', () => {
  const lock = readLock();
  expect(readFileSync(join(ROOT, 'docs/licences.md'), 'utf8')).toBe(licencesPage(partsOf(lock), besidesOf(lock)));
});

test('what the app needs is listed with what that needs, in the version it finds; what only builds the app is not', () => {
  const packages = {
    '': { dependencies: { b: '2', '@a/a': '1' } },
    'node_modules/b': { version: '2.0.0', license: 'GPL-3.0', dependencies: { d: '1' } },
    'node_modules/b/node_modules/d': { version: '1.0.0', license: 'ISC', dependencies: { '@a/a': '1' } },
    'node_modules/@a/a': { version: '1.0.0', license: 'MIT' },
    'node_modules/c': { version: '1.0.0', license: 'MIT', dependencies: { d: '2' } },
    'node_modules/d': { version: '2.0.0', license: 'MIT' },
  };
  const listed = partsOf({ packages }).map(({ name, version, licence }) => `${name} ${version} ${licence}`);
  expect(listed).toEqual(['@a/a 1.0.0 MIT', 'b 2.0.0 GPL-3.0', 'd 1.0.0 ISC']);
});
