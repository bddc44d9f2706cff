import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';

/** The house: which rooms a room may import from (its own besides). No arrow is drawn that is not here. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  math: [],
  lexicon: ['math'],
  files: ['math', 'lexicon'],
  corpus: ['math', 'lexicon', 'files'],
  kernels: ['math', 'lexicon', 'files'],
  model: ['math', 'lexicon', 'files', 'kernels'],
  engine: ['math', 'lexicon', 'files', 'corpus', 'kernels', 'model'],
  state: ['math', 'lexicon', 'files'],
  standalone: ['math', 'lexicon', 'files', 'corpus'],
  view: ['math', 'lexicon', 'files'],
  panels: ['math', 'lexicon', 'files', 'state', 'view'],
  course: ['math', 'lexicon', 'files', 'state', 'view', 'panels'],
  app: ['math', 'lexicon', 'files', 'state', 'view', 'panels', 'course'],
};

/** The one bridge between the wings: the page starts the worker by its address. */
const BRIDGE = { from: 'app', to: 'src/engine/worker.ts' };

/** Which packages which rooms may import; what is not here belongs to nobody. */
const OWNERS: readonly { package: RegExp; rooms: readonly string[] }[] = [
  { package: /^@tensorflow\//, rooms: ['kernels', 'model', 'engine'] },
  { package: /^zustand(\/|$)/, rooms: ['state'] },
  { package: /^d3(-|$)/, rooms: ['view', 'math'] },
  { package: /^(umap-js|@keckelt\/tsne)$/, rooms: ['math'] },
  { package: /^katex(\/|$)/, rooms: ['view'] },
  { package: /^@huggingface\/tokenizers$/, rooms: ['corpus'] },
  { package: /^fflate$/, rooms: ['files'] },
  { package: /^modern-screenshot$/, rooms: ['app'] },
  { package: /^virtual:precache$/, rooms: ['app'] },
  { package: /^virtual:standalone$/, rooms: ['app'] },
  { package: /^idb$/, rooms: ['engine'] },
  { package: /^valibot$/, rooms: ['files', 'engine'] },
  { package: /^react(-dom)?(\/|$)/, rooms: ['state', 'view', 'panels', 'course', 'app'] },
  { package: /^(@radix-ui\/|react-resizable-panels$)/, rooms: ['view', 'panels', 'course', 'app'] },
];

/** What only tests import, in any room. */
const TEST_PACKAGES = /^(node:|vitest(\/|$)|@vitest\/|vitest-browser-react$|fast-check$|fake-indexeddb(\/|$)|vite$)/;

const MAX_LINES = 300;
const TEST_FILE = /\.test\.tsx?$/;

/** Text of every file, by its path from the root with forward slashes. */
type House = ReadonlyMap<string, string>;
/** `address`: named by `new URL(…, import.meta.url)` instead of an import. No specifier: computed, cannot be followed. */
type Reference = { specifier: string | null; address: boolean };
type Node = { type: string } & Record<string, unknown>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function isCallOf(node: Node, object: string, member: string): boolean {
  const callee = node['callee'];
  if (node.type !== 'CallExpression' || !isNode(callee) || callee.type !== 'MemberExpression') return false;
  const [left, right] = [callee['object'], callee['property']];
  return isNode(left) && left.type === object && isNode(right) && right['name'] === member;
}

/** What a syntax node refers to, or undefined for nothing. */
function referenceOf(node: Node): Reference | undefined {
  if (isCallOf(node, 'MetaProperty', 'glob')) return { specifier: null, address: false };
  const isUrl = node.type === 'NewExpression' && isNode(node['callee']) && node['callee']['name'] === 'URL';
  const [first, second] = isUrl && Array.isArray(node['arguments']) ? node['arguments'] : [];
  const base = isNode(second) && second.type === 'MemberExpression' ? second['object'] : null;
  const address = isNode(base) && base.type === 'MetaProperty';
  const imports = /^(Import|ExportNamed|ExportAll)Declaration$|^ImportExpression$|^TSImportType$/.test(node.type);
  const source = address ? first : node['source'];
  if (!address && (!imports || source === null)) return undefined;
  return { specifier: isNode(source) && typeof source['value'] === 'string' ? source['value'] : null, address };
}

/** All nodes of a syntax tree, the root first. */
function* walk(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* walk(item);
  if (!isNode(value)) return;
  yield value;
  for (const child of Object.values(value)) if (typeof child === 'object') yield* walk(child);
}

/** AssemblyScript decorates functions, which is no TypeScript; what it imports stays readable without. */
function readable(path: string, text: string): string {
  return path.includes('/assembly/') ? text.replaceAll(/^\s*@\w+(\([^)\n]*\))?/gm, '') : text;
}

