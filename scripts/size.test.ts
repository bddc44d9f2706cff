import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pageScripts, pageSizeKb, visitSizeMb } from './size.mjs';

const PAGE = `<script type="module" src="./a.js"></script><link rel="modulepreload" href="./b.js"><link rel="stylesheet" href="./c.css">`;

test('the scripts of a page are those it names and those it preloads', () => {
  expect(pageScripts(PAGE)).toEqual(['./a.js', './b.js']);
});

const MANIFEST = {
  'src/lexicon/words/en.ts': { file: 'en.js' },
  'src/lexicon/words/zh.ts': { file: 'zh.js' },
  'src/panels/flow/Flow.tsx': { file: 'flow.js', imports: ['_shared'] },
  _shared: { file: 'b.js' },
};

/** A built app of noise, which does not shrink: so many kilobytes a script. */
function built(sizesKb: Record<string, number>): string {
  const folder = mkdtempSync(join(tmpdir(), 'glassformer-size-'));
  mkdirSync(join(folder, '.vite'));
  writeFileSync(join(folder, '.vite/manifest.json'), JSON.stringify(MANIFEST));
  writeFileSync(join(folder, 'index.html'), PAGE);
  for (const [name, kb] of Object.entries(sizesKb)) writeFileSync(join(folder, name), randomBytes(kb * 1000));
  return folder;
}

test('the size of a page is what it loads before it draws, each script once and one language, and nothing else', () => {
  const folder = built({ 'a.js': 40, 'b.js': 30, 'flow.js': 20, 'en.js': 5, 'zh.js': 10, 'worker.js': 80 });
  expect(pageSizeKb(folder)).toBeGreaterThan(100);
  expect(pageSizeKb(folder)).toBeLessThan(101);
  rmSync(folder, { recursive: true });
});

test('a build without the first panel is refused instead of measured small', () => {
  const folder = built({ 'a.js': 1, 'b.js': 1, 'en.js': 1, 'zh.js': 1 });
  writeFileSync(join(folder, '.vite/manifest.json'), '{}');
  expect(() => pageSizeKb(folder)).toThrow(/has no src\/panels\/flow/);
  rmSync(folder, { recursive: true });
});

test('a page without a script is no small page but a broken one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'glassformer-size-'));
  writeFileSync(join(folder, 'index.html'), '<p>');
  expect(() => pageSizeKb(folder)).toThrow(/names no script/);
  rmSync(folder, { recursive: true });
});

test('a first visit is the app, the words and the run of one language', () => {
  const folder = mkdtempSync(join(tmpdir(), 'glassformer-size-'));
  for (const name of ['.vite', 'runs']) mkdirSync(join(folder, name));
  const list = { files: ['a.js'], languages: { en: ['en.js'], zh: ['zh.js'] } };
  writeFileSync(join(folder, '.vite/offline.json'), JSON.stringify(list));
  const sizesKb = {
    'index.html': 1,
    'sw.js': 1,
    'a.js': 488,
    'en.js': 10,
    'zh.js': 20,
    'runs/en.gfrun': 500,
    'runs/zh.gfrun': 300,
  };
  for (const [name, kb] of Object.entries(sizesKb)) writeFileSync(join(folder, name), randomBytes(kb * 1000));
  expect(visitSizeMb(folder)).toBeCloseTo(1, 2);
  rmSync(folder, { recursive: true });
});
