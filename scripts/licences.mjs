// @ts-check
// Writes docs/licences.md: what the built app is made of besides its own code, and under which licences.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './bin.mjs';

/** Licences that ask for nothing but their notice. */
export const PERMISSIVE = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'MIT-0', 'Unlicense', 'CC0-1.0'];

/** @typedef {{ name: string, version: string, licence: string }} Part */
/** @typedef {{ version?: string, license?: string, dependencies?: Record<string, string>, optionalDependencies?: Record<string, string> }} Locked */

const FOLDER = 'node_modules/';

/**
 * Where a package that asks for another one finds it: in its own folder, or in one around it.
 * @param {Record<string, Locked>} packages @param {string} from @param {string} name
 * @returns {string | undefined}
 */
function findFrom(packages, from, name) {
  const path = from === '' ? FOLDER + name : `${from}/${FOLDER}${name}`;
  if (path in packages || from === '') return path in packages ? path : undefined;
  return findFrom(packages, from.slice(0, Math.max(0, from.lastIndexOf(`/${FOLDER}`))), name);
}

/**
 * Where the packages lie that come with the app, not those that only build and test it: what it depends on, and what that
 * depends on.
 * @param {{ packages: Record<string, Locked> }} lock
 * @returns {string[]}
 */
export function pathsOf({ packages }) {
  /** @type {Set<string>} */
  const found = new Set();
  const walk = (/** @type {string} */ path) => {
    const { dependencies, optionalDependencies } = packages[path] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const at = findFrom(packages, path, name);
      if (at === undefined || found.has(at)) continue;
      found.add(at);
      walk(at);
    }
  };
  walk('');
  return [...found].toSorted();
}

/**
 * The same packages as a list.
 * @param {{ packages: Record<string, Locked> }} lock
 * @returns {Part[]} by name
 */
export function partsOf({ packages }) {
  const parts = pathsOf({ packages }).map((path) => {
    const { version = '', license = 'not said' } = packages[path] ?? {};
    return { name: path.slice(path.lastIndexOf(FOLDER) + FOLDER.length), version, licence: license };
  });
  const once = new Map(parts.map((part) => [`${part.name} ${part.version}`, part]));
  return [...once.values()].toSorted((a, b) => (a.name === b.name ? (a.version < b.version ? -1 : 1) : a.name < b.name ? -1 : 1));
}

/**
 * What is in the built app and under another licence than its package, or out of a package that only builds.
 * @param {{ packages: Record<string, Locked> }} lock
 * @returns {Part[]}
 */
export function besidesOf({ packages }) {
  const version = (/** @type {string} */ name) => packages[FOLDER + name]?.version ?? '';
  return [
    { name: 'katex: its fonts', version: version('katex'), licence: 'OFL-1.1' },
    {
      name: 'assemblyscript: its `Math`, compiled into the training step',
      version: version('assemblyscript'),
      licence: 'Apache-2.0',
    },
  ];
}

/**
 * @param {readonly Part[]} parts
 * @param {readonly Part[]} besides
 * @returns {string} Markdown
 */
export function licencesPage(parts, besides) {
  const rows = (/** @type {readonly Part[]} */ list) =>
    list.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`).join('\n');
  return `# Licences

Glassformer is under the MIT licence (\`LICENSE\`). These packages are installed to run it; the built app holds those parts
of them that it uses. What only builds and tests it is not listed. Their notices lie beside the built app, in
\`licences.txt\`. Written by \`node scripts/licences.mjs\`.

| package | version | licence |
|---|---|---|
${rows(parts)}

In the built app besides:

| part | version | licence |
|---|---|---|
${rows(besides)}
`;
}

/** @returns {{ packages: Record<string, Locked> }} of this repository */
export const readLock = () => JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const lock = readLock();
  writeFileSync(join(ROOT, 'docs/licences.md'), licencesPage(partsOf(lock), besidesOf(lock)));
}