function references(path: string, text: string): { references: Reference[]; problems: string[] } {
  const { program, errors } = parseSync(path, readable(path, text));
  const found = [...walk(program)].map(referenceOf).filter((reference) => reference !== undefined);
  const problems = errors.map((error) => `${path}: cannot be read: ${error.message}`);
  return { references: found.filter((reference) => !isTestData(path, reference)), problems };
}

/** A test may read any file as data, as long as it is no code. */
function isTestData(path: string, { specifier, address }: Reference): boolean {
  return TEST_FILE.test(path) && address && !/\.tsx?$/.test(specifier ?? '');
}

/** The path that a specifier means, or undefined for a package. A query (`?raw`) is no part of it. */
function target(from: string, specifier: string, house: House): string | undefined {
  const plain = specifier.split('?', 1)[0] ?? '';
  const path = plain.startsWith('#') ? `src/${plain.slice(1)}` : posix.join(posix.dirname(from), plain);
  if (!plain.startsWith('#') && !plain.startsWith('.')) return undefined;
  return house.has(path) || !house.has(`${path}.ts`) ? path : `${path}.ts`;
}

/** `src/view/Bars.tsx` stands in `view`; what stands in no room gives undefined. */
function roomOf(path: string): string | undefined {
  const [top, room, ...rest] = path.split('/');
  return top === 'src' && room !== undefined && rest.length > 0 && room in ROOMS ? room : undefined;
}

function packageProblem(path: string, room: string | undefined, specifier: string): string[] {
  if (TEST_FILE.test(path) && TEST_PACKAGES.test(specifier)) return [];
  const owner = OWNERS.find((entry) => entry.package.test(specifier));
  if (room !== undefined && owner?.rooms.includes(room)) return [];
  return [`${path}: ${specifier} belongs to ${owner?.rooms.join(', ') ?? 'no room'}`];
}

function arrowProblem(path: string, room: string | undefined, to: string, address: boolean): string[] {
  const toRoom = roomOf(to);
  if (room !== undefined && toRoom === room) return [];
  if (room !== undefined && toRoom !== undefined && ROOMS[room]?.includes(toRoom)) return [];
  if (address && room === BRIDGE.from && to === BRIDGE.to) return [];
  return [`${path}: ${room ?? 'no room'} may not import ${to}`];
}

/** A registry lists what others made: imports, constants and types of them, no code and no passing on. */
function registryProblem(path: string, text: string): string[] {
  const allowed = /^(ImportDeclaration|TSTypeAliasDeclaration|VariableDeclaration)$/;
  const lists = parseSync(path, text).program.body.filter((statement) => statement.type !== 'ImportDeclaration');
  const inner = lists.map((statement) => (statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement));
  const isRegistry =
    inner.some((node) => node?.type === 'VariableDeclaration') && inner.every((node) => node && allowed.test(node.type));
  return isRegistry ? [] : [`${path}: index.ts is kept for registries`];
}

