import { availableParallelism } from 'node:os';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, mergeConfig } from 'vitest/config';
import { QUIET_ARGS, WEBGPU_ARGS, findBrowser } from './scripts/browser.mjs';
import viteConfig from './vite.config.ts';

const executablePath = findBrowser();

/** Bundled for Node, where loading a thousand small files takes seconds (the wasm backend must stay as it is: it looks for its folder). */
const TFJS = ['core', 'core/dist/register_all_gradients.js', 'backend-cpu', 'backend-webgpu'].map(
  (name) => `@tensorflow/tfjs-${name}`,
);

/** What takes seconds on a quiet machine takes much longer where ten other programs run. In ms. */
const patience = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } };

/** Two projects: `node` for what is pure, `browser` for pixels, workers, wasm and WebGPU in a real Chromium. */
export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      projects: [
        {
          extends: true,
          test: {
            name: 'node',
            // Two cores are two workers: vitest would leave one idle.
            maxWorkers: Math.max(2, availableParallelism() - 1),
            environment: 'node',
            include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
            exclude: ['**/*.browser.test.{ts,tsx}'],
            ...patience,
            // One set of modules a worker: loading tfjs anew for each file costs as much as the tests. What a test puts in place
            // of something else goes when the test is over.
            isolate: false,
            restoreMocks: true,
            unstubGlobals: true,
            // Node would take tfjs's CommonJS bundles, in which the gradients are missing.
            server: { deps: { inline: [/@tensorflow\/tfjs-/] } },
            deps: { optimizer: { ssr: { enabled: true, include: TFJS } } },
          },
        },
        {
          extends: true,
          // What the worker imports is bundled before the tests begin; found on the way, it would reload the page.
          optimizeDeps: { entries: ['src/engine/worker.ts'] },
          test: {
            name: 'browser',
            include: ['src/**/*.browser.test.{ts,tsx}'],
            ...patience,
            fileParallelism: false,
            browser: {
              enabled: true,
              headless: true,
              screenshotFailures: false,
              provider: playwright({
                launchOptions: { ...(executablePath ? { executablePath } : {}), args: [...QUIET_ARGS, ...WEBGPU_ARGS] },
              }),
              instances: [{ browser: 'chromium' }],
            },
          },
        },
      ],
    },
  }),
);
