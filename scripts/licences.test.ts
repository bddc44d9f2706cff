import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './bin.mjs';
import { PERMISSIVE, installedParts, licencesPage, partsOf } from './licences.mjs';

test('every package that comes with the app is under a licence that asks for its notice alone', () => {
  const parts = installedParts();
  expect(parts.length).toBeGreaterThan(20);
  expect(parts.filter(({ licence }) => !licence.split(' AND ').every((each) => PERMISSIVE.includes(each)))).toEqual([]);
});

test('docs/licences.md lists what is installed; node scripts/licences.mjs writes it', () => {
  expect(readFileSync(join(ROOT, 'docs/licences.md'), 'utf8')).toBe(licencesPage(installedParts()));
});

test('what only builds the app is not listed', () => {
  const packages = {
    '': {},
    'node_modules/b': { version: '2.0.0', license: 'GPL-3.0' },
    'node_modules/@a/a': { version: '1.0.0', license: 'MIT' },
    'node_modules/c': { version: '1.0.0', dev: true },
  };
  expect(partsOf({ packages }).map(({ name, licence }) => `${name} ${licence}`)).toEqual(['@a/a MIT', 'b GPL-3.0']);
});