/** One sentence for each circle's first arrow back, with the way round. */
function circles(arrows: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) found.push(`circle: ${[...way.slice(way.indexOf(path)), path].join(' -> ')}`);
    if (way.includes(path) || done.has(path)) return;
    for (const next of arrows.get(path) ?? []) visit(next, [...way, path]);
    done.add(path);
  };
  for (const path of arrows.keys()) visit(path, []);
  return found;
}

/** Everything in which a house breaks the rules, one sentence each. */
function violations(house: House): string[] {
  const problems: string[] = [];
  const arrows = new Map<string, string[]>();
  for (const [path, text] of house) {
    const lines = text.trimEnd().split('\n').length;
    if (lines > MAX_LINES) problems.push(`${path}: ${lines} lines, ${MAX_LINES} at most`);
    if (!path.startsWith('src/') || !/\.tsx?$/.test(path)) continue;
    const room = roomOf(path);
    if (room === undefined && !TEST_FILE.test(path)) problems.push(`${path}: stands in no room`);
    if (posix.basename(path) === 'index.ts') problems.push(...registryProblem(path, text));
    const read = references(path, text);
    problems.push(...read.problems);
    const inside: string[] = [];
    for (const { specifier, address } of read.references) {
      if (specifier === null) {
        problems.push(`${path}: names what it imports by a computation, which cannot be followed`);
        continue;
      }
      const to = target(path, specifier, house);
      problems.push(...(to === undefined ? packageProblem(path, room, specifier) : arrowProblem(path, room, to, address)));
      if (to !== undefined && house.has(to)) inside.push(to);
    }
    arrows.set(path, inside);
  }
  return [...problems, ...circles(arrows)];
}

