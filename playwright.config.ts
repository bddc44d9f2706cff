import { defineConfig } from '@playwright/test';
import { QUIET_ARGS, WEBGPU_ARGS, findBrowser } from './scripts/browser.mjs';

const port = Number(process.env['E2E_PORT'] ?? 4317);
const executablePath = findBrowser();

/** How each project's Chromium starts. */
function launch(args: readonly string[]): { executablePath?: string; args: string[] } {
  return { ...(executablePath ? { executablePath } : {}), args: [...QUIET_ARGS, ...args] };
}

/**
 * The built app (`npm run build` first) as people meet it: `wasm` without a WebGPU adapter, where every spec runs, and
 * `webgpu` with one (SwiftShader where there is no GPU), where the journeys run again that are marked `@gpu`.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  forbidOnly: true,
  // Two pages train side by side, so that each has to wait for the other now and then.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 12_000 },
  reporter: 'list',
  // Working without a net has its own spec; no other test fetches the whole app a second time.
  use: { serviceWorkers: 'block', baseURL: `http://localhost:${port}/`, viewport: { width: 1440, height: 900 }, locale: 'en-US' },
  projects: [
    { name: 'wasm', use: { launchOptions: launch([]) } },
    { name: 'webgpu', testMatch: 'journeys/**/*.spec.ts', grep: /@gpu/, use: { launchOptions: launch(WEBGPU_ARGS) } },
  ],
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --port ${port} --strictPort`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
  },
});
