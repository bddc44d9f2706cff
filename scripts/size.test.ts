import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pageScripts, pageSizeKb } from './size.mjs';

const PAGE = `<script type="module" src="./a.js"></script><link rel="modulepreload" href="./b.js"><link rel="stylesheet" href="./c.css">`;

test('the scripts of a page are those it names and those it preloads', () => {
  expect(pageScripts(PAGE)).toEqual(['./a.js', './b.js']);
});

test('the size of a page is the sum of its scripts gzipped, and of nothing else in the folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'glassformer-size-'));
  const noise = randomBytes(50_000);
  writeFileSync(join(folder, 'index.html'), PAGE);
  for (const name of ['a.js', 'b.js', 'worker.js']) writeFileSync(join(folder, name), noise);
  expect(pageSizeKb(folder)).toBeGreaterThan(100);
  expect(pageSizeKb(folder)).toBeLessThan(101);
  rmSync(folder, { recursive: true });
});

test('a page without a script is no small page but a broken one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'glassformer-size-'));
  writeFileSync(join(folder, 'index.html'), '<p>');
  expect(() => pageSizeKb(folder)).toThrow(/names no script/);
  rmSync(folder, { recursive: true });
});
