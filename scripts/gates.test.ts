import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from './bin.mjs';
import { gates } from './check.mjs';

const SETTINGS = ['.oxfmtrc.json', '.oxlintrc.json', 'knip.jsonc', 'tsconfig.json'];

/** Without a fault; the rim may read clocks. */
const SOUND: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ name: 'planted', type: 'module', imports: { '#*': './src/*' } }, null, 2).concat('\n'),
  'src/math/half.ts': `export const half = (x: number): number => x / 2;\n`,
  'src/engine/worker.ts': `import { half } from '#math/half.ts';\n\nself.postMessage(half(Date.now() * Math.random()));\n`,
};

/** The gate, what is planted, and what the gate must say on a line that names the file. */
const FAULTS: readonly [gate: string, file: string, text: string, said: string][] = [
  ['format', 'src/math/format.ts', `export const a = "two"`, 'format.ts'],
  ['lint', 'src/math/circle.ts', `import type { B } from './circle2.ts'; export type A = B[];`, 'import(no-cycle)'],
  ['lint', 'src/math/circle2.ts', `import type { A } from './circle.ts'; export type B = A[];`, 'import(no-cycle)'],
  ['lint', 'src/math/random.ts', `export const a = Math.random();`, 'no-restricted-properties'],
  ['lint', 'src/view/clock.ts', `export const a = Date.now();`, 'no-restricted-properties'],
  ['lint', 'src/math/any.ts', `export const a = (b: any): number => b.c;`, 'no-explicit-any'],
  ['lint', 'src/math/sure.ts', `export const a = (b?: string): string => b!;`, 'no-non-null-assertion'],
  ['lint', 'src/math/float.ts', `export const a = (b: () => Promise<void>): void => { b(); };`, 'no-floating-promises'],
  ['lint', 'src/math/cases.ts', `export function a(b: 'c' | 'd') { switch (b) { case 'c': } }`, 'switch-exhaustiveness-check'],
  ['lint', 'src/math/later.ts', `// TODO: finish\nexport const a = 1;`, 'no-warning-comments'],
  ['lint', 'src/math/excuse.ts', `// oxlint-disable-next-line no-var\nexport const a = 1;`, 'Unused oxlint-disable'],
  ['types', 'src/math/kind.ts', `export const a: number = 'one';`, 'TS2322'],
  ['types', 'src/math/index1.ts', `export const a = (b: number[]): number => b[0];`, 'TS2322'],
  ['types', 'src/math/choice.ts', `export const a: { b?: number } = { b: undefined };`, 'TS2375'],
  ['types', 'src/math/kinds.ts', `export enum A { B }`, 'TS1294'],
  ['unused code', 'src/math/alone.ts', `export const a = 1;`, 'alone.ts'],
  ['unused code', 'src/math/half.ts', `export const half = (x: number) => x / 2; export const quarter = 4;`, 'quarter'],
];

/** Makes a folder with the project's settings, its packages and the given files. */
function build(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'glassformer-gates-'));
  for (const name of SETTINGS) copyFileSync(join(ROOT, name), join(folder, name));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Runs one gate in a folder. */
function run(gate: string, folder: string): { passed: boolean; lines: string[] } {
  const [command, args] = gates().find(({ name }) => name === gate)?.command ?? ['', []];
  const format = gate === 'lint' ? ['--format=unix'] : [];
  const { status, stdout, stderr } = spawnSync(command, [...args, ...format], { cwd: folder, encoding: 'utf8' });
  return { passed: status === 0, lines: `${stdout}\n${stderr}`.split('\n') };
}

const names = gates().map(({ name }) => name);
let sound = '';
let faulty = '';
const said = new Map<string, readonly string[]>();

beforeAll(() => {
  sound = build(SOUND);
  faulty = build({ ...SOUND, ...Object.fromEntries(FAULTS.map(([, file, text]) => [file, text])) });
});

afterAll(() => {
  for (const folder of [sound, faulty]) rmSync(folder, { recursive: true, force: true });
});

describe.each(names)('the gate: %s', (gate) => {
  test('lets a sound house pass', () => {
    const { passed, lines } = run(gate, sound);
    expect(passed, lines.join('\n')).toBe(true);
  });

  test('fails where faults are planted', () => {
    const { passed, lines } = run(gate, faulty);
    said.set(gate, lines);
    expect(passed).toBe(false);
  });

  test.each(FAULTS.filter(([owner]) => owner === gate))('%s names the fault in %s', (_gate, file, _text, wanted) => {
    const lines = said.get(gate) ?? [];
    expect(lines.filter((line) => line.includes(file) && line.includes(wanted))).not.toEqual([]);
  });
});
