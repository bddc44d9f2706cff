import { createReadStream, existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Connect, Plugin } from 'vite';
import { carryNotices } from './scripts/notices.mjs';
import { offline } from './scripts/offline.mjs';
import { policy } from './scripts/policy.mjs';
import { standalone } from './scripts/standalone.mjs';

const WASM_SOURCE = join(import.meta.dirname, 'node_modules/@tensorflow/tfjs-backend-wasm/dist');
const WASM_FOLDER = 'wasm';

/** Cross-origin isolation: without these three there is no SharedArrayBuffer, so no wasm threads. */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * Serves the binaries of tfjs's wasm backend from the app itself, at `wasm/` beside index.html: by the dev server
 * and in the built app alike. Nothing is fetched from elsewhere.
 */
function tfjsWasm(): Plugin {
  const serve: Connect.NextHandleFunction = (request, response, next) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const file = join(WASM_SOURCE, basename(path));
    if (!path.startsWith(`/${WASM_FOLDER}/`) || !path.endsWith('.wasm') || !existsSync(file)) return next();
    response.setHeader('Content-Type', 'application/wasm');
    for (const [name, value] of Object.entries(ISOLATION_HEADERS)) response.setHeader(name, value);
    createReadStream(file).pipe(response);
  };
  return {
    name: 'tfjs-wasm',
    configureServer: (server) => {
      server.middlewares.use(serve);
    },
    generateBundle() {
      for (const name of readdirSync(WASM_SOURCE).filter((entry) => entry.endsWith('.wasm'))) {
        this.emitFile({ type: 'asset', fileName: `${WASM_FOLDER}/${name}`, source: readFileSync(join(WASM_SOURCE, name)) });
      }
    },
  };
}

/** Relative addresses throughout (`base: './'`), so that the built app runs under any path of any static host. */
export default defineConfig({
  base: './',
  plugins: [react(), tfjsWasm(), standalone(), policy(), carryNotices(), offline()],
  worker: { format: 'es' },
  // Found and bundled before the first request: found later, they would reload the page in the middle of its work.
  optimizeDeps: {
    include: [
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-core/dist/register_all_gradients.js',
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-webgpu',
      'idb',
      'valibot',
      'katex',
      'umap-js',
      '@keckelt/tsne',
      'modern-screenshot',
    ],
  },
  build: { target: 'es2023', sourcemap: false, assetsInlineLimit: 0, manifest: true },
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: ISOLATION_HEADERS },
});
