// @ts-check
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

/**
 * Switches every test browser starts with: no sandbox (containers run as root) and no traffic of its own.
 */
export const QUIET_ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

/** Gives headless Chromium a WebGPU adapter: the machine's own, or SwiftShader (software) where there is none. */
export const WEBGPU_ARGS = ['--enable-unsafe-webgpu'];

/** @returns {string | undefined} the browser Playwright downloaded, when it is there */
function downloaded() {
  try {
    return createRequire(import.meta.url)('playwright-core').chromium.executablePath();
  } catch {
    return undefined;
  }
}

/** @returns {string[]} where Chrome, Chromium and Edge are usually installed on this system */
function usualPlaces() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (process.platform === 'win32') {
    const roots = [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']];
    const tails = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Chromium\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ];
    return roots.flatMap((root) => (root ? tails.map((tail) => join(root, tail)) : []));
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/snap/bin',
    '/opt/google/chrome',
  ];
  return folders.flatMap((folder) => (folder ? names.map((name) => join(folder, name)) : []));
}

/**
 * The Chromium that tests run in: `CHROME_PATH`, then an installed one, then Playwright's own.
 * @returns {string | undefined} its path; nothing where there is none
 */
export function findBrowser() {
  const there = (/** @type {string | undefined} */ path) => path !== undefined && path !== '' && existsSync(path);
  const installed = [process.env['CHROME_PATH'], ...usualPlaces()].find(there);
  return installed ?? [downloaded()].find(there);
}
