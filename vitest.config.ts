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
            testTimeout: 30_000,
            hookTimeout: 30_000,
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
            testTimeout: 60_000,
            hookTimeout: 60_000,
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
