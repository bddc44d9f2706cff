// @ts-check
// Writes docs/licences.md: what the built app is made of besides its own code, and under which licences.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './bin.mjs';

/** Licences that ask for nothing but their notice. */
export const PERMISSIVE = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'MIT-0', 'Unlicense', 'CC0-1.0'];

/** @typedef {{ name: string, version: string, licence: string }} Part */

/**
 * The packages that come with the app, not those that only build and test it.
 * @param {{ packages: Record<string, { version?: string, license?: string, dev?: boolean, optional?: boolean, devOptional?: boolean }> }} lock
 * @returns {Part[]} by name
 */
export function partsOf({ packages }) {
  return Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
    .map(([path, { version = '', license = 'not said' }]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license,
    }))
    .toSorted((a, b) => (a.name === b.name ? (a.version < b.version ? -1 : 1) : a.name < b.name ? -1 : 1));
}

/**
 * @param {readonly Part[]} parts
 * @returns {string} Markdown
 */
export function licencesPage(parts) {
  const rows = parts.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
  return `# Licences

Glassformer is under the MIT licence (\`LICENSE\`). These packages are installed to run it; the built app holds those parts
of them that it uses. What only builds and tests it is not listed. Written by \`node scripts/licences.mjs\`.

| package | version | licence |
|---|---|---|
${rows.join('\n')}
`;
}

/** @returns {Part[]} those of this repository */
export function installedParts() {
  return partsOf(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(join(ROOT, 'docs/licences.md'), licencesPage(installedParts()));
}
