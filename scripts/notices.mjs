// @ts-check
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bin.mjs';
import { besidesOf, pathsOf, readLock } from './licences.mjs';

const NAMED = /^(licen[cs]e|copying|notice)([.-].*)?$/i;
const LINE = '-'.repeat(80);

/**
 * What a package says of its licence and of whom to name: its files of that name, or else what its description says.
 * @param {string} folder
 */
function noticeOf(folder) {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => NAMED.test(file)) : [];
  if (files.length > 0) return files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
  const { license, author, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const from = [author?.name ?? author, repository?.url ?? repository].filter((each) => typeof each === 'string');
  return [license, ...from].join('\n');
}

/** The notices of all that the app is made of besides its own code, one after the other. */
export function notices() {
  const lock = readLock();
  const parts = pathsOf(lock)
    .filter((path) => existsSync(join(ROOT, path)))
    .map(
      (path) => `${path.replace(/^.*node_modules\//, '')} ${lock.packages[path]?.version ?? ''}\n\n${noticeOf(join(ROOT, path))}`,
    );
  const besides = besidesOf(lock).map(({ name, version, licence }) => `${name} (${version})\n\n${licence}`);
  return `${[readFileSync(join(ROOT, 'LICENSE'), 'utf8').trim(), ...new Set(parts), ...besides].join(`\n\n${LINE}\n`)}\n`;
}

/**
 * Lays the notices beside the built app, which is what their licences ask of whoever passes it on.
 * @returns {import('vite').Plugin}
 */
export function carryNotices() {
  let ours = false;
  return {
    name: 'notices',
    apply: 'build',
    configResolved: ({ root }) => {
      ours = root === ROOT;
    },
    generateBundle() {
      if (ours) this.emitFile({ type: 'asset', fileName: 'licences.txt', source: notices() });
    },
  };
}
