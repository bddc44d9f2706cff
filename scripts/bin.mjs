// @ts-check
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * The command line that runs an installed package's program: Node itself and the script, so that no shell and no
 * `.cmd` file is needed on any system.
 * @param {string} name the package
 * @param {string} bin which of its programs
 * @param {string[]} args
 * @returns {[command: string, args: string[]]}
 */
export function program(name, bin, ...args) {
  const folder = join(ROOT, 'node_modules', name);
  const script = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).bin[bin];
  return [process.execPath, [join(folder, script), ...args]];
}

/**
 * The command line that runs npm: through the script that started this process where npm did, by name elsewhere.
 * @param {string[]} args
 * @returns {[command: string, args: string[]]}
 */
export function npm(...args) {
  const script = process.env['npm_execpath'];
  return script?.endsWith('.js') ? [process.execPath, [script, ...args]] : ['npm', args];
}
