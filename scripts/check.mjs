// @ts-check
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { ROOT, npm, program } from './bin.mjs';
import { ensureModules } from './ensure.mjs';

/**
 * What must hold of the source besides its tests. Each gate is one command that exits with 0 when it holds. The compiled
 * kernels must be there, since the source imports them.
 * @returns {{name: string, command: [command: string, args: string[]]}[]}
 */
export function gates() {
  return [
    { name: 'format', command: program('oxfmt', 'oxfmt', '--check') },
    { name: 'lint', command: program('oxlint', 'oxlint', '--type-aware', '--deny-warnings') },
    { name: 'types', command: program('typescript', 'tsc', '--noEmit', '-p', '.') },
    { name: 'unused code', command: program('knip', 'knip') },
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensureModules();
  const kernels = { name: 'kernels', command: npm('run', '--silent', '--if-present', 'build:simd') };
  for (const { name, command } of [kernels, ...gates()]) {
    const [file, args] = command;
    console.log(`\n== ${name}`);
    if (spawnSync(file, args, { cwd: ROOT, stdio: 'inherit' }).status !== 0) process.exitCode = 1;
  }
  console.log(process.exitCode ? '\nThe check failed.' : '\nThe check passed.');
}