/** The house as it stands on disk. */
function standing(): House {
  const root = dirname(import.meta.dirname);
  const paths = ['src', 'scripts', 'e2e'].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' }).map((path) =>
      posix.join(top, path.replaceAll('\\', '/')),
    ),
  );
  const kept = paths.filter((path) => /\.(tsx?|mjs|css|wgsl)$/.test(path) && !/\/(build|fixtures)\//.test(path));
  return new Map(kept.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** A small house without a fault, into which one fault at a time is planted. */
const SOUND: Readonly<Record<string, string>> = {
  'src/math/pca.ts': `export type Pca = number;`,
  'src/math/q.ts': `import type { Pca } from './pca.ts'; export type Q = Pca;`,
  'src/lexicon/graph.ts': `import type { Pca } from '#math/pca.ts'; export type Graph = Pca;`,
  'src/kernels/norm/assembly/norm.ts': `@inline\nexport function scale(x: f32): f32 { return <f32>x; }`,
  'src/model/positions/index.ts': `import { rope } from './rope.ts'; export const positions = { rope } as const;`,
  'src/model/positions/rope.ts': `import * as tf from '@tensorflow/tfjs-core'; export const rope = tf.zeros;`,
  'src/engine/worker.ts': `import { positions } from '#model/positions/index.ts'; export default positions;`,
  'src/state/store.ts': `import { create } from 'zustand'; export const store = create;`,
  'src/view/Bars.tsx': `import { scaleLinear } from 'd3'; import './Bars.css'; export const Bars = () => <p>{scaleLinear}</p>;`,
  'src/view/Bars.browser.test.tsx': `import { test } from 'vitest'; import { Bars } from './Bars.tsx'; test('', Bars);`,
  'src/view/data.test.ts': `new URL('../../public/' + 1, import.meta.url); new URL('../../a.txt', import.meta.url);`,
  'src/app/main.tsx': `import 'react'; export const make = () => new Worker(new URL('../engine/worker.ts', import.meta.url));`,
};

/** The fault, where it is planted, its text, and what must be said of it. */
const PLANTED: readonly [fault: string, path: string, text: string, said: string][] = [
  ['a panel that imports the model', 'src/panels/a.ts', `import '#model/a.ts';`, 'panels may not import src/model/a.ts'],
  ['a relative way out', 'src/view/a.ts', `import '../engine/worker.ts';`, 'view may not import src/engine/worker.ts'],
  ['a type alone', 'src/view/a.ts', `import type { S } from '#state/store.ts';`, 'view may not import src/state/store.ts'],
  ['a type in place', 'src/state/a.ts', `type T = import('#view/Bars.tsx').T;`, 'state may not import src/view/Bars.tsx'],
  ['an import at run time', 'src/model/a.ts', `await import('#corpus/a.ts');`, 'model may not import src/corpus/a.ts'],
  ['a passed-on export', 'src/math/a.ts', `export * from '#lexicon/graph.ts';`, 'math may not import src/lexicon/graph.ts'],
  ['a computed name', 'src/math/a.ts', `export const a = (b: string) => import(b);`, 'cannot be followed'],
  ['a registry by glob', 'src/panels/a.ts', `export const a = import.meta.glob('./*.ts');`, 'cannot be followed'],
  ['a second bridge', 'src/panels/a.ts', `new URL('../engine/worker.ts', import.meta.url);`, 'panels may not import'],
  ['the bridge as an import', 'src/app/a.ts', `import '../engine/worker.ts';`, 'app may not import src/engine/worker.ts'],
  ['a test outside its room', 'src/math/a.test.ts', `import '#engine/worker.ts';`, 'math may not import src/engine/worker.ts'],
  ['code as data', 'src/math/a.test.ts', `new URL('../view/Bars.tsx', import.meta.url);`, 'math may not import src/view'],
  ['tensors in a panel', 'src/panels/a.ts', `import '@tensorflow/tfjs-core';`, 'belongs to kernels, model, engine'],
  ['a store in a view', 'src/view/a.ts', `import 'zustand';`, 'zustand belongs to state'],
  ['d3 in a panel', 'src/panels/a.ts', `import 'd3-scale';`, 'd3-scale belongs to view, math'],
  ['React in the engine', 'src/engine/a.ts', `import 'react';`, 'react belongs to state, view, panels, course, app'],
  ['Node in the product', 'src/math/a.ts', `import 'node:fs';`, 'node:fs belongs to no room'],
  [
    'a circle of types',
    'src/math/pca.ts',
    `import type { Q } from './q.ts'; export type Pca = Q;`,
    'pca.ts -> src/math/q.ts -> ',
  ],
  ['a file that is too long', 'src/view/a.css', 'a {}\n'.repeat(301), '301 lines, 300 at most'],
  ['an index that passes on', 'src/view/index.ts', `export { Bars } from './Bars.tsx';`, 'index.ts is kept for registries'],
  ['an index with code', 'src/math/index.ts', `export const a = 1; function b() {}`, 'index.ts is kept for registries'],
  ['a new room', 'src/helpers/a.ts', `export const a = 1;`, 'stands in no room'],
  ['a file before the doors', 'src/a.ts', `export const a = 1;`, 'stands in no room'],
  ['a way out of the house', 'src/math/a.ts', `import '../../scripts/bin.mjs';`, 'math may not import scripts/bin.mjs'],
  ['a file that does not parse', 'src/math/a.ts', `import {`, 'cannot be read'],
];

describe('the architecture', () => {
  test('the house as it stands draws no arrow that is not in the table, no circle and no file over 300 lines', () => {
    const house = standing();
    expect([...house.keys()]).toContain('src/architecture.test.ts');
    expect(house.size).toBeGreaterThan(20);
    expect(violations(house)).toEqual([]);
  });

  test('a sound small house has no fault', () => {
    expect(violations(new Map(Object.entries(SOUND)))).toEqual([]);
  });

  test.each(PLANTED)('%s is caught', (_fault, path, text, said) => {
    const found = violations(new Map(Object.entries({ ...SOUND, [path]: text })));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(path);
    expect(found[0]).toContain(said);
  });
});
