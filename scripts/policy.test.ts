import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './bin.mjs';
import { POLICY } from './policy.mjs';

test('hosts that read _headers send the policy that the page carries', () => {
  expect(readFileSync(join(ROOT, 'public/_headers'), 'utf8')).toContain(`\n  Content-Security-Policy: ${POLICY}\n`);
});

test('the policy lets no inline code in and names no other origin', () => {
  const sources = POLICY.split('; ').flatMap((directive) => directive.split(' ').slice(1));
  const allowed = ["'none'", "'self'", "'wasm-unsafe-eval'", 'data:', 'blob:'];
  expect(sources.filter((source) => !allowed.includes(source))).toEqual([]);
  expect(POLICY).toMatch(/script-src 'self' 'wasm-unsafe-eval';/);
});

/** What turns text into markup or code. */
const MARKUP = /dangerouslySetInnerHTML|\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write|\bsrcdoc\b|new Function\b/;

test('no file of the app turns text into markup or code', () => {
  const folder = join(ROOT, 'src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path),
  );
  expect(files.length).toBeGreaterThan(300);
  expect(files.filter((path) => MARKUP.test(readFileSync(join(folder, path), 'utf8')))).toEqual([]);
  expect(MARKUP.test('<p dangerouslySetInnerHTML={{ __html: text }} />')).toBe(true);
});
